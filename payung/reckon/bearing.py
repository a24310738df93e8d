"""Which of the facts that were given bear on an answer? Those it was reckoned with, if another would change it."""

from collections.abc import Iterator, Mapping

from payung.law.public import Law
from payung.reckon.argument import Argument, Cell
from payung.reckon.rule import Rule
from payung.reckon.trace import Term, trace, walked


def bearing(asked: Rule, law: Law, row: Mapping[str, Cell], traced: Mapping[str, Term]) -> Iterator[Argument]:
    """The inputs which bear on the answer of one row, in their order; what was not given is left out.

    Of a choice between codes, or of yes and no, every other answer is tried: where none would change anything, as with
    a relief that is over, the choice does not bear.
    """
    read = {term.name for term in walked(*traced.values()) if term.kind == "given"}
    for argument in asked.arguments:
        value = row[argument.name]
        # Of what is nothing unless somebody says otherwise, nothing is said.
        is_unsaid = value == 0 == argument.default and argument.type == "int64"
        if argument.name not in read or value is None or is_unsaid:
            continue
        choices: tuple[Cell, ...] = (True, False) if argument.type == "bool" else argument.values
        others = [one for one in choices if one != value]
        if not others or any(_differs(asked, law, {**row, argument.name: one}, traced) for one in others):
            yield argument


def _differs(asked: Rule, law: Law, row: Mapping[str, Cell], traced: Mapping[str, Term]) -> bool:
    other = trace(asked.id, law, row)
    return any(other[name].value != term.value for name, term in traced.items())
