"""What is the same for everybody on a route? Who moves, which documents, which law, and how many hands it takes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

from payung.engine.public import Step
from payung.terms.public import codes

# Relation on the family card (terms/tables/01_record.yaml), as far as it opens a route.
KIN = {1: "COUPLE", 2: "COUPLE", 3: "COUPLE", 4: "CHILD", 5: "CHILD_IN_LAW", 7: "PARENT", 8: "PARENT"}
MONTHS_BACK = range(1, 13)


@dataclass(frozen=True)
class Route:
    """A route as `terms/codes/routes.yaml` declares it; `number` orders the routes from few hands to many."""

    number: int
    code: str
    programme: str
    movers: tuple[str, ...]
    documents: tuple[str, ...]
    law: str
    is_proposed: bool


@cache
def routes() -> tuple[Route, ...]:
    """Every declared route, the most direct first: fewer movers, then the order in which they are declared."""
    declared = list(codes("routes").values())
    ordered = sorted(declared, key=lambda route: (len(route.facts["movers"]), declared.index(route)))
    return tuple(
        Route(
            number=number,
            code=route.code,
            programme=route.facts["programme"],
            movers=tuple(route.facts["movers"]),
            documents=tuple(route.facts["documents"]),
            law=route.facts["law"],
            is_proposed=bool(route.facts.get("is_proposed", False)),
        )
        for number, route in enumerate(ordered, start=1)
    )


def route_step(chosen: Iterable[Route]) -> Step:
    """Step `path_route`: route_no, route, programme, movers, documents, law, article (in force on the day)."""
    rows = ", ".join(
        f"({route.number}, {_text(route.code)}, {_text(route.programme)}, {_text('>'.join(route.movers))}, "
        f"{_text(','.join(route.documents))}, {_text(route.law)}, basis({_text(route.law)}, as_of()))"
        for route in chosen
    )
    columns = "route_no, route, programme, movers, documents, law, article"
    return Step("path_route", f"SELECT {columns} FROM (VALUES {rows}) AS known({columns})")


def kin_step() -> Step:
    """Step `path_kin`: relation_code on the family card and kin (COUPLE, CHILD, CHILD_IN_LAW, PARENT)."""
    rows = ", ".join(f"(CAST({code} AS BIGINT), {_text(kin)})" for code, kin in KIN.items())
    return Step("path_kin", f"SELECT relation_code, kin FROM (VALUES {rows}) AS known(relation_code, kin)")


def month_back_step() -> Step:
    """Step `path_month_back`: months_back from 1 to 12, to price each unpaid month by itself."""
    rows = ", ".join(f"(CAST({number} AS BIGINT))" for number in MONTHS_BACK)
    return Step("path_month_back", f"SELECT months_back FROM (VALUES {rows}) AS known(months_back)")


def priority_region_step(regencies: Collection[str]) -> Step:
    """Step `path_priority_region`: regency_code of the regencies known to have UHC Prioritas."""
    rows = ", ".join(f"({_text(code)})" for code in sorted(regencies)) or "('')"
    sql = f"SELECT regency_code FROM (VALUES {rows}) AS known(regency_code) WHERE regency_code <> ''"
    return Step("path_priority_region", sql)


def _text(value: str) -> str:
    return "'{}'".format(value.replace("'", "''"))
