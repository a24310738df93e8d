"""Can this NIK have been issued? As SQL, so that a nation's NIK are judged as a set.

A NIK is sixteen digits: six of the district where it was first issued, six of the birth date (a woman's day is
40 higher), four of a serial. It is kept for life, so the head may be a district of a regency whose code is no longer in
use. python-stdnum judges the same form; beyond it we refuse fillers (one digit repeated, a run of digits, serial 0000),
days above 71 and districts that never were.
"""

from functools import cache

from stdnum import numdb

from payung.terms.public import names, nik_district_codes

USES_MOST = 12
"""A NIK in more rows of one register than this is a filler: dummies grow pairs with the square of their number."""

LENGTH = 16
_UP = "0123456789" * 3
_DOWN = _UP[::-1]
"""Sixteen digits of these only count up or down."""
_SEPARATORS = "[ .''`’-]"


def nik_digits_sql(present: str, tidy: str) -> str:
    """A NIK without the separators clerks type, from a tidy text and the same without marks of absence.

    Null for nothing and for zeros fewer than sixteen, by which registers say that there is none.
    """
    bare = f"regexp_replace({present}, '{_SEPARATORS}', '', 'g')"
    is_digits = f"length({tidy}) = {LENGTH} AND regexp_full_match({tidy}, '[0-9]+')"
    zeros = f"regexp_full_match({bare}, '0{{0,15}}')"
    return f"CASE WHEN {is_digits} THEN {tidy} WHEN {zeros} THEN NULL ELSE {bare} END"


def nik_fault_sql(digits: str, text: str, is_head_known: str) -> str:
    """The code of what is wrong with the digits, null when they can be a NIK.

    `digits` comes from `nik_digits_sql`, `text` is the tidy text, `is_head_known` says whether the first six digits are
    one of `district_heads`.
    """
    return f"""CASE
        WHEN {digits} IS NULL THEN NULL
        WHEN NOT regexp_full_match({digits}, '[0-9]+') THEN
            CASE WHEN regexp_full_match({text}, '[0-9][.,][0-9]+[eE][+]?[0-9]+') THEN 'NIK_AS_NUMBER'
            ELSE 'NIK_NOT_DIGITS' END
        WHEN length({digits}) <> {LENGTH} THEN 'NIK_LENGTH'
        WHEN {digits} = repeat(left({digits}, 1), {LENGTH}) THEN 'NIK_DUMMY'
        WHEN contains('{_UP}', {digits}) OR contains('{_DOWN}', {digits}) THEN 'NIK_DUMMY'
        WHEN right({digits}, 4) = '0000' THEN 'NIK_DUMMY'
        WHEN NOT coalesce({is_head_known}, false) THEN 'NIK_DISTRICT'
        WHEN NOT coalesce({_is_day_sql(digits)}, false) THEN 'NIK_DATE'
        END"""


def nik_differs_sql(nik: str, birth_date: str, sex: str) -> tuple[str, str]:
    """Two conditions on a sound NIK: the birth date is not the one inside it; the sex is not."""
    day, month, year = _parts(nik)
    day_of_birth = f"CASE WHEN {day} > 40 THEN {day} - 40 ELSE {day} END"
    dates = (
        f"({day_of_birth} <> day({birth_date}) OR {month} <> month({birth_date}) OR {year} <> year({birth_date}) % 100)"
    )
    return dates, f"({nik} IS NOT NULL AND {sex} <> CASE WHEN {day} > 40 THEN 'P' ELSE 'L' END)"


@cache
def district_heads() -> tuple[str, ...]:
    """First six digits a NIK may have: districts of today, and any district of a regency whose code is out of use."""
    old = (f"{regency}{district:02d}" for regency in _regencies_of_old() for district in range(1, 100))
    return tuple(sorted(nik_district_codes() | frozenset(old)))


@cache
def _regencies_of_old() -> frozenset[str]:
    """Regency codes that python-stdnum knows and today's list does not (Papua and Kalimantan before their division)."""
    today = {code.replace(".", "") for code in names("regencies")}
    places = numdb.get("id/loc")
    codes = (f"{number:04d}" for number in range(1100, 10_000))
    return frozenset(code for code in codes if code not in today and _is_regency(places.info(code)))


def _is_regency(found: list[tuple[str, dict[str, str]]]) -> bool:
    return len(found) > 1 and bool(found[1][1])


def _is_day_sql(digits: str) -> str:
    day, month, year = _parts(digits)
    plain = f"CASE WHEN {day} > 40 THEN {day} - 40 ELSE {day} END"
    leap = f"CASE WHEN {year} % 4 = 0 THEN 29 ELSE 28 END"
    last = f"CASE WHEN {month} IN (4, 6, 9, 11) THEN 30 WHEN {month} = 2 THEN {leap} ELSE 31 END"
    return f"({month} BETWEEN 1 AND 12 AND ({plain}) BETWEEN 1 AND ({last}))"


def _parts(digits: str) -> tuple[str, str, str]:
    day, month, year = (f"TRY_CAST(substr({digits}, {start}, 2) AS INTEGER)" for start in (7, 9, 11))
    return day, month, year
