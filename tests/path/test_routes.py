"""Is each route whole: one file, a declaration, the law it names, and words for people?"""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlglot
from sqlglot import exp

from payung.path.dimension import routes
from payung.path.public import path_steps, route_sentence
from payung.path.steps import FOLDER
from payung.terms.public import codes

FILES = sorted(FOLDER.rglob("*.sql"))
ROW: dict[str, Any] = {
    "route": "PAY_ARREARS",
    "price_now_idr": 875_000,
    "price_monthly_idr": 35_000,
    "months": 24,
    "people": 1,
    "earliest_on": date(2026, 11, 1),
}
SENTENCES: list[tuple[dict[str, Any], str, str]] = [
    (
        {},
        "Bayar tunggakan: Rp875.000 sekarang, termasuk 24 bulan tertunggak, lalu Rp35.000 sebulan, "
        "dijamin paling cepat 1 November 2026.",
        "Pay the arrears: Rp875,000 now, 24 unpaid months included, then Rp35,000 a month, "
        "covered from 1 November 2026 at the earliest.",
    ),
    (
        {"route": "REGISTER_PBPU", "price_now_idr": 105_000, "price_monthly_idr": 105_000, "months": 0, "people": 3},
        "Daftar mandiri sekeluarga: Rp105.000 sebulan, untuk 3 orang, dijamin paling cepat 1 November 2026.",
        "Register the family as self-paying: Rp105,000 a month, for 3 people, "
        "covered from 1 November 2026 at the earliest.",
    ),
    (
        {"route": "INSTALMENTS", "price_now_idr": 105_000, "price_monthly_idr": 105_000, "months": 12},
        "Cicil tunggakan (REHAB): 12 cicilan, masing-masing Rp105.000, dijamin paling cepat 1 November 2026.",
        "Pay by instalments (REHAB): 12 instalments of Rp105,000 each, covered from 1 November 2026 at the earliest.",
    ),
    (
        {"route": "PROPOSE_PBI", "price_now_idr": 0, "price_monthly_idr": 0, "months": 0},
        "Diusulkan menjadi PBI: tanpa biaya bagi Anda, dijamin paling cepat 1 November 2026.",
        "Be proposed for the state list: no cost to you, covered from 1 November 2026 at the earliest.",
    ),
    (
        {"route": "EMPLOYER_PAYS", "price_now_idr": 0, "price_monthly_idr": 50_000, "months": 2},
        "Pemberi kerja melunasi: tanpa biaya bagi Anda, lalu Rp50.000 sebulan, dijamin paling cepat 1 November 2026.",
        "The employer pays: no cost to you, then Rp50,000 a month, covered from 1 November 2026 at the earliest.",
    ),
    (
        {"route": "EMPLOYER_REGISTERS", "price_now_idr": None, "price_monthly_idr": None, "months": 0},
        "Didaftarkan pemberi kerja: biayanya menurut upah, yang belum tercatat, dijamin paling cepat 1 November 2026.",
        "The employer registers: the cost follows the wage, which is not on record, "
        "covered from 1 November 2026 at the earliest.",
    ),
    (
        {"route": "REPORT_DEATH", "price_now_idr": 0, "price_monthly_idr": 0, "months": 0, "earliest_on": None},
        "Laporkan kematian.",
        "Report the death.",
    ),
]


def test_every_declared_route_has_a_file_and_every_file_a_declaration() -> None:
    assert {path.stem.upper() for path in (FOLDER / "routes").glob("*.sql")} == set(codes("routes"))


def test_the_names_of_the_steps() -> None:
    names = [step.name for step in path_steps()]
    assert len(names) == len(set(names))
    assert names[-1] == "paths"
    assert "route_write_off" not in names
    assert "route_write_off" in [step.name for step in path_steps({"WRITE_OFF"})]


def test_fewer_hands_come_first() -> None:
    assert [len(route.movers) for route in routes()] == sorted(len(route.movers) for route in routes())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_header_names_the_law_that_is_asked(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    named = re.search(r"^-- sources: ((?:.|\n-- {6})+)$", text, flags=re.MULTILINE)
    assert named is not None
    asked = {
        str(call.expressions[0].name)
        for call in sqlglot.parse_one(text, dialect="duckdb").find_all(exp.Anonymous)
        if call.name.lower() in {"param", "bracket", "basis"}
    }
    assert asked <= set(re.findall(r"[\w.]+", named.group(1)))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_rule_fits_a_screen(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 60
    assert max(map(len, lines)) <= 120


@pytest.mark.parametrize(("differs", "indonesian", "english"), SENTENCES, ids=lambda value: str(value)[:40])
def test_a_route_is_said_in_plain_words(differs: dict[str, Any], indonesian: str, english: str) -> None:
    assert route_sentence({**ROW, **differs}, "id") == indonesian
    assert route_sentence({**ROW, **differs}, "en") == english


def test_a_sentence_needs_a_known_language() -> None:
    with pytest.raises(KeyError):
        route_sentence(ROW, "nl")
