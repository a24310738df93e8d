"""Did Payung answer rightly? Every answer is compared with what its call was."""

from collections import Counter
from dataclasses import dataclass, field

from payung.api.bank.mischief import FORGERIES, Telling

PAID = "2002500"
# What a payment may be answered with when its request was also told with another amount.
HELD = {PAID, "4042513", "4042518"}
# What a payment may be answered with when another one of the same account may have paid the bill.
PAID_ALREADY = "4042514"


@dataclass
class Judge:
    """Counts of calls by kind and code, and what was wrong."""

    # Virtual accounts of which more than one payment is told.
    shared: frozenset[str] = frozenset()
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    _first: dict[tuple[str, int], bytes] = field(default_factory=dict)
    _altered: set[str] = field(default_factory=set)

    def hear(self, telling: Telling, code: str, body: bytes) -> None:
        """Take one answer into account; calls of one payment come in the order they were sent."""
        self.counts[telling.kind, code] += 1
        request_id = telling.paid.request_id
        if telling.kind in FORGERIES:
            if code != FORGERIES[telling.kind]:
                self.wrong.append(f"{telling.kind} {request_id} was answered {code}")
            return
        if telling.kind == "ALTERED":
            self._altered.add(request_id)
        told = (request_id, telling.told_idr)
        if self._first.setdefault(told, body) != body:
            self.wrong.append(f"{request_id}: a repeat was answered otherwise than the first call")
        allowed = HELD if request_id in self._altered else {PAID}
        if telling.paid.account_no in self.shared:
            allowed = allowed | {PAID_ALREADY}
        if code not in allowed:
            self.wrong.append(f"{telling.kind} {request_id} was answered {code}")

    def report(self) -> str:
        """A table of kinds and codes, and the first ten wrong answers."""
        lines = [f"{kind:16}{code or '(none)':10}{number:8}" for (kind, code), number in sorted(self.counts.items())]
        lines += [f"wrong: {what}" for what in self.wrong[:10]]
        return "\n".join([*lines, f"{len(self.wrong)} wrong answers", ""])
