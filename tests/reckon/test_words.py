"""Does an explanation speak in words? Every key and code that a step can show has its words, in both languages."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from payung.law.public import load_law
from payung.reckon.public import Explanation, evaluate, explain, rules
from payung.reckon.wording import has_words, key_words
from tests.reckon.cases import cases

RAW = re.compile(r"\b[A-Za-z0-9]+_[A-Za-z0-9_]+\b")
# Small words that stand in nearly every sentence of the one language and in none of the other.
OTHER = {
    "en": "adalah anak atau batas belum bulan dan dari dengan dibatasi dibayar hari iuran kali kerja ke mulai orang"
    " paling pekerja pemberi peserta sebulan seluruhnya tahun tidak tunggakan untuk upah usaha ya yang",
    "id": "and are at ceiling children day days employer enterprise floor for from month monthly months more not of"
    " paid person persons rate the times to wage worker year years yes",
}


def _keys() -> Iterator[str]:
    for rule in rules().values():
        yield from (key.literal for use in rule.uses for key in use.keys if isinstance(key.literal, str))
        yield from (value for one in rule.arguments for value in one.values or () if isinstance(value, str))


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_key_of_a_rule_is_shown_raw(language: str) -> None:
    raw = {key for key in _keys() if RAW.search(key_words(key, language))}
    assert raw == set()


def _law_keys(value: Any) -> Iterator[str]:
    """Every key of a legal value."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _law_keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _law_keys(inner)


def test_every_key_of_the_law_has_words() -> None:
    """Of a number, as a year of birth or a month of a benefit, the number is the word."""
    keys = {scope for one in load_law().parameters.values() for scope in one.timelines if scope}
    keys |= {key for one in load_law().parameters.values() for value in one.values for key in _law_keys(value.value)}
    assert {key for key in keys if not key.isdigit() and not has_words(key)} == set()


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_case_is_explained_with_a_word_of_the_other_language(language: str) -> None:
    others = set(OTHER[language].split())
    found = set()
    for case in cases():
        (result,) = evaluate(case.rule_id, on=case.on, inputs=[case.given], switched_on=case.switched_on)
        for line in _lines(explain(result, language)):
            found |= {(case.rule_id, word, line) for word in re.findall(r"[a-z]+", line) if word in others}
    assert found == set()


def test_what_the_law_no_longer_says_is_not_named() -> None:
    """The relief of 2020 bears on no answer of 2026, and the question about it is not told either."""
    given = {"wage_monthly_idr": 15_000_000, "risk": "sedang"}
    (now,) = evaluate("pu.contribution", on=date(2026, 11, 1), inputs=[given])
    (then,) = evaluate("pu.contribution", on=date(2020, 9, 1), inputs=[given])
    assert not re.search("2020|relief|keringanan", explain(now, "id").text + explain(now, "en").text, re.IGNORECASE)
    assert "pu.covid_relief" in {one.parameter_id for one in explain(then, "id").used}
    assert "2020" in explain(then, "en").text


def test_a_fault_is_told_by_the_name_of_its_field_and_a_long_list_is_cut_short() -> None:
    given = {"impairment": "x", "wage_monthly_idr": -1}
    (bad,) = evaluate("jkk.benefit.partial_disability", on=date(2026, 11, 1), inputs=[given])
    told = explain(bad, "en")
    assert told.sentence == (
        "The field Monthly wage, or reported income is too small: -1. Between Rp0 and Rp100,000,000,000."
    )
    assert told.notes[0].endswith("and 10 more.")
    assert "kedua_mata" not in told.text


def _lines(told: Explanation) -> list[str]:
    return [told.sentence, *told.notes, *(step.text for step in told.steps)]


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
        found |= {(case.rule_id, word) for line in _lines(told) for word in RAW.findall(line)}
    assert found == set()
