"""Which cells of a published table must be hidden so that its totals do not give them back?

The table has a row for each region and a column for each cause (or mover, or payer); the sums of rows and of columns
are published too. A hidden cell can be recovered exactly when no other hidden cells could balance a change of it: when
its link between row and column lies on no ring of hidden cells. So the smallest cells that close such a ring are hidden
with it. A cell of nobody can only grow, so that a ring holds at most one, and one only where there is no other. What a
line hides in all is never a small number of people either.
"""

from collections.abc import Iterable, Mapping

from payung.follow.hide import SMALLEST_SHOWN, is_small

Cell = tuple[str, str]


def hidden_cells(table: Mapping[Cell, int], already: Iterable[Cell] = ()) -> frozenset[Cell]:
    """Cells (row, column) to hide: the small ones, those `already` hidden, and what keeps them from being recovered."""
    people = dict(table)
    hidden = {cell for cell, count in people.items() if is_small(count)} | {cell for cell in already if cell in people}
    lost: set[Cell] = set()
    safe: set[Cell] = set()
    while True:
        _close_rings(people, hidden, safe, lost)
        more = _thin_lines(people, hidden)
        if not more:
            # What no ring can save is alone in its row or column: its lines are hidden.
            return frozenset(hidden | _lines(lost - _on_rings(hidden, people), people))
        hidden |= more


def _close_rings(people: Mapping[Cell, int], hidden: set[Cell], safe: set[Cell], lost: set[Cell]) -> None:
    """Hide what it takes for every hidden cell of somebody to lie on a ring; `lost` are those no ring can save."""
    while True:
        bare = {cell for cell in hidden if people[cell] > 0} - safe - lost - _on_rings(hidden, people)
        if not bare:
            return
        cell = min(bare, key=lambda one: (people[one], one))
        ring = _ring(cell, people, hidden)
        if ring:
            hidden |= ring
            safe |= {cell, *ring}
        else:
            lost.add(cell)


def _thin_lines(people: Mapping[Cell, int], hidden: set[Cell]) -> set[Cell]:
    """For each row and column that hides a small number in all, the smallest cell that makes it no longer small."""
    found: set[Cell] = set()
    for side in (0, 1):
        sums: dict[str, int] = {}
        for cell in hidden:
            sums[cell[side]] = sums.get(cell[side], 0) + people[cell]
        thin = {name for name, count in sums.items() if 0 < count < SMALLEST_SHOWN}
        for name in thin:
            others = [cell for cell in people if cell[side] == name and cell not in hidden and people[cell] > 0]
            found |= {min(others, key=lambda one: (people[one], one))} if others else set()
    return found


def _on_rings(hidden: Iterable[Cell], people: Mapping[Cell, int]) -> set[Cell]:
    """Hidden cells of somebody whose row and column are also joined by others: all but the bridges of the graph."""
    links: dict[Cell, list[tuple[Cell, Cell]]] = {}
    cells = sorted(cell for cell in hidden if people[cell] > 0)
    for cell in cells:
        row, column = ("row", cell[0]), ("column", cell[1])
        links.setdefault(row, []).append((column, cell))
        links.setdefault(column, []).append((row, cell))
    return set(cells) - _bridges(links)


def _bridges(links: Mapping[Cell, list[tuple[Cell, Cell]]]) -> set[Cell]:
    """Links without which the graph falls apart, by depth first search: no link from below goes past them."""
    order: dict[Cell, int] = {}
    lowest: dict[Cell, int] = {}
    found: set[Cell] = set()
    for start in links:
        if start in order:
            continue
        order[start] = lowest[start] = len(order)
        path = [(start, None, iter(links[start]))]
        while path:
            node, came_by, rest = path[-1]
            for other, cell in rest:
                if cell == came_by:
                    continue
                if other in order:
                    lowest[node] = min(lowest[node], order[other])
                    continue
                order[other] = lowest[other] = len(order)
                path.append((other, cell, iter(links[other])))
                break
            else:
                path.pop()
                if path and came_by is not None:
                    above = path[-1][0]
                    lowest[above] = min(lowest[above], lowest[node])
                    if lowest[node] > order[above]:
                        found.add(came_by)
    return found


def _ring(cell: Cell, people: Mapping[Cell, int], hidden: set[Cell]) -> set[Cell]:
    """The cells with fewest people that make a ring of four with this one; empty where there is none."""
    row, column = cell
    best: tuple[tuple[int, int, list[Cell]], set[Cell]] | None = None
    rows = {one for one, at in people if at == column and one != row}
    columns = {at for one, at in people if one == row and at != column}
    for other_row in rows:
        for other_column in columns:
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
