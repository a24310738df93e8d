"""How do the kept flows of one step, or of several in a row, sum up to the account of each payer?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from payung.ledger.public import kept

ACTIVE, NOT_ACTIVE, ABSENT, ELSEWHERE = "ACTIVE", "NOT_ACTIVE", "ABSENT", "ELSEWHERE"

Place = tuple[str, str]


@dataclass(frozen=True)
class FlowSum:
    """People of a payer or cause: before, who left it, who came to it, net of who moved house, and now."""

    before: int = 0
    left: int = 0
    came: int = 0
    moved: int = 0
    now: int = 0

    def then(self, later: "FlowSum") -> "FlowSum":
        """This step and a later one in one account."""
        return FlowSum(self.before, self.left + later.left, self.came + later.came, self.moved + later.moved, later.now)


def place_of(status: str, place: str, *, is_coarse: bool) -> Place:
    """Where people stand: the payer of who is active, the cause of who is not ('' for all causes if `is_coarse`)."""
    return (status, "" if is_coarse and status == NOT_ACTIVE else place)


def flow_sums(rows: Iterable[kept.FlowRow], *, is_coarse: bool) -> dict[Place, FlowSum]:
    """The account of each place in the rows of one region and step."""
    found: dict[Place, list[int]] = {}
    for row in rows:
        origin = place_of(row.from_status, row.from_place, is_coarse=is_coarse)
        target = place_of(row.to_status, row.to_place, is_coarse=is_coarse)
        change = int(origin != target) * row.people
        if origin[0] == ELSEWHERE:
            # Moved in at the place held before: not there before, and counted as leaving or staying like the others.
            _add(found, target, (-row.people, 0, 0, row.people, 0))
        elif target[0] == ELSEWHERE:
            _add(found, origin, (row.people, 0, 0, -row.people, 0))
        else:
            _add(found, origin, (row.people, change, 0, 0, 0))
            _add(found, target, (0, 0, change, 0, row.people))
    return {place: FlowSum(*counts) for place, counts in found.items() if place[0] != ABSENT}


def in_a_row(steps: Sequence[dict[Place, FlowSum]]) -> dict[Place, FlowSum]:
    """One account over several steps, the earliest first."""
    found = dict(steps[0])
    for step in steps[1:]:
        for place in found.keys() | step.keys():
            found[place] = found.get(place, FlowSum()).then(step.get(place, FlowSum()))
    return found


def _add(found: dict[Place, list[int]], place: Place, counts: tuple[int, ...]) -> None:
    held = found.setdefault(place, [0] * len(counts))
    for at, count in enumerate(counts):
        held[at] += count
