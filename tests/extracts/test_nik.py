"""Does the SQL judge a NIK as python-stdnum does, and refuse what else was never issued?"""

import random
from collections.abc import Iterable
from datetime import date

import pytest
from stdnum.id import nik as stdnum_nik

from payung.engine.public import open_engine
from payung.extracts.clean import core_sql
from payung.extracts.nik import district_heads, nik_differs_sql, nik_fault_sql

HEAD = "350101"


def judged(texts: Iterable[str]) -> dict[str, str | None]:
    """The code of each text, None when it can be a NIK."""
    values = ", ".join("('{}')".format(text.replace("'", "''")) for text in texts)
    heads = ", ".join(f"('{head}')" for head in district_heads())
    core = core_sql("nik", "text")
    with open_engine("duckdb") as engine:
        rows = engine.rows(
            f"""WITH texts AS (SELECT text, {core} AS core FROM (VALUES {values}) t(text)),
            heads AS (SELECT head, true AS is_known FROM (VALUES {heads}) h(head))
            SELECT text, {nik_fault_sql("core", "text", "heads.is_known")}
            FROM texts LEFT JOIN heads ON heads.head = left(core, 6)"""
        )
    return dict(rows)


def many() -> list[str]:
    """Numbers with every kind of day, month and year, and some of wrong length or with letters."""
    chance = random.Random(20261101)
    heads = [*chance.sample(district_heads(), 60), "000000", "990101", "359999"]
    found = {
        f"{chance.choice(heads)}{chance.randrange(100):02d}{chance.randrange(16):02d}{chance.randrange(100):02d}"
        f"{chance.randrange(9000, 10000)}"
        for _ in range(2000)
    }
    return sorted(
        found | {text[:15] for text in list(found)[:50]} | {text[:9] + "X" + text[10:] for text in list(found)[50:99]}
    )


def test_what_we_accept_python_stdnum_accepts() -> None:
    verdicts = judged(many())
    accepted = [text for text, code in verdicts.items() if code is None]
    assert len(accepted) > 200
    newer = {"65", "92", "93", "95", "96"}  # North Kalimantan and the new Papua, younger than python-stdnum's list
    assert [text for text in accepted if not stdnum_nik.is_valid(text) and text[:2] not in newer] == []


def test_what_python_stdnum_accepts_we_refuse_only_for_a_reason_of_ours() -> None:
    for text, code in judged(many()).items():
        if code is not None and stdnum_nik.is_valid(text):
            is_day_of_ours = code == "NIK_DATE" and int(text[6:8]) > 71
            is_head_of_ours = code == "NIK_DISTRICT" and text[:6] not in district_heads()
            assert is_day_of_ours or is_head_of_ours, (text, code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (HEAD + "170580" + "9001", None),
        (HEAD + "570580" + "9001", None),
        (HEAD + "290200" + "9001", None),
        (HEAD + "290201" + "9001", "NIK_DATE"),
        (HEAD + "710180" + "9001", None),
        (HEAD + "720180" + "9001", "NIK_DATE"),
        (HEAD + "400180" + "9001", "NIK_DATE"),
        (HEAD + "170080" + "9001", "NIK_DATE"),
        ("35.01.01." + "170580" + ".9001", None),
        ("'" + HEAD + "170580" + "9001", None),
        (HEAD + " 170580 " + "9001", None),
        (HEAD + "170580" + "0000", "NIK_DUMMY"),
        ("9" * 16, "NIK_DUMMY"),
        ("1234567890" + "123456", "NIK_DUMMY"),
        ("0" * 16, "NIK_DUMMY"),
        ("0", None),
        ("0" * 15, None),
        (HEAD + "170580" + "900", "NIK_LENGTH"),
        (HEAD + "170580" + "900A", "NIK_NOT_DIGITS"),
        ("3.50101170580E+15", "NIK_AS_NUMBER"),
        ("3,50101E+15", "NIK_AS_NUMBER"),
        ("000000" + "170580" + "9001", "NIK_DISTRICT"),
        ("940901" + "170580" + "9001", None),
        ("647301" + "170580" + "9001", None),
    ],
)
def test_single_numbers(text: str, code: str | None) -> None:
    assert judged([text]) == {text: code}


def test_a_womans_day_is_forty_higher() -> None:
    dates, sexes = nik_differs_sql("nik", "born", "sex")
    rows = [
        (HEAD + "570580" + "9001", date(1980, 5, 17), "P", False, False),
        (HEAD + "170580" + "9001", date(1980, 5, 17), "P", False, True),
        (HEAD + "170580" + "9001", date(1981, 5, 17), "L", True, False),
        (HEAD + "010100" + "9001", date(2000, 1, 1), "L", False, False),
        (None, date(2000, 1, 1), "P", None, False),
    ]
    with open_engine("duckdb") as engine:
        for nik, born, sex, differs_born, differs_sex in rows:
            given = f"'{nik}'" if nik else "CAST(NULL AS VARCHAR)"
            select = f"SELECT {dates}, {sexes} FROM (SELECT {given} AS nik, DATE '{born}' AS born, '{sex}' AS sex)"
            assert engine.rows(select) == [(differs_born, differs_sex)]
