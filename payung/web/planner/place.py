"""Over which tables are plans made, and where do their answers lie? The newest run folder in the data folder."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from payung.plan.public import Scale, day_of, key_of, open_tables, scale_of


@dataclass(frozen=True)
class Place:
    """A run's tables and its day, a key that changes whenever they do, and for how many people of the nation they
    stand."""

    tables: Path
    as_of: date
    key: str
    scale: Scale

    @property
    def next_month(self) -> date:
        """The first day of the month after the day of the data: from there scenarios begin."""
        return (self.as_of.replace(day=1) + timedelta(days=31)).replace(day=1)


def place() -> Place | None:
    """The tables of the newest run, None where there are none yet."""
    tables = Path(settings.DATA_DIR) / "tables"
    key = key_of(tables)
    if key is None:
        return None
    return Place(tables, _day(tables, key), key, scale_of(tables))


@lru_cache(maxsize=4)
def _day(tables: Path, key: str) -> date:
    """The day of the tables; asked once for each key."""
    with open_tables(tables, ("determinations",), memory_limit="500MB", threads=1) as engine:
        return day_of(engine)


def answers(kind: str) -> Path:
    """The folder of the answers of a kind, made where it is not there; open to the owner of the process alone."""
    folder = Path(settings.DATA_DIR) / "plan" / kind
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
