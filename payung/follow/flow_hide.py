"""Which flows of a region may be published? Decided once for two loads that follow each other.

Of a region who left a payer, who came and who moved house is published together or not at all; of who is not active,
all causes at once. It is not published where the stock of the payer is hidden at one of the two loads (it would give
it back), where a small number left or came, and of as many other regions under the same parent as keep the hidden
ones from being told by subtraction. What is hidden for a province stays hidden for a regency of it that has it.
Counts of the nation are shown.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from uuid import UUID

from payung.follow.disclose import KEPT_ANSWERS, KEPT_BELOW, UNKNOWN, Cause, Disclosure, disclosure_of
from payung.follow.flow_sum import ACTIVE, FlowSum, Place, flow_sums
from payung.follow.hide import is_small
from payung.ledger.public import kept
from payung.terms.public import names

Fetch = Callable[[Sequence[str]], Sequence[kept.FlowRow]]


class FlowDisclosure:
    """What may be published of the flows of a programme between two loads; `fetch` reads the flows of regions."""

    def __init__(self, before: Disclosure, now: Disclosure, fetch: Fetch) -> None:
        """Nothing is read before it is asked for."""
        self._stocks = (before, now)
        self._fetch = fetch
        self._below = lru_cache(maxsize=64)(self._reckoned)

    def hides(self, region: str, place: Place) -> bool:
        """Whether the flows of a payer, or of all who are not active, are not published for a region."""
        return bool(region) and (region, place) in self._below(region.rpartition(".")[0])

    def hides_stock(self, region: str, place: Place, *, is_now: bool) -> bool:
        """Whether the people at a place are not published for a region at the later (or the earlier) load."""
        return self._stocks[is_now].hides(region, lambda cause: _stands(cause, place))

    def _reckoned(self, parent: str) -> frozenset[tuple[str, Place]]:
        codes = [code for code in names(KEPT_BELOW[len(parent)]) if code.startswith(parent)]
        rows: dict[str, list[kept.FlowRow]] = {code: [] for code in (parent, *codes)}
        for row in self._fetch([parent, *codes]):
            rows[row.region_code].append(row)
        own = flow_sums(rows[parent], is_coarse=True)
        below = {code: flow_sums(rows[code], is_coarse=True) for code in codes if rows[code]}
        places = sorted(own.keys() | {place for one in below.values() for place in one})
        return frozenset(
            (code, place) for place in places for code in self._hidden(parent, place, own, below) if code != UNKNOWN
        )

    def _hidden(
        self, parent: str, place: Place, own: Mapping[Place, FlowSum], below: Mapping[str, Mapping[Place, FlowSum]]
    ) -> set[str]:
        """Regions right below `parent` whose flows of a place are hidden."""
        flows = {code: one.get(place, FlowSum()) for code, one in below.items()}
        changes = {code: (one.left, one.came) for code, one in flows.items()}
        whole = own.get(place, FlowSum())
        unknown = tuple(
            total - sum(one[at] for one in changes.values()) for at, total in enumerate((whole.left, whole.came))
        )
        hidden = {
            code
            for code in changes
            if any(map(is_small, changes[code]))
            or any(self.hides_stock(code, place, is_now=now) for now in (False, True))
        }
        if any(unknown):
            changes[UNKNOWN] = unknown
            hidden |= {UNKNOWN} if any(map(is_small, unknown)) else set()
        size = {code: (sum(changes[code]), one.before + one.now, code) for code, one in flows.items()}
        rest = sorted((code for code in flows if code not in hidden), key=lambda code: (size[code][0] == 0, size[code]))
        while rest and _is_told(changes, hidden, is_parent_hidden=self.hides(parent, place)):
            hidden.add(rest.pop(0))
        return hidden


def hidden_flows(programme: str, before: kept.LoadRow, now: kept.LoadRow) -> FlowDisclosure:
    """What may be published of the flows of a programme from one load into the next, kept for the next who asks."""
    return _kept(programme, before.run_id, before.generation, now.run_id, now.generation)


@lru_cache(maxsize=KEPT_ANSWERS)
def _kept(programme: str, run_before: UUID, before: int, run_now: UUID, now: int) -> FlowDisclosure:
    stocks = (disclosure_of(run_before, before, programme), disclosure_of(run_now, now, programme))
    return FlowDisclosure(*stocks, lambda regions: kept.flows(now, programme, regions))


def _stands(cause: Cause, place: Place) -> bool:
    """Whether people of a cause stand at a place: active by its payer, or not active, whatever the cause."""
    is_active = cause.block == ACTIVE
    return is_active and cause.segment == place[1] if place[0] == ACTIVE else not is_active


def _is_told(changes: Mapping[str, tuple[int, ...]], hidden: set[str], *, is_parent_hidden: bool) -> bool:
    """Whether what the parent says, less what its other regions say, tells too much of the hidden ones."""
    sums = [sum(changes[code][at] for code in hidden) for at in (0, 1)]
    if is_parent_hidden:
        wholes = [sum(one[at] for one in changes.values()) for at in (0, 1)]
        return not hidden or any(whole and not own for own, whole in zip(sums, wholes, strict=True))
    return len(hidden) == 1 or any(map(is_small, sums))
