"""How are the same questions of law, asked of very many people, answered once each?

What is reckoned of a person is a generator: it yields a Question and is sent its Result. Everybody goes on step by step
together, and what all ask in a step is answered by one call of each rule.
"""

from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from payung.reckon.public import Cell, Result, evaluate

# Answers that are kept for who asks next; past this many all are forgotten.
KEPT_MOST = 4096


@dataclass(frozen=True)
class Question:
    """A rule and its inputs by name; `on` is the day used where an input that may be left out is left out."""

    rule_id: str
    on: date
    inputs: tuple[tuple[str, Cell], ...]


type Reckoning[T] = Generator[Question, Result, T]

_kept: dict[Question, Result] = {}


def question(rule_id: str, on: date, **inputs: Cell) -> Question:
    """A question of a rule."""
    return Question(rule_id, on, tuple(inputs.items()))


def settled[T](reckonings: Mapping[int, Reckoning[T]]) -> dict[int, T]:
    """What each reckoning comes to, under its key; what several ask in the same step is asked once."""
    found: dict[int, T] = {}
    waiting: dict[int, Question] = {}
    for key, reckoning in reckonings.items():
        _go_on(key, reckoning, None, waiting, found)
    while waiting:
        answers, asked, waiting = _answered(set(waiting.values())), waiting, {}
        for key, one in asked.items():
            _go_on(key, reckonings[key], answers[one], waiting, found)
    return found


def articles(answer: Result) -> str:
    """The articles on which an answer rests, each once."""
    return "; ".join(dict.fromkeys(used.article for used in answer.used))


def _go_on[T](
    key: int, reckoning: Reckoning[T], answer: Result | None, waiting: dict[int, Question], found: dict[int, T]
) -> None:
    try:
        waiting[key] = next(reckoning) if answer is None else reckoning.send(answer)
    except StopIteration as end:
        found[key] = end.value


def _answered(asked: Iterable[Question]) -> dict[Question, Result]:
    known = {one: _kept[one] for one in asked if one in _kept}
    by_rule: dict[tuple[str, date], list[Question]] = {}
    for one in asked:
        if one not in known:
            by_rule.setdefault((one.rule_id, one.on), []).append(one)
    for (rule_id, on), new in by_rule.items():
        results = evaluate(rule_id, on=on, inputs=[dict(one.inputs) for one in new])
        known |= dict(zip(new, results, strict=True))
    if len(_kept) + len(known) > KEPT_MOST:
        _kept.clear()
    _kept.update(list(known.items())[:KEPT_MOST])
    return known
