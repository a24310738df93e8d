"""A country like that of the February affair: people on the state's list, some of them in treatment, and who is not.

`write_affair(folder)` writes the tables of a run. Numbers from 1; every NIK has a serial from 9000 on.
"""

from datetime import date
from pathlib import Path

from tests.country import MATARAM, SEMARANG, Human, rows_of, write_table, write_tables

AS_OF = date(2026, 11, 1)
STATE, REGION, REMOVED = ("PAID_BY_STATE", "PBI"), ("PAID_BY_REGION", "PBPU_PEMDA"), ("REMOVED_FROM_PBI", "PBI")
KIDNEY, PREGNANT, NEWBORN, DISABLED, POOR, RICH, CHILD_OF_WORKER, DEAD, SHARED, OTHER = range(1, 11)
WORKER, LAPSED, REGIONAL, STRANGER, AWAY = range(11, 16)


def human(number: int, *, village: str = SEMARANG, jkn: tuple[str, str | None] = STATE, **facts: object) -> Human:
    """An invented person whose birth date differs by number."""
    born = facts.pop("born", date(1980, 1, 1 + number))
    family = int(str(facts.pop("family", number)))
    route = facts.pop("route", None)
    return Human(
        f"ORANG {number}",
        "P",
        born,  # type: ignore[arg-type]
        village,
        family,
        {"JKN": jkn},
        route=route,  # type: ignore[arg-type]
        **facts,  # type: ignore[arg-type]
    )


PEOPLE = (
    human(KIDNEY, decile=2),
    human(PREGNANT, decile=7),
    human(NEWBORN, born=date(2026, 10, 25), decile=7),
    human(DISABLED, decile=7),
    human(POOR, decile=1),
    human(RICH, decile=9),
    human(CHILD_OF_WORKER, decile=8, born=date(2015, 5, 5)),
    human(DEAD),
    human(SHARED),
    human(OTHER, born=date(1980, 1, 1 + SHARED)),
    human(WORKER, jkn=("PAID_BY_EMPLOYER", "PPU_BU"), family=CHILD_OF_WORKER),
    human(LAPSED, jkn=REMOVED, route="REACTIVATE_PBI"),
    human(REGIONAL, village=MATARAM, jkn=REGION),
    human(STRANGER, village=MATARAM, jkn=("NEVER_REGISTERED", None)),
    human(AWAY, village=SEMARANG, jkn=("NEVER_REGISTERED", None)),
)
FACTS = {
    KIDNEY: {"illness": "KIDNEY"},
    PREGNANT: {"is_pregnant": True},
    DISABLED: {"is_disabled": True},
    DEAD: {"life_status": "DEAD", "died_on": date(2026, 8, 1)},
    CHILD_OF_WORKER: {"relation_code": 4},
}
REMOVED_ON = date(2026, 6, 15)


def nik(number: int) -> str:
    """The NIK of a person; 9 and 10 share one."""
    return f"337401410180{9000 + (SHARED if number == OTHER else number)}"


def write_affair(folder: Path) -> Path:
    """Write every table of a run into the folder; returns it."""
    write_tables(folder, PEOPLE)
    rows = rows_of(PEOPLE)
    for row in rows["persons"]:
        number = row["person_id"]
        row |= {"nik": nik(number)} | FACTS.get(number, {})
    for row in rows["memberships"]:
        if row["person_id"] == LAPSED:
            row["inactive_since"] = REMOVED_ON
    rows["reviews"] = []
    for name in ("persons", "memberships", "reviews"):
        write_table(folder, name, rows[name])
    return folder
