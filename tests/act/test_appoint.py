"""Does a decree take effect only after its guards, once, and all at once or not at all?"""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from django.db import connection
from openpyxl import Workbook

from payung.act.cover import Asked, covers
from payung.act.decree.appoint import check, give_notice, prepare, put_in_force, reverse_decree, withdraw
from payung.act.decree.guard import guards
from payung.act.decree.named import DecreeList, DecreeListUnreadable, read_decree_list
from payung.act.tell.notice import worded
from payung.ledger.public import (
    CoverageRow,
    decree,
    decree_counts,
    decree_figures,
    decree_lines,
    outbox,
)
from tests.act import affair
from tests.act.affair import CHILD_OF_WORKER, KIDNEY, PREGNANT, REGIONAL, RICH, STRANGER, nik
from tests.act.decree_steps import (
    DECIDED,
    EFFECT,
    FIRST_DAY,
    LAW,
    MAKER,
    NOTICED,
    SECOND,
    count,
    handed,
    in_force,
    listed,
    prepared,
    said_of,
)


@pytest.mark.parametrize("piece", [25_000, 4])
def test_every_row_is_judged(country: None, monkeypatch: Any, piece: int) -> None:
    monkeypatch.setattr("payung.ledger.decree.entry.PIECE", piece)
    people = range(1, 16)
    step = prepare(handed(), listed(*people, more=(None, nik(RICH), "3374014101809999")), on=DECIDED, by=MAKER, law=LAW)
    lines = {line.row: line for line in decree_lines(step.decree_id, limit=99)}
    verdicts = [lines[row].verdict for row in range(1, 19)]
    assert verdicts == [
        *("IN_TREATMENT", "OK", "OK", "OK", "OK", "OK", "OK", "DEAD", "AMBIGUOUS", "REPEATED"),
        *("NOT_ON_LIST", "NOT_ON_LIST", "NOT_ON_LIST", "NOT_ON_LIST", "NOT_ON_LIST", "BAD_NIK", "REPEATED", "UNKNOWN"),
    ]
    groups = [lines[row].care_group for row in range(1, 8)]
    assert groups == ["CHRONIC", "PREGNANT", "NEWBORN", "DISABLED", None, None, None]
    routes = [lines[row].route for row in (KIDNEY, affair.POOR, RICH, CHILD_OF_WORKER)]
    assert routes == ["REACTIVATE_PBI", "REACTIVATE_PBI", "REGISTER_PBPU", "JOIN_FAMILY_WORKER"]
    assert (step.people, sum(decree_figures(step.decree_id, "verdict").values())) == (7, 18)
    # One look at the lines counts as each of its parts does, in the same order.
    counts = decree_counts(step.decree_id)
    assert [len(found) for found in counts.values()] == [8, 4, 3, 1]
    for by, found in counts.items():
        assert list(found.items()) == list(decree_figures(step.decree_id, by).items())
    assert lines[1].name == "ORANG 1"


