"""Which entities are one person? Strongest pairs first, at most one entity of each register in a cluster.

A pair is joined when its weight is high enough, nothing speaks against it, and the two clusters it would join share no
register and hold no birth dates that exclude each other. What is refused but might be right goes to review.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

JOIN_FROM_BITS = 0.0
REVIEW_FROM_BITS = -3.0
# One record in a hundred is a double of its own register, so a double needs seven bits more, and some to be safe.
DOUBLE_FROM_BITS = 12.0


@dataclass(frozen=True)
class Edge:
    """Two entities, the weight of the evidence in bits, what speaks against them, and whether name and day agree."""

    left: int
    right: int
    weight: float
    is_vetoed: bool
    is_doubtful: bool
    is_same_name_and_day: bool


@dataclass(frozen=True)
class Doubt:
    """Two entities that were not joined and why a clerk should look."""

    left: int
    right: int
    weight: float
    reason: str


@dataclass
class Clusters:
    """The cluster of each entity (its smallest entity), the weight that brought an entity in, and the doubts left."""

    registers: dict[int, int]
    births: dict[int, date | None]
    parent: dict[int, int] = field(default_factory=dict)
    members: dict[int, list[int]] = field(default_factory=dict)
    weights: dict[int, float] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    def root(self, entity: int) -> int:
        """The smallest entity of the cluster that holds this entity."""
        while (parent := self.parent.get(entity, entity)) != entity:
            self.parent[entity] = self.parent.get(parent, parent)
            entity = parent
        return entity

    def join(self, left: int, right: int) -> None:
        """Make one cluster of the clusters of two entities."""
        low, high = sorted((self.root(left), self.root(right)))
        if low == high:
            return
        self.parent[high] = low
        self.members[low] = [*self.within(low), *self.within(high)]
        self.members.pop(high, None)
        self.registers[low] |= self.registers[high]

    def within(self, root: int) -> list[int]:
        """The entities of a cluster."""
        return self.members.get(root, [root])


def cluster(
    registers: dict[int, int],
    births: dict[int, date | None],
    duplicates: Iterable[tuple[int, int]],
    edges: Sequence[Edge],
) -> Clusters:
    """Join `duplicates` without question and `edges` (strongest first) under the rules above.

    `registers` is by entity the set of its registers as bits, `births` its birth date; both hold only entities that
    stand in some pair.
    """
    clusters = Clusters(dict(registers), births)
    for left, right in duplicates:
        clusters.join(left, right)
    for edge in edges:
        _judge(clusters, edge)
    return clusters


def _judge(clusters: Clusters, edge: Edge) -> None:
    left, right = clusters.root(edge.left), clusters.root(edge.right)
    if left == right:
        return
    reason = _refusal(clusters, edge, left, right)
    if reason is None:
        clusters.join(left, right)
        clusters.weights.setdefault(edge.left, edge.weight)
        clusters.weights.setdefault(edge.right, edge.weight)
    elif reason:
        clusters.doubts.append(Doubt(edge.left, edge.right, edge.weight, reason))


def _refusal(clusters: Clusters, edge: Edge, left: int, right: int) -> str | None:
    """None to join; the reason of review; or an empty text where it is not worth a clerk's time."""
    if edge.is_vetoed:
        return "VETO" if edge.weight >= JOIN_FROM_BITS else ""
    if edge.weight < JOIN_FROM_BITS or edge.is_doubtful:
        return "NEAR_THRESHOLD"
    if clusters.registers[left] & clusters.registers[right] and not _is_double(edge):
        return "SAME_REGISTER"
    if not _births_fit(clusters, left, right):
        return "VETO"
    return None


def _is_double(edge: Edge) -> bool:
    """Whether the pair is so surely one person that one register holds it twice."""
    return edge.is_same_name_and_day and edge.weight >= DOUBLE_FROM_BITS


def _births_fit(clusters: Clusters, left: int, right: int) -> bool:
    return all(
        births_reconcile(clusters.births[a], clusters.births[b])
        for a in clusters.within(left)
        for b in clusters.within(right)
    )


def births_reconcile(a: date | None, b: date | None) -> bool:
    """Whether one slip of a clerk can explain the difference: same year, same day of the year, or one digit."""
    if a is None or b is None or a.year == b.year or (a.month, a.day) == (b.month, b.day):
        return True
    digits = zip(f"{a:%Y%m%d}", f"{b:%Y%m%d}", strict=True)
    differing = [place for place, (x, y) in enumerate(digits) if x != y]
    if len(differing) <= 1:
        return True
    one, two = f"{a:%Y%m%d}", f"{b:%Y%m%d}"
    i, j = differing[0], differing[-1]
    return len(differing) == 2 and j == i + 1 and one[i] == two[j] and one[j] == two[i]
