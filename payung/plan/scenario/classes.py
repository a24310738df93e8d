"""Into which classes of people alike does a nation fall, for a scenario? One pass over the tables; then only classes
count."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template
from typing import Any

import numpy as np
import numpy.typing as npt

from payung.engine.public import DuckdbEngine, Step
from payung.law.public import Law
from payung.plan.run_tables import sql_text
from payung.plan.scenario.spec import Scenario, Whom

FOLDER = Path(__file__).parent
DISCOUNT, WAIT = "bpu.discount_pp50", "jkm.bpu.full_benefit_min_months"

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Classes:
    """Classes of people as columns of equal length, by name (sql/health_class.sql, sql/work_class.sql)."""

    columns: Mapping[str, npt.NDArray[Any]]

    def __getitem__(self, name: str) -> npt.NDArray[Any]:
        return self.columns[name]

    @property
    def people(self) -> Ints:
        """How many people are in each class."""
        return self.columns["people"]

    def cell(self, *names: str) -> Bools:
        """Which classes are in one of these cells."""
        found: Bools = np.isin(self.columns["cell"], names)
        return found

    def of(self, whom: Whom) -> Bools:
        """Which classes an action is for."""
        decile = self.columns["decile"]
        chosen: Bools = (decile >= whom.decile_from) & (decile <= whom.decile_to)
        if whom.region:
            chosen &= np.char.startswith(self.columns["regency_code"].astype(str), whom.region)
        return chosen


def read_classes(engine: DuckdbEngine, scenario: Scenario, day: date) -> tuple[Classes, Classes]:
    """Classes of JKN, and of work accident and death cover, of the tables that `engine` can read."""
    law = scenario.before
    waits = [value.value for book in (law, scenario.after) for value in book.parameter(WAIT).values]
    values = {
        "transport_from": _discount_from(law, "TRANSPORT"),
        "other_from": _discount_from(law, "OTHER"),
        "longest_wait": max(int(str(one)) for one in waits),
    }
    work = Template(sql_text(FOLDER, "work_class")).substitute(values)
    steps = [
        Step("death_rate", sql_text(FOLDER, "death_rate")),
        Step("health_class", sql_text(FOLDER, "health_class")),
        Step("work_class", work),
    ]
    engine.run(steps, as_of=day, inline=law.inline)
    return _columns(engine, "health_class"), _columns(engine, "work_class")


def _discount_from(law: Law, sector: str) -> date:
    timeline = law.parameter(DISCOUNT).timeline(sector) or ()
    return min((value.since for value in timeline if value.since), default=date.max)


def _columns(engine: DuckdbEngine, name: str) -> Classes:
    found = engine.connection.execute(f'SELECT * FROM "{name}" ORDER BY ALL').fetchnumpy()
    return Classes({key: np.asarray(np.ma.filled(values)) for key, values in found.items()})
