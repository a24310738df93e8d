"""Does each conversion understand what registers write, and refuse what cannot be?"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.extracts.field import Field
from payung.extracts.value import Converted, convert

AS_OF = date(2026, 11, 1)


def meant(text: str, kind: str, **entries: object) -> object:
    """The value, or the code of the fault."""
    found: Converted = convert(text, Field("x", kind, **entries), AS_OF)  # type: ignore[arg-type]
    return found.fault if found.fault else found.value


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("17-05-1980", "dd-mm-yyyy", date(1980, 5, 17)),
        ("7/5/1980", "dd/mm/yyyy", date(1980, 5, 7)),
        ("06/02/02", "dd/mm/yy", date(2002, 2, 6)),
        ("06/02/45", "dd/mm/yy", date(1945, 2, 6)),
        ("01/11/26", "dd/mm/yy", date(2026, 11, 1)),
        ("02/11/26", "dd/mm/yy", date(1926, 11, 2)),
        ("17 Agustus 1985", "dd mon yyyy", date(1985, 8, 17)),
        ("3 Peb 1990", "dd mon yyyy", date(1990, 2, 3)),
        ("19800517", "yyyymmdd", date(1980, 5, 17)),
        ("1980-05-17 00:00:00", "dd-mm-yyyy", date(1980, 5, 17)),
        ("1980-05-17T00:00:00.000", "dd-mm-yyyy", date(1980, 5, 17)),
        ("31-02-1980", "dd-mm-yyyy", "DATE_IMPOSSIBLE"),
        ("17-13-1980", "dd-mm-yyyy", "DATE_IMPOSSIBLE"),
        ("17 Foo 1980", "dd mon yyyy", "DATE_IMPOSSIBLE"),
        ("mei 1980", "dd-mm-yyyy", "DATE_UNREADABLE"),
        ("17/05/1980", "dd-mm-yyyy", "DATE_UNREADABLE"),
        ("02-11-2026", "dd-mm-yyyy", "BIRTH_DATE_FUTURE"),
        ("01-01-1900", "dd-mm-yyyy", "BIRTH_DATE_TOO_OLD"),
        ("00-00-0000", "dd-mm-yyyy", None),
        ("", "dd-mm-yyyy", None),
        ("=TODAY()", "dd-mm-yyyy", "FORMULA"),
        ("#REF!", "dd-mm-yyyy", "CELL_ERROR"),
        ("17-05-19�0", "dd-mm-yyyy", "BAD_BYTES"),
    ],
)
def test_birth_dates(text: str, form: str, expected: object) -> None:
    assert meant(text, "birth_date", forms=(form,)) == expected


@given(st.dates(min_value=date(1927, 1, 1), max_value=AS_OF))
def test_a_birth_date_survives_every_form(born: date) -> None:
    forms = {"dd-mm-yyyy": "%d-%m-%Y", "dd/mm/yyyy": "%d/%m/%Y", "yyyymmdd": "%Y%m%d", "dd/mm/yy": "%d/%m/%y"}
    for form, written in forms.items():
        assert meant(born.strftime(written), "birth_date", forms=(form,)) == born


@pytest.mark.parametrize(
    ("text", "kind", "form", "expected"),
    [
        ("202610", "month", "yyyymm", date(2026, 10, 1)),
        ("2026-10", "month", "yyyy-mm", date(2026, 10, 1)),
        ("202613", "month", "yyyymm", "DATE_IMPOSSIBLE"),
        ("202701", "month", "yyyymm", date(2027, 1, 1)),
        ("01/12/2030", "date", "dd/mm/yyyy", date(2030, 12, 1)),
        ("01/12/30", "date", "dd/mm/yy", date(2030, 12, 1)),
        ("01/12/60", "date", "dd/mm/yy", date(1960, 12, 1)),
        ("02/11/2026", "past_date", "dd/mm/yyyy", "DATE_FUTURE"),
    ],
)
def test_other_dates(text: str, kind: str, form: str, expected: object) -> None:
    assert meant(text, kind, forms=(form,)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4200000", 4_200_000),
        ("4.200.000", 4_200_000),
        ("Rp 4.200.000,00", 4_200_000),
        ("Rp4,200,000.50", 4_200_000),
        ("1200000.0", 1_200_000),
        ("Rp. 1.500.000,-", 1_500_000),
        ("0", 0),
        ("-5", "MONEY_UNREADABLE"),
        ("4,2 juta", "MONEY_UNREADABLE"),
        ("9" * 14, "MONEY_UNREADABLE"),
        ("4.20.000", "MONEY_UNREADABLE"),
    ],
)
def test_rupiah(text: str, expected: object) -> None:
    assert meant(text, "rupiah") == expected


@given(st.integers(0, 10**12))
def test_rupiah_survive_the_points_people_write(amount: int) -> None:
    assert meant(f"Rp {amount:,}".replace(",", "."), "rupiah") == amount
    assert meant(f"{amount:,}.00", "rupiah") == amount


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("350101", "district", "35.01.01"),
        ("35.01.01", "district", "35.01.01"),
        ("3501012001", "district", "35.01.01"),
        ("359999", "district", "UNKNOWN_REGION"),
        ("3501", "district", "UNKNOWN_REGION"),
        ("11.01.01.2001", "village", "11.01.01.2001"),
        ("1101012001", "village", "11.01.01.2001"),
        ("350101", "village", None),
        ("3501019999", "village", "UNKNOWN_REGION"),
    ],
)
def test_regions(text: str, kind: str, expected: object) -> None:
    assert meant(text, kind) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("L", "L"), ("laki-laki", "L"), ("2", "P"), ("Perempuan", "P"), ("-", None), ("x", "UNKNOWN_WORD")],
)
def test_sex(text: str, expected: object) -> None:
    assert meant(text, "sex") == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("Y", True), ("T", False), ("tidak", False), ("1", True), ("mungkin", "UNKNOWN_WORD")]
)
def test_flags(text: str, expected: object) -> None:
    assert meant(text, "flag") == expected


WORDS = (("SK MENSOS*", "REMOVED_FROM_PBI"), ("PHK", "LAID_OFF"), ("*GANDA*", "DUPLICATE_MEMBERSHIP"), ("TIDAK", None))


@pytest.mark.parametrize(
    ("text", "code", "rest"),
    [
        ("SK MENSOS 3/HUK/2026", "REMOVED_FROM_PBI", "3/HUK/2026"),
        ("sk  mensos", "REMOVED_FROM_PBI", None),
        ("SK Mensos: nomor 3", "REMOVED_FROM_PBI", "nomor 3"),
        ("PHK", "LAID_OFF", None),
        ("kartu ganda", "DUPLICATE_MEMBERSHIP", None),
        ("TIDAK", None, None),
        ("lain", "UNKNOWN_WORD", "lain"),
    ],
)
def test_words_and_what_follows_them(text: str, code: str | None, rest: str | None) -> None:
    assert meant(text, "word", words=WORDS) == code
    assert meant(text, "rest", words=WORDS) == rest


def test_unknown_words_may_be_passed_over() -> None:
    assert meant("lain", "word", words=WORDS, is_open=True) is None


@pytest.mark.parametrize(
    ("text", "expected"), [("7", 7), ("10.0", 10), ("0", "NUMBER_OUT_OF_RANGE"), ("11", "NUMBER_OUT_OF_RANGE")]
)
def test_integers(text: str, expected: object) -> None:
    assert meant(text, "integer", least=1, most=10) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("PETANI/PEKEBUN", 9), ("petani / pekebun", 9), ("84", 84), ("nelayan payang", 11), ("penyihir", "UNKNOWN_WORD")],
)
def test_occupations(text: str, expected: object) -> None:
    assert meant(text, "occupation", words=(("NELAYAN*", "11"),)) == expected


def test_programmes_come_in_the_declared_order() -> None:
    assert meant("JHT, JKM;JKK", "programmes") == "JKK,JKM,JHT"
    found = convert("JKK,XYZ", Field("programmes", "programmes"), AS_OF)
    assert found == Converted("JKK", "UNKNOWN_WORD")
