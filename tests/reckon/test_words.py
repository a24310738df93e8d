"""Does an explanation speak in words? Every key and code that a step can show has its words, in both languages."""

import re
from collections.abc import Iterator

import pytest

from payung.reckon.public import evaluate, explain, rules
from payung.reckon.wording import key_words
from tests.reckon.cases import cases

RAW = re.compile(r"\b[A-Za-z0-9]+_[A-Za-z0-9_]+\b")


def _keys() -> Iterator[str]:
    for rule in rules().values():
        yield from (key.literal for use in rule.uses for key in use.keys if isinstance(key.literal, str))
        yield from (value for one in rule.arguments for value in one.values or () if isinstance(value, str))


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_key_of_a_rule_is_shown_raw(language: str) -> None:
    raw = {key for key in _keys() if RAW.search(key_words(key, language))}
    assert raw == set()


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_case_is_explained_with_a_raw_word(language: str) -> None:
    found = set()
    for case in cases():
        if case.switched_on:
            continue
        (result,) = evaluate(case.rule_id, on=case.on, inputs=[case.given])
        if result.outcome == "ERROR":
            continue
        told = explain(result, language)
        found |= {(case.rule_id, word) for line in (told.sentence, *told.steps) for word in RAW.findall(line)}
    assert found == set()
