"""How is a plan with whole numbers found? Columns and rows are collected, HiGHS solves them, and the same model
gives the same plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np

from payung.plan.error import NotSolved

INFINITE = highspy.kHighsInf
SEED = 1


@dataclass(frozen=True)
class Solution:
    """Values of the columns in their order, the least cost found, and how far it may be from the best (0 is
    proven)."""

    values: Sequence[float]
    cost: float
    gap: float

    def whole(self, column: int) -> int:
        """The value of a whole-number column."""
        return round(self.values[column])


@dataclass
class Model:
    """A mixed-integer model that is built up column by column and row by row; least cost is sought."""

    costs: list[float] = field(default_factory=list)
    lows: list[float] = field(default_factory=list)
    highs: list[float] = field(default_factory=list)
    are_whole: list[bool] = field(default_factory=list)
    row_lows: list[float] = field(default_factory=list)
    row_highs: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    indices: list[int] = field(default_factory=list)
    entries: list[float] = field(default_factory=list)

    def column(self, cost: float, *, low: float = 0, high: float = INFINITE, is_whole: bool = False) -> int:
        """Add a column and answer its number."""
        self.costs.append(cost)
        self.lows.append(low)
        self.highs.append(high)
        self.are_whole.append(is_whole)
        return len(self.costs) - 1

    def choice(self, cost: float = 0) -> int:
        """Add a column that is 0 or 1."""
        return self.column(cost, high=1, is_whole=True)

    def row(self, terms: Mapping[int, float], *, low: float = -INFINITE, high: float = INFINITE) -> None:
        """Add a row: `low` at most the sum of column times entry at most `high`."""
        self.indices.extend(terms.keys())
        self.entries.extend(terms.values())
        self.starts.append(len(self.indices))
        self.row_lows.append(low)
        self.row_highs.append(high)

    def solve(self, *, seconds: float = 120, gap: float = 1e-4, slack: float = 0.0) -> Solution:
        """The least cost within `gap` (a share) or `slack` (in its unit) of the best, found within `seconds`.

        Raises NotSolved where there is no plan."""
        solver = highspy.Highs()
        for option, value in (
            ("output_flag", False),
            ("random_seed", SEED),
            ("threads", 1),
            ("time_limit", float(seconds)),
            ("mip_rel_gap", gap),
            ("mip_abs_gap", slack),
        ):
            solver.setOptionValue(option, value)
        solver.passModel(self._as_highs())
        solver.run()
        status = solver.getModelStatus()
        info = solver.getInfo()
        is_limited = status == highspy.HighsModelStatus.kTimeLimit and info.primal_solution_status == 2
        if status != highspy.HighsModelStatus.kOptimal and not is_limited:
            raise NotSolved(f"the solver ended with {solver.modelStatusToString(status)}")
        found_gap = info.mip_gap if any(self.are_whole) else 0.0
        return Solution(solver.getSolution().col_value, info.objective_function_value, float(found_gap))

    def _as_highs(self) -> highspy.HighsLp:
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.costs), len(self.row_lows)
        lp.col_cost_ = np.array(self.costs, dtype=np.float64)
        lp.col_lower_ = np.array(self.lows, dtype=np.float64)
        lp.col_upper_ = np.array(self.highs, dtype=np.float64)
        lp.row_lower_ = np.array(self.row_lows, dtype=np.float64)
        lp.row_upper_ = np.array(self.row_highs, dtype=np.float64)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(self.starts, dtype=np.int32)
        lp.a_matrix_.index_ = np.array(self.indices, dtype=np.int32)
        lp.a_matrix_.value_ = np.array(self.entries, dtype=np.float64)
        kinds = highspy.HighsVarType
        lp.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in self.are_whole]
        return lp
