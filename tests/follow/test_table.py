"""Can an attacker with all published sums recover a hidden cell? Linear programming tries, on tables of every shape."""

import random
from collections.abc import Mapping

import numpy
import pytest
from scipy.optimize import linprog

from payung.follow.table import Cell, hidden_cells

SHAPES = [(2, 2), (3, 4), (8, 5), (14, 6)]


def recovered(table: Mapping[Cell, int], hidden: frozenset[Cell]) -> list[Cell]:
    """Hidden cells of somebody whose least and greatest possible value are the same, all sums being published."""
    unknown = sorted(hidden)
    place = {cell: number for number, cell in enumerate(unknown)}
    sides = {("row", cell[0]) for cell in unknown} | {("column", cell[1]) for cell in unknown}
    rows, sums = [], []
    for side, name in sorted(sides):
        own = [cell for cell in unknown if cell[0 if side == "row" else 1] == name]
        line = numpy.zeros(len(unknown))
        line[[place[cell] for cell in own]] = 1
        rows.append(line)
        sums.append(sum(table[cell] for cell in own))
    found = []
    for cell in unknown:
        aim = numpy.zeros(len(unknown))
        aim[place[cell]] = 1
        least, most = (
            linprog(sign * aim, A_eq=numpy.array(rows), b_eq=sums, bounds=(0, None), method="highs").fun * sign
            for sign in (1, -1)
        )
        if most - least < 0.5:
            found.append(cell)
    return found


def a_table(rows: int, columns: int, seed: int) -> dict[Cell, int]:
    """A table with many small and empty cells."""
    chance = random.Random(seed)
    counts = [0, 0, 1, 2, 3, 4, 5, 9, 30, 200]
    return {(f"r{r}", f"c{c}"): chance.choice(counts) for r in range(rows) for c in range(columns)}


def can_be_saved(table: Mapping[Cell, int], cell: Cell) -> bool:
    """Whether a cell has another of somebody in its row and in its column: else its sum is itself."""
    somebody = [one for one, people in table.items() if people and one != cell]
    return any(one[0] == cell[0] for one in somebody) and any(one[1] == cell[1] for one in somebody)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("seed", range(3))
def test_no_hidden_cell_is_recovered_from_the_sums(shape: tuple[int, int], seed: int) -> None:
    table = a_table(*shape, seed)
    hidden = hidden_cells(table)
    assert all(cell in hidden for cell, people in table.items() if 0 < people < 5)
    assert [cell for cell in recovered(table, hidden) if can_be_saved(table, cell)] == []


def test_hiding_only_the_small_ones_would_be_recovered() -> None:
    table = {("a", "x"): 3, ("a", "y"): 40, ("b", "x"): 50, ("b", "y"): 60}
    assert recovered(table, frozenset({("a", "x")})) == [("a", "x")]
    assert recovered(table, hidden_cells(table)) == []


def test_two_in_one_row_are_not_enough() -> None:
    table = {(r, c): 40 for r in "abc" for c in "xyz"} | {("a", "x"): 3}
    assert recovered(table, frozenset({("a", "x"), ("a", "y")})) != []
    hidden = hidden_cells(table)
    assert recovered(table, hidden) == []
    assert len(hidden) == 4


def test_nothing_is_hidden_without_need_and_nobody_is_never_hidden() -> None:
    table = {("a", "x"): 0, ("a", "y"): 5, ("b", "x"): 70, ("b", "y"): 0}
    assert hidden_cells(table) == frozenset()
