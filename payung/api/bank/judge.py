"""Did Payung answer rightly? Every answer is compared with what its call was."""

from collections import Counter
from dataclasses import dataclass, field

from payung.api.bank.mischief import FORGERIES, Telling

PAID = "2002500"
# What a payment may be answered with when its request was also told with another amount.
HELD = {PAID, "4042513", "4042518"}
# What a payment may be answered with when another one of the same account may have paid the bill.
PAID_ALREADY = "4042514"
# What a call was, and what an answer means, for who reads the report.
CALLS = {
    "TRUE": "true payment",
    "REPEAT": "told again",
    "ALTERED": "told with another amount",
    "WRONG_KEY": "forged: signed with a wrong key",
    "WRONG_PATH": "forged: signed for another address",
    "BODY_CHANGED": "forged: body changed after signing",
    "STALE": "forged: minutes old",
    "FUTURE": "forged: of minutes to come",
    "WRONG_TOKEN": "forged: wrong access token",
    "NAME_TWICE": "forged: amount named twice",
    "NUMBER_FOR_TEXT": "forged: amount as a number",
}
ANSWERS = {
    PAID: "taken",
    "4042513": "refused: not the amount that is due",
    PAID_ALREADY: "refused: the bill was paid already",
    "4042518": "refused: told before with another amount",
    "4012500": "refused: the signature does not hold",
    "4012501": "refused: the token does not hold",
    "4002500": "refused: cannot be read",
    "4002501": "refused: a field has a wrong form",
}


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
        """A table of calls and answers in words, the first ten wrong answers, and how many there are."""
        lines = [f"{'call':38}{'answer':10}{'times':>7}  meaning"]
        for (kind, code), number in sorted(self.counts.items(), key=lambda one: (list(CALLS).index(one[0][0]), one[0])):
            lines.append(f"{CALLS[kind]:38}{code or '(none)':10}{number:7}  {ANSWERS.get(code, '')}".rstrip())
        if not self.counts:
            lines = ["no payment was told: none of the accounts takes one"]
        lines += [f"wrong: {what}" for what in self.wrong[:10]]
        return "\n".join([*lines, f"{len(self.wrong)} wrong answers", ""])
