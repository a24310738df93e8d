"""Why does an amount come to nothing? By the rule's words, its reason, or the one fact that made it nothing.

A line with a working needs no word more: `Rp0 × 4 % = Rp0` says it. Of a zero that stands in the rule's text it is told
what led there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from payung.reckon.evaluate import Result
from payung.reckon.rule import Column, Rule, reasons
from payung.reckon.simplify import SUMS
from payung.reckon.trace import Term, walked
from payung.reckon.wording import counted

REASON = "reason"
REFUSED = "REFUSED"


@dataclass(frozen=True)
class Nothing:
    """The amounts of one answer that are nothing, in one language."""

    asked: Rule
    result: Result
    language: str

    def why(self, column: Column, term: Term) -> str:
        """Why the amount of an output is nothing; empty where it is something, or no amount."""
        if term.value != 0 or not column.is_money:
            return ""
        if self.result.outcome == REFUSED:
            return self._reason()
        own = self.asked.nothings.get(f"{self.language}.{column.name}")
        return own or self._led(term) or self._reason()

    def _reason(self) -> str:
        return reasons()[self.result.reason].label(self.language)

    def _led(self, term: Term) -> str:
        """What led to a zero of the text; of a sum what led to all its parts, if that is one thing."""
        tests: Sequence[Term] = ()
        while term.kind in ("chosen", "column"):
            tests = term.because or tests
            term = term.parts[0]
        if term.kind in SUMS:
            told = {self._led(part) for part in term.parts}
            return told.pop() if len(told) == 1 else ""
        return self._told(tests) if term.kind == "constant" and tests else ""

    def _told(self, tests: Sequence[Term]) -> str:
        """The answer's reason where a test asks for it; else the one input, that is no day, on which the tests turn."""
        if any(one.name == REASON for one in walked(*tests)):
            return self._reason()
        inputs = dict(self._inputs(tests))
        if len(inputs) != 1:
            return ""
        ((name, said),) = inputs.items()
        argument = self.asked.argument(name)
        return f"{argument.title(self.language)}: {said}" if argument else ""

    def _inputs(self, tests: Sequence[Term]) -> Iterator[tuple[str, str]]:
        for one in walked(*tests):
            if one.kind == "given" and one.value is not None and not isinstance(one.value, date):
                yield one.name, counted(one.value, one.unit, self.language)
