"""Which tables of a run does a plan read, for which day, and for how many people of the nation do they stand?"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

from payung.engine.public import DuckdbEngine, open_engine
from payung.plan.error import TableMissing
from payung.sample.public import assumed_number

MADE = "made.json"
# The tables on which plans rest.
PLANNED = ("persons", "memberships", "determinations", "paths")


@dataclass(frozen=True)
class Scale:
    """A sample of `people` that stands for a nation of `nation`; both 1 where the tables are the nation itself."""

    people: int = 1
    nation: int = 1

    def down(self, national: int) -> int:
        """A national number as it is in the tables, rounded half up."""
        return (2 * national * self.people + self.nation) // (2 * self.nation)

    @property
    def is_sample(self) -> bool:
        """Whether the tables are smaller than what they stand for."""
        return self.people < self.nation


def open_tables(
    tables: Path,
    names: Iterable[str],
    *,
    memory_limit: str = "2GB",
    threads: int = 2,
    temp: Path | None = None,
) -> DuckdbEngine:
    """An engine in which the named tables of a run's folder can be read. Raises TableMissing."""
    missing = [name for name in names if not (tables / f"{name}.parquet").exists()]
    if missing:
        raise TableMissing(f"{tables} has no table {', '.join(missing)}; make them with payung run")
    engine = open_engine("duckdb", memory_limit=memory_limit, threads=threads, temp=temp)
    for name in names:
        engine.register(name, tables / f"{name}.parquet")
    return engine


def day_of(engine: DuckdbEngine) -> date:
    """The day for which the tables were determined. Raises TableMissing where nobody is determined."""
    ((day,),) = engine.rows("SELECT max(as_of) FROM determinations")
    if day is None:
        raise TableMissing("the table determinations is empty: nothing can be planned")
    found: date = day
    return found


def scale_of(tables: Path) -> Scale:
    """The scale of a sample country (`payung up` leaves made.json beside its tables), else that of the nation
    itself."""
    path = tables / MADE
    if not path.exists():
        return Scale()
    nation = round(assumed_number("population_million") * 1_000_000)
    return Scale(int(json.loads(path.read_text(encoding="utf-8"))["people"]), nation)


def key_of(tables: Path) -> str | None:
    """A word that changes whenever the tables of a run do; None where one of them is missing."""
    files = [tables / f"{name}.parquet" for name in PLANNED]
    if not all(file.exists() for file in files):
        return None
    told = "|".join(f"{file.stat().st_mtime_ns}:{file.stat().st_size}" for file in files)
    return sha256(told.encode()).hexdigest()[:12]


@cache
def sql_text(folder: Path, name: str) -> str:
    """The text of `<folder>/sql/<name>.sql`."""
    return (folder / "sql" / f"{name}.sql").read_text(encoding="utf-8")
