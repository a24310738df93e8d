"""Which counts must be hidden where few people live? Small ones, and enough others that subtraction reveals nothing.

A published total minus the published parts gives back a single hidden part; so never exactly one part is hidden.
"""

from collections.abc import Mapping

SMALLEST_SHOWN = 5


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
