"""Which cells of a published table must be hidden so that its totals do not give them back?

The table has a row for each region and a column for each cause (or mover, or payer); the sums of rows and of columns
are published too. A hidden cell can be recovered exactly when no other hidden cells could balance a change of it: when
its link between row and column lies on no ring of hidden cells. So the smallest cells that close such a ring are hidden
with it. A cell of nobody can only grow, so that a ring holds at most one, and one only where there is no other.
"""

from collections.abc import Iterable, Mapping

from payung.follow.hide import is_small

Cell = tuple[str, str]


def hidden_cells(table: Mapping[Cell, int], already: Iterable[Cell] = ()) -> frozenset[Cell]:
    """Cells (row, column) to hide: the small ones, those `already` hidden, and what keeps them from being recovered."""
    people = dict(table)
    hidden = {cell for cell, count in people.items() if is_small(count)} | {cell for cell in already if cell in people}
    safe: set[Cell] = set()
    while True:
        ringed = {cell for cell in hidden if people[cell] > 0}
        bare = [cell for cell in ringed - safe if not _is_on_ring(cell, ringed)]
        rings = ((cell, _ring(cell, people, hidden)) for cell in sorted(bare, key=lambda one: (people[one], one)))
        found = next(((cell, ring) for cell, ring in rings if ring), None)
        if found is None:
            # What no ring can save is alone in its row or column: its lines are hidden.
            return frozenset(hidden | _lines(bare, people))
        hidden |= found[1]
        safe |= {found[0], *found[1]}


def _is_on_ring(cell: Cell, hidden: set[Cell]) -> bool:
    """Whether row and column of the cell are joined by other hidden cells."""
    row, column = cell
    reached, frontier = {("row", row)}, [("row", row)]
    while frontier:
        side, name = frontier.pop()
        for other in hidden:
            if other == cell or other[0 if side == "row" else 1] != name:
                continue
            beyond = ("column", other[1]) if side == "row" else ("row", other[0])
            if beyond == ("column", column):
                return True
            if beyond not in reached:
                reached.add(beyond)
                frontier.append(beyond)
    return False


def _ring(cell: Cell, people: Mapping[Cell, int], hidden: set[Cell]) -> set[Cell]:
    """The cells with fewest people that make a ring of four with this one; empty where there is none."""
    row, column = cell
    best: tuple[tuple[int, int, list[Cell]], set[Cell]] | None = None
    for other_row in {one for one, at in people if at == column and one != row}:
        for other_column in {at for one, at in people if one == row and at != column}:
            ring = {(row, other_column), (other_row, column), (other_row, other_column)}
            if not ring <= people.keys():
                continue
            empty = sum(1 for one in ring if people[one] == 0)
            price = (empty, sum(people[one] for one in ring - hidden), sorted(ring))
            if empty <= 1 and (best is None or price < best[0]):
                best = (price, ring)
    return best[1] if best else set()


def _lines(bare: Iterable[Cell], people: Mapping[Cell, int]) -> set[Cell]:
    rows, columns = {cell[0] for cell in bare}, {cell[1] for cell in bare}
    return {cell for cell in people if people[cell] and (cell[0] in rows or cell[1] in columns)}
