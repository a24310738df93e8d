"""In which order are routes found, priced and ranked? Facts, then one step a route, then all together."""

from collections.abc import Collection
from functools import cache
from pathlib import Path

from payung.engine.public import Step
from payung.path.dimension import Route, kin_step, month_back_step, priority_region_step, route_step, routes
from payung.terms.public import table

FOLDER = Path(__file__).parent
# A fact is read by many routes and kept; in this order each finds what it needs.
FACTS = ("job", "need", "worker", "dependant", "person", "family", "mother", "work", "unpaid")
OF_WORK = ("work", "unpaid")
PRICED = {
    "price_now_idr": "BIGINT",
    "price_monthly_idr": "BIGINT",
    "people": "BIGINT",
    "months": "BIGINT",
    "other_payer": "TEXT",
    "other_pays_monthly_idr": "BIGINT",
    "earliest_on": "DATE",
    "warning": "TEXT",
}


def path_steps(
    switched_on: Collection[str] = frozenset(),
    *,
    priority_regencies: Collection[str] = frozenset(),
    is_health_only: bool = False,
) -> list[Step]:
    """Steps from views `persons`, `memberships`, `determinations` to the step `paths` (terms/tables/09_path.yaml).

    `is_health_only` leaves the routes of work accident and death cover out. `switched_on` names proposed routes that a
    scenario uses (`WRITE_OFF`); the law must have the parameter on which such a route rests switched on too.
    `priority_regencies` are the dotted codes of regencies known to have UHC Prioritas, where the region's appointment
    holds from the same day. Raises ValueError for an unknown route.
    """
    chosen = [route for route in _chosen(switched_on) if route.programme == "JKN" or not is_health_only]
    facts = [Step(f"path_{name}", _sql("facts", name)) for name in FACTS if name not in OF_WORK or not is_health_only]
    each = [Step(_step_name(route), _sql("routes", route.code.lower()), is_kept=False) for route in chosen]
    return [
        kin_step(),
        month_back_step(),
        priority_region_step(priority_regencies),
        route_step(chosen),
        *facts,
        *each,
        Step("path_cost", cost_sql(chosen), is_kept=False),
        Step("path_choose", _sql("choose", "rank")),
        Step("paths", _sql("choose", "path"), output=table("paths"), is_kept=False),
    ]


def cost_sql(chosen: Collection[Route]) -> str:
    """All priced routes of all people, one below the other: route_no, is_jkn and what each route's step says.

    A route whose law is not in force on the day is offered to nobody.
    """
    columns = ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in PRICED.items())
    return "\nUNION ALL\n".join(
        f"SELECT person_id, {route.number} AS route_no, {str(route.programme == 'JKN').upper()} AS is_jkn, {columns} "
        f"FROM {_step_name(route)} WHERE basis('{route.law}', as_of()) IS NOT NULL"
        for route in chosen
    )


def _chosen(switched_on: Collection[str]) -> list[Route]:
    proposed = {route.code for route in routes() if route.is_proposed}
    unknown = set(switched_on) - proposed
    if unknown:
        raise ValueError(f"no proposed route is called {', '.join(sorted(unknown))}; there is {', '.join(proposed)}")
    return [route for route in routes() if not route.is_proposed or route.code in switched_on]


def _step_name(route: Route) -> str:
    return f"route_{route.code.lower()}"


@cache
def _sql(folder: str, name: str) -> str:
    return (FOLDER / folder / f"{name}.sql").read_text(encoding="utf-8")
