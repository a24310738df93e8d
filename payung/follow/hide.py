"""Which counts must be hidden where few people live? Small ones, and enough others that subtraction reveals nothing.

A published total minus the published parts gives back a single hidden part; so never exactly one part is hidden.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

SMALLEST_SHOWN = 5


@dataclass(frozen=True)
class Part:
    """A count that belongs to a group, such as a reason (key) whose next move is somebody's (group)."""

    key: str
    group: str
    people: int


def is_small(people: int) -> bool:
    """Whether a count could point at somebody: more than nobody, fewer than five."""
    return 0 < people < SMALLEST_SHOWN


def hidden_keys(counts: Mapping[str, int], already: frozenset[str] = frozenset()) -> frozenset[str]:
    """Keys of counts to hide when their sum is published: the small ones, `already`, and one more if it were alone."""
    hidden = already | {key for key, people in counts.items() if is_small(people)}
    if len(hidden) == 1:
        others = sorted((people, key) for key, people in counts.items() if key not in hidden and people > 0)
        hidden |= {key for _, key in others[:1]}
    return frozenset(hidden)


def hidden_parts_and_groups(parts: Sequence[Part]) -> tuple[frozenset[str], frozenset[str]]:
    """Keys and groups to hide when the sums of both are published; a key may have parts in several groups.

    A group with exactly one hidden key inside would help to give that key away, so it is hidden as well.
    """
    keys = _sums((part.key, part.people) for part in parts)
    groups = _sums((part.group, part.people) for part in parts)
    hidden = hidden_keys(keys)
    inside = _sums((part.group, 1) for part in parts if part.key in hidden)
    return hidden, hidden_keys(groups, frozenset(group for group, count in inside.items() if count == 1))


def hidden_regions(parts_of: Mapping[str, Sequence[int]]) -> frozenset[str]:
    """Regions to hide: where any part (active, not active, ...) is small, and one more if that is a single one."""
    small = frozenset(code for code, parts in parts_of.items() if any(is_small(people) for people in parts))
    return hidden_keys({code: sum(parts) for code, parts in parts_of.items()}, small)


def _sums(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for key, people in pairs:
        sums[key] = sums.get(key, 0) + people
    return sums
