"""Are money, days, numbers and codes written as people here write them?"""

from dataclasses import dataclass
from datetime import date

import pytest
from django.utils.translation import override

from payung.web.templatetags import words


@dataclass(frozen=True)
class Route:
    """What `why_not` reads of a route."""

    why_not_best: str | None = None
    price_now_idr: int | None = 0
    price_monthly_idr: int | None = 0
    earliest_on: date | None = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("amount", "indonesian", "english"),
    [
        (16_800, "Rp16.800", "Rp16,800"),
        (1_234_567, "Rp1.234.567", "Rp1,234,567"),
        (0, "gratis", "free"),
        (None, "belum diketahui", "not known yet"),
    ],
)
def test_money(amount: int | None, indonesian: str, english: str) -> None:
    assert words.rupiah(amount) == indonesian
    with override("en"):
        assert words.rupiah(amount) == english


@pytest.mark.parametrize(
    ("per_1000", "indonesian", "english", "whole", "width"),
    [
        (777, "77,7%", "77.7%", "78%", "77.7%"),
        (1000, "100,0%", "100.0%", "100%", "100.0%"),
        (None, "–", "–", "–", "0%"),
    ],
)
def test_shares(per_1000: int | None, indonesian: str, english: str, whole: str, width: str) -> None:
    assert words.percent(per_1000) == indonesian
    assert words.whole_percent(per_1000) == whole
    assert words.width(per_1000) == width
    with override("en"):
        assert words.percent(per_1000) == english
        assert words.width(per_1000) == width


def test_days_are_in_long_form() -> None:
    assert words.day(date(2026, 8, 17)) == "17 Agustus 2026"
    assert words.day(None) == "–"
    with override("en"):
        assert words.day(date(2026, 8, 17)) == "17 August 2026"


def test_a_hidden_count_is_not_a_dash() -> None:
    assert words.number(None) == "×"
    assert words.number(0) == "0"


@pytest.mark.parametrize(
    ("number", "shown"),
    [("3201029" + "900019001", "3201••••••••9001"), ("12345", "•••••"), ("", "–"), (None, "–")],
)
def test_numbers_of_people_are_masked(number: str | None, shown: str) -> None:
    assert words.masked(number) == shown


def test_codes_speak_the_reader_s_language() -> None:
    assert words.label("ARREARS", "reasons") == "menunggak iuran"
    assert words.label("FROM_ANOTHER_YEAR", "reasons") == "FROM_ANOTHER_YEAR"
    assert words.label(None, "reasons") == ""
    with override("en"):
        assert words.label("ARREARS", "reasons") == "in arrears"


def test_an_address_begins_with_the_nearest() -> None:
    assert words.address("32.01.01.1001") == "Pondok Rajeg, Cibinong, Kabupaten Bogor"
    assert words.address("32") == "Jawa Barat"
    assert words.address("") == "–"


@pytest.mark.parametrize(
    ("route", "best", "said"),
    [
        (Route("COSTS_MORE_NOW", 35_000), Route(), "lebih mahal sekarang: Rp35.000"),
        (Route("COSTS_MORE_MONTHLY", 0, 42_000), Route(None, 0, 35_000), "lebih mahal tiap bulan: Rp7.000"),
        (Route("LATER", 0, 0, date(2026, 11, 15)), Route(), "jaminan mulai lebih lambat: 14 hari"),
        (Route("COSTS_MORE_NOW", None), Route(), "lebih mahal sekarang"),
        (Route("LESS_DIRECT"), Route(), "lebih banyak pihak yang harus bergerak"),
    ],
)
def test_why_a_route_is_not_the_best(route: Route, best: Route, said: str) -> None:
    assert words.why_not(route, best) == said