@pytest.mark.parametrize(
    ("changes", "people", "refusal", "day"),
    [
        ({"number": "  "}, [RICH], "NO_NUMBER", None),
        ({"effective_on": None}, [RICH], "NO_EFFECT_DATE", None),
        ({"effective_on": date(2026, 11, 1)}, [RICH], "EFFECT_BEFORE_DECISION", None),
        ({"kind": "REGION_STOP"}, [REGIONAL], "NO_REGION", None),
        (
            {"kind": "REGION_ADD", "region_code": "52.71", "effective_on": EFFECT - timedelta(1)},
            [STRANGER],
            "REGION_MUST_WAIT",
            EFFECT,
        ),
        ({"kind": "PBI_ADD", "quota": 9}, [STRANGER], "OVER_QUOTA", None),
        ({}, [STRANGER], "NOBODY_TAKEN", None),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_decree_the_law_refuses_leaves_nothing(
    country: None, changes: dict[str, Any], people: list[int], refusal: str, day: date | None
) -> None:
    step = prepare(handed(**changes), listed(*people), on=DECIDED, by=MAKER, law=LAW)
    assert (step.refusal, step.stage, step.day) == (refusal, None, day)
    assert [count(table) for table in ("decree", "decree_line", "decree_event")] == [0, 0, 0]


def test_the_same_decree_twice_is_one_and_another_list_is_a_conflict(country: None) -> None:
    first = prepare(handed(), listed(RICH), on=DECIDED, by=MAKER, law=LAW)
    again = prepare(handed(), listed(RICH), on=DECIDED, by=MAKER, law=LAW)
    other = DecreeList("lain.csv", b"x" * 32, (nik(KIDNEY),))
    assert (again.is_repeat, again.decree_id, count("decree_line")) == (True, first.decree_id, 1)
    assert prepare(handed(), other, on=DECIDED, by=MAKER, law=LAW).refusal == "OTHER_CONTENT"


def test_the_affair_is_refused_and_what_would_have_been_lawful(country: None) -> None:
    """No second person, no notice, no time after the notice: each stops the removal, and nobody loses cover by it."""
    people = (KIDNEY, PREGNANT, RICH)
    step = prepare(handed(), listed(*people), on=DECIDED, by=MAKER, law=LAW)
    decree_id = step.decree_id
    assert put_in_force(decree_id, on=EFFECT, by=MAKER, law=LAW).refusal == "NOT_CHECKED"
    assert check(decree_id, on=DECIDED, by=MAKER).refusal == "SAME_PERSON"
    assert give_notice(decree_id, on=NOTICED, by=MAKER, law=LAW).refusal == "NOT_CHECKED"
    check(decree_id, on=DECIDED, by=SECOND)
    assert put_in_force(decree_id, on=EFFECT, by=MAKER, law=LAW).refusal == "NOT_NOTICED"
    assert give_notice(decree_id, on=NOTICED, by=MAKER, law=LAW).day == FIRST_DAY
    early = put_in_force(decree_id, on=EFFECT, by=MAKER, law=LAW)
    assert (early.refusal, early.day) == ("TOO_EARLY", FIRST_DAY)
    assert count("decree_effect") == 0
    assert {said_of(number, EFFECT) for number in people} == {"PAID_BY_STATE"}
    known = decree(decree_id)
    assert known
    checklist = {guard.code: guard.is_met for guard in guards(known, on=EFFECT, law=LAW, in_treatment=1, waiting=0)}
    assert checklist == {
        "CHECKED_BY_SECOND": True,
        "PEOPLE_TOLD": True,
        "NOTICE_OVER": False,
        "TREATMENT_BRIDGED": True,
        "OBJECTIONS_HELD": True,
    }
    done = put_in_force(decree_id, on=FIRST_DAY, by=MAKER, law=LAW)
    assert (done.people, done.bridged) == (3, 1)


def test_before_the_agreement_of_february_a_notice_was_enough(country: None) -> None:
    """In January 2026 the law asked that people be told; it knew no days to wait."""
    decided, told = date(2026, 1, 19), date(2026, 1, 22)
    step = prepare(
        handed(decided_on=decided, effective_on=date(2026, 2, 1)), listed(RICH), on=decided, by=MAKER, law=LAW
    )
    check(step.decree_id, on=decided, by=SECOND)
    assert put_in_force(step.decree_id, on=date(2026, 2, 1), by=MAKER, law=LAW).refusal == "NOT_NOTICED"
    assert give_notice(step.decree_id, on=told, by=MAKER, law=LAW).day == date(2026, 2, 1)


@pytest.mark.parametrize(
    ("number", "after", "reason"),
    [
        (KIDNEY, timedelta(0), "CHRONIC_BRIDGE"),
        (KIDNEY, date(2027, 4, 7) - FIRST_DAY, "CHRONIC_BRIDGE"),
        (KIDNEY, date(2027, 4, 8) - FIRST_DAY, "REMOVED_FROM_PBI"),
        (PREGNANT, timedelta(0), "REMOVED_FROM_PBI"),
        (RICH, timedelta(-1), None),
        (RICH, timedelta(0), "REMOVED_FROM_PBI"),
        (STRANGER, timedelta(0), None),
    ],
)
def test_a_removal_and_its_bridge_day_by_day(country: None, number: int, after: timedelta, reason: str | None) -> None:
    in_force(KIDNEY, PREGNANT, RICH)
    assert said_of(number, FIRST_DAY + after) == reason


def test_a_run_that_was_killed_leaves_nothing_and_is_run_again(country: None, monkeypatch: Any) -> None:
    decree_id = prepared(KIDNEY, RICH)
    give_notice(decree_id, on=NOTICED, by=MAKER, law=LAW)
    with monkeypatch.context() as broken:
        broken.setattr("payung.ledger.decree.entry.BRIDGES", "SELECT 1 / 0 WHERE %(decree)s::text <> ''")
        with pytest.raises(Exception, match="division by zero"):
            put_in_force(decree_id, on=FIRST_DAY, by=MAKER, law=LAW)
    assert [count(table) for table in ("decree_effect", "bridge")] == [0, 0]
    assert decree(decree_id).stage == "NOTICED"  # type: ignore[union-attr]
    first = put_in_force(decree_id, on=FIRST_DAY, by=MAKER, law=LAW)
    again = put_in_force(decree_id, on=FIRST_DAY, by=SECOND, law=LAW)
    assert (first.people, again.is_repeat) == (2, True)
    assert [count(table) for table in ("decree_effect", "bridge", "decree_event")] == [2, 1, 4]


def test_a_list_in_pieces_is_told_and_takes_effect_as_one(country: None, monkeypatch: Any) -> None:
    monkeypatch.setattr("payung.ledger.decree.entry.PIECE", 1)
    decree_id = prepared(KIDNEY, STRANGER, RICH)
    give_notice(decree_id, on=NOTICED, by=MAKER, law=LAW)
    assert count("notice") == 2
    done = put_in_force(decree_id, on=FIRST_DAY, by=SECOND, law=LAW)
    assert (done.people, done.bridged) == (2, 1)
    assert [count(table) for table in ("decree_effect", "bridge")] == [2, 1]


def test_the_whole_batch_is_reversed(country: None) -> None:
    decree_id = in_force(KIDNEY, RICH)
    day = FIRST_DAY + timedelta(days=10)
    assert withdraw(decree_id, reason="keliru", on=day, by=SECOND).refusal == "ALREADY_EFFECTIVE"
    assert reverse_decree(decree_id, reason=" ", on=day, by=SECOND).refusal == "NO_REASON"
    assert reverse_decree(decree_id, reason="salah daftar", on=day, by=SECOND).stage == "REVERSED"
    assert {said_of(number, on) for number in (KIDNEY, RICH) for on in (FIRST_DAY, day)} == {"PAID_BY_STATE"}
    assert put_in_force(decree_id, on=day, by=SECOND, law=LAW).refusal == "ENDED"
    assert reverse_decree(decree_id, reason="salah daftar", on=day, by=SECOND).is_repeat


def test_what_is_not_in_effect_is_withdrawn(country: None) -> None:
    decree_id = prepared(RICH)
    assert reverse_decree(decree_id, reason="x", on=DECIDED, by=SECOND).refusal == "NOT_EFFECTIVE"
    assert withdraw(decree_id, reason="daftar lama", on=DECIDED, by=SECOND).stage == "WITHDRAWN"
    assert give_notice(decree_id, on=NOTICED, by=MAKER, law=LAW).refusal == "ENDED"


def test_everybody_named_is_told_once_and_not_after_a_withdrawal(country: None) -> None:
    decree_id = prepared(KIDNEY, RICH, STRANGER)
    give_notice(decree_id, on=NOTICED, by=MAKER, law=LAW)
    assert give_notice(decree_id, on=NOTICED, by=MAKER, law=LAW).is_repeat
    assert count("notice") == 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT facts ->> 'effect_on', facts ->> 'object_until', kind FROM ledger.notice LIMIT 1")
        assert cursor.fetchone() == ("2027-01-08", "2026-12-08", "DECREE_NOTICE")
        cursor.execute("SELECT facts FROM ledger.notice LIMIT 1")
        facts = cursor.fetchone()[0]
    told = worded("DECREE_NOTICE", json.loads(facts) if isinstance(facts, str) else facts, "id")
    assert "iuran JKN Anda tidak lagi dibayar negara mulai 8 Januari 2027" in told.text
    at = datetime(2026, 11, 9, 5, tzinfo=UTC)
    assert {outbox.still_stands(notice) for notice in outbox.claim_notices(9, at)} == {True}
    withdraw(decree_id, reason="daftar lama", on=NOTICED, by=SECOND)
    assert {outbox.still_stands(notice) for notice in outbox.claim_notices(9, at)} == {False}


@pytest.mark.parametrize(
    ("number", "on", "verdict"),
    [
        (KIDNEY, FIRST_DAY, (True, "CHRONIC_BRIDGE")),
        (RICH, FIRST_DAY, (False, "REMOVED_FROM_PBI")),
        (affair.POOR, NOTICED, (True, "PAID_BY_STATE")),
    ],
)
def test_the_coverage_answer_knows_a_decree_at_once(
    country: None, number: int, on: date, verdict: tuple[bool, str]
) -> None:
    in_force(KIDNEY, RICH)
    answer = covers([Asked(nik(number))], "JKN", on=on, at=datetime.now(UTC))[0]
    assert (answer.covered, answer.reason) == verdict


def test_a_region_with_priority_appoints_the_same_day(country: None, monkeypatch: Any) -> None:
    """Counts decide, and that BPJS granted it: with 1 of 3 registered active the region waits for the next month."""
    said = {"kind": "REGION_ADD", "region_code": "52.71", "number": "188/2026", "effective_on": DECIDED}
    asked = handed(**said, is_priority_granted=True)
    assert prepare(asked, listed(STRANGER), on=DECIDED, by=MAKER, law=LAW).day == EFFECT
    monkeypatch.setattr("payung.act.decree.region.coverage", lambda *_: [_counted(981, 981), _counted(19, 0)])
    assert prepare(handed(**said), listed(STRANGER), on=DECIDED, by=MAKER, law=LAW).day == EFFECT
    step = prepare(asked, listed(STRANGER, RICH), on=DECIDED, by=MAKER, law=LAW)
    assert decree_figures(step.decree_id, "verdict") == {"OK": 1, "OTHER_REGION": 1}
    check(step.decree_id, on=DECIDED, by=SECOND)
    assert put_in_force(step.decree_id, on=DECIDED, by=SECOND, law=LAW).people == 1
    assert said_of(STRANGER, DECIDED) == "PAID_BY_REGION"


def _counted(people: int, registered: int) -> CoverageRow:
    return CoverageRow("52.71", "ACTIVE" if registered else "NEVER", "", "", "", people, registered)


@pytest.mark.parametrize("kind", ["csv", "semicolons", "xlsx", "parquet"])
def test_a_list_of_any_form_is_read_row_by_row(kind: str) -> None:
    niks = [nik(RICH), "12", "", "0" * 16, nik(KIDNEY)]
    read = read_decree_list(f"daftar.{kind}", _file(kind, niks))
    assert tuple(read.niks) == (nik(RICH), None, None, None, nik(KIDNEY))


def _file(kind: str, niks: list[str]) -> bytes:
    buffer = io.BytesIO()
    if kind == "parquet":
        pyarrow.parquet.write_table(pyarrow.table({"nama": ["x"] * len(niks), "NIK": niks}), buffer)
    elif kind == "xlsx":
        book = Workbook()
        for row in (["Daftar penghapusan"], ["Nama", "NIK"], *(["x", value] for value in niks)):
            book.active.append(row)  # type: ignore[union-attr]
        book.save(buffer)
    else:
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=";" if kind == "semicolons" else ",")
        writer.writerows([["Nama", "No. NIK"], *(["x", value] for value in niks)])
        buffer.write(text.getvalue().encode("utf-8-sig"))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "EMPTY_LIST"),
        (b"NIK\n", "EMPTY_LIST"),
        (b"nama;alamat\nx;y\n", "NO_NIK_COLUMN"),
        (b"PAR1 but not really", "FILE_UNREADABLE"),
        (b"PK\x03\x04 cut", "FILE_UNREADABLE"),
        (b"\x00\x01\x02NIK", "FILE_UNREADABLE"),
    ],
)
def test_a_file_that_is_no_list_is_refused_whole(content: bytes, code: str) -> None:
    with pytest.raises(DecreeListUnreadable) as refused:
        read_decree_list("x", content)
    assert refused.value.code == code


def test_an_open_file_is_read_in_pieces_and_stays_open(tmp_path: Path) -> None:
    niks = [nik(RICH), "12", nik(KIDNEY)] * 5_000
    file = tmp_path / "daftar.csv"
    file.write_bytes(b"Nama,NIK\n" + b"".join(b"Caf\xe9,%s\n" % one.encode() for one in niks))
    with file.open("rb") as opened:
        read = read_decree_list(file.name, opened)
        assert not opened.closed
    assert len(read.niks) == len(niks)
    assert read.niks[:3] == [nik(RICH), None, nik(KIDNEY)]
    whole = read_decree_list(file.name, file.read_bytes())
    assert (whole.sha256, list(whole.niks)) == (read.sha256, list(read.niks))
