"""Is the law complete, dated, sourced, and are its sources all used?"""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

import payung.law
from payung.law.public import Parameter, load_law
from payung.terms.public import codes

FOLDER = Path(payung.law.__file__).parent
PARAMETERS = load_law().parameters
EACH = pytest.mark.parametrize("parameter", PARAMETERS.values(), ids=PARAMETERS.keys())

NOT_LAW = {
    "bpu.discount_2025_package": "history",
    "jht.permenaker_2_2022_cancelled": "cancelled",
    "jkn.arrears_writeoff_2026": "proposed",
    "jkn.pbi.contribution_proposed_2026": "proposed",
    "jkn.pbpu_bp.kelas3_2016_cancelled": "cancelled",
}


def test_nothing_was_dropped() -> None:
    assert len(PARAMETERS) == 143
    assert sum(len(parameter.values) for parameter in PARAMETERS.values()) == 356


def test_every_registered_source_is_cited() -> None:
    law = load_law()
    cited = {source for parameter in law.parameters.values() for value in parameter.values for source in value.sources}
    assert cited == law.sources.keys()


def test_every_source_says_what_it_is() -> None:
    for source in load_law().sources.values():
        assert source.title or source.url, source.id
        assert source.url is None or re.fullmatch(r"https?://[^\s/]+/?\S*", source.url), source.id


def test_no_address_is_registered_twice() -> None:
    addresses = [(source.url, source.title) for source in load_law().sources.values()]
    assert len(addresses) == len(set(addresses))


def test_what_is_not_law_is_marked() -> None:
    assert {one.id: one.status for one in PARAMETERS.values() if one.status} == NOT_LAW


@EACH
def test_dates_are_ordered_and_do_not_overlap(parameter: Parameter) -> None:
    for timeline in parameter.timelines.values():
        dated = [value for value in timeline if value.since]
        assert all(value.until is None or value.since <= value.until for value in dated)
        assert all(one.until is not None and one.until < two.since for one, two in pairwise(dated))


@EACH
def test_every_value_has_article_source_and_confidence(parameter: Parameter) -> None:
    for value in parameter.values:
        assert value.article.strip()
        assert value.sources
        assert len(value.sources) == len(set(value.sources))
        assert value.confidence in {"text_seen", "two_sources", "one_source", "memory"}


@EACH
def test_labels_are_in_two_languages_and_the_check_is_dated(parameter: Parameter) -> None:
    assert parameter.label_id.strip()
    assert parameter.label_en.strip()
    assert parameter.label_id != parameter.label_en
    assert isinstance(parameter.checked_on, date)
    assert parameter.check_again is None or parameter.check_again > parameter.checked_on


@EACH
def test_numbers_are_whole(parameter: Parameter) -> None:
    assert not [leaf for _, leaf in leaves(parameter) if isinstance(leaf, float)]


@EACH
def test_every_key_has_a_unit(parameter: Parameter) -> None:
    if isinstance(parameter.unit, dict):
        paths = [path for path, _ in leaves(parameter)]
        assert all(parameter.unit.keys() & set(path) for path in paths)
        assert parameter.unit.keys() <= {key for path in paths for key in path}
    else:
        assert parameter.unit


@pytest.mark.parametrize("name", ["reasons", "clocks", "routes", "warnings"])
def test_every_code_rests_on_a_parameter_that_exists(name: str) -> None:
    for code in codes(name).values():
        law = code.facts.get("law", {})
        assert ({law} if isinstance(law, str) else set(law.values())) <= PARAMETERS.keys(), code.code


def test_money_is_in_rupiah_and_rates_are_per_100000() -> None:
    units = set()
    for parameter in PARAMETERS.values():
        units |= set(parameter.unit.values()) if isinstance(parameter.unit, dict) else {parameter.unit}
    assert not [unit for unit in units if re.search(r"IDR|fraction|percent|%", unit)]
    rates = [
        leaf for parameter in PARAMETERS.values() if parameter.unit == "per_100000" for _, leaf in leaves(parameter)
    ]
    assert rates
    assert all(0 <= rate <= 100_000 for rate in rates)


def test_no_personal_number_hides_in_the_files() -> None:
    for path in FOLDER.rglob("*.yaml"):
        assert not re.search(r"\d{16}", path.read_text(encoding="utf-8")), path


def leaves(parameter: Parameter) -> list[tuple[tuple[object, ...], object]]:
    """Every single value with the keys that lead to it; a list of plain items is one value, a list of rows is not."""
    found: list[tuple[tuple[object, ...], object]] = []

    def walk(path: tuple[object, ...], value: object) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                walk((*path, key), inner)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for row in value:
                walk(path, row)
        else:
            found.append((path, value))

    for value in parameter.values:
        walk((), value.value)
    return found
