"""How many places has the state list, in the nation and in each regency, and which decree exceeds them?"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from payung.engine.public import DuckdbEngine
from payung.law.public import Law
from payung.plan.error import PlanError
from payung.plan.run_tables import Scale


class QuotaUnreadable(PlanError):
    """A file of quotas is not a table of regency_code and quota."""


@dataclass(frozen=True)
class Quota:
    """Places on the state list: in the nation, and by regency; `origin` says where the regencies' come from.

    A regency that is not named has no quota of its own.
    """

    national: int
    regency: Mapping[str, int] = field(default_factory=dict)
    origin: str = "CURRENT"


def quota_of_law(engine: DuckdbEngine, law: Law, scale: Scale) -> Quota:
    """The national quota in force on the day of the tables, at their scale; each regency keeps the places it holds.

    No published table says the regencies' quotas, so the swap is one for one, as in the decree of February 2026.
    """
    ((day,),) = engine.rows("SELECT max(as_of) FROM determinations")
    national = law.value("jkn.pbi.national_quota", day)
    held = engine.rows(
        "SELECT COALESCE(regency_code, ''), COUNT(*) FROM determinations JOIN persons USING (person_id) "
        "WHERE programme = 'JKN' AND reason = 'PAID_BY_STATE' GROUP BY 1 ORDER BY 1"
    )
    places = {str(code): int(people) for code, people in held}
    return Quota(max(scale.down(int(str(national))), 0), places)


def read_quota(path: Path, national: int) -> Quota:
    """Quotas of regencies from a CSV file with the columns regency_code and quota. Raises QuotaUnreadable."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = {row["regency_code"].strip(): int(row["quota"]) for row in csv.DictReader(file)}
    except (OSError, UnicodeDecodeError, KeyError, ValueError, AttributeError) as error:
        raise QuotaUnreadable(f"{path}: a table of regency_code and quota is needed ({error})") from error
    if any(places < 0 for places in rows.values()):
        raise QuotaUnreadable(f"{path}: a quota below zero")
    return Quota(national, rows, origin="FILE")
