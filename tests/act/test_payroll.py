"""Is an employer's list taken row by row, in every programme its size owes, with families, bills, moves and ends?"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from payung.act.employ.judge import owed_programmes
from payung.act.public import (
    Asked,
    EmployerUnfit,
    UnknownEmployer,
    as_csv,
    collect,
    covers,
    enrol_payroll,
    enrol_worker,
    file_forms,
    read_list,
    report_end,
    report_wage,
    retry,
    workers_of,
)
from payung.ledger.public import (
    Conflict,
    Employer,
    ListRow,
    attempt,
    bills,
    employer,
    enter_employer,
    list_lines,
    open_attempts,
    party_of,
    system_scope,
    taken_rows,
    virtual_account_of,
)
from payung.ledger.reader.scope import Scope, within
from payung.reckon.public import evaluate
from tests.act.test_collect import told as money
from tests.act.test_enrol import AT, ON, SLAMET
from tests.country import PEOPLE, nik_of

pytestmark = pytest.mark.django_db

HEAD = "NIK,Nama,Tgl Lahir,L/P,Desa (kode),Upah,Mulai Bekerja,Hubungan,Berhenti,Sebab Berhenti"
WAGE = 6_000_000
SITI, DJOKO, AYU, BUDI, SLAMET_NO, NURHALIZA, RIZKI = 1, 2, 3, 4, 6, 7, 8


def line(number: int, **change: str) -> str:
    """The row of a person of the country, as an employer writes it."""
    human = PEOPLE[number - 1]
    cells = {
        "nik": nik_of(number) or "", "name": human.name.title(), "born": f"{human.born:%d/%m/%Y}", "sex": human.sex,
        "village": human.village, "wage": f"{WAGE:,}".replace(",", "."), "start": "02/11/2026", "role": "PEKERJA",
        "ends": "", "cause": "",
    } | change  # fmt: skip
    return ",".join(f'"{cell}"' for cell in cells.values())


@pytest.fixture
def factory(db: None) -> Employer:
    """A factory of Bogor, of middle size."""
    with system_scope():
        return enter_employer("20009001", "PT Contoh Maju", "32.01", "sedang", "MEDIUM_LARGE")


@contextmanager
def acting_as(by: Employer, user: int = 9) -> Iterator[None]:
    """The clerk of an employer: no region, only what stands on its own lists."""
    with within(Scope(user, "personalia", "COLLECTIVE", "SERVICE", 1, None, (), by.party_id)):
        yield


def taken(folder: Path, by: Employer, *lines: str, on: date = ON) -> ListRow:
    """The list, read and taken."""
    path = folder / "pekerja.csv"
    path.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    read = read_list(path, path.name, on=on, with_jht=False)
    with acting_as(by):
        return enrol_payroll(read, by.code, file_name=path.name, content=path.read_bytes(), on=on, at=AT)


def outcome(done: ListRow, by: Employer) -> list[tuple[str, str]]:
    """What became of each row: TAKEN, or the first cause."""
    with acting_as(by):
        return [(one.causes[0] if one.causes else "TAKEN", " ".join(one.notes)) for one in list_lines(done.list_id)]


def held(number: int) -> list[tuple[Any, ...]]:
    """What stands of a person: programme, segment, since, until."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.programme, e.segment, e.since, e.until FROM ledger.enrolment e JOIN ledger.participant p"
            " USING (participant_id) WHERE p.name = %s AND e.superseded_at IS NULL AND NOT e.is_void"
            " ORDER BY e.since, e.segment, e.programme",
            [PEOPLE[number - 1].name],
        )
        return cursor.fetchall()


def said(number: int, programme: str = "JKN", on: date = ON) -> tuple[str | None, str | None, date | None]:
    """How somebody stands."""
    [one] = covers([Asked(nik_of(number) or "")], programme, on=on, at=AT)
    return one.status, one.reason, one.until


def pay(by: Employer) -> None:
    """The employer pays all it owes."""
    owed = sum(bill.amount_idr for bill in _bills(by))
    told = replace(money(1, owed), account_no=virtual_account_of(party_id=by.party_id), paid_at=AT)
    assert collect(told, at=AT).reason is None


def _bills(by: Employer) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT bill_id FROM ledger.bill WHERE party_id = %s ORDER BY kind", [by.party_id])
        return [bills.party_bill(number) for (number,) in cursor.fetchall()]


def test_a_worker_with_family_is_registered_in_all_that_the_law_asks(tmp_path: Path, factory: Employer) -> None:
    done = taken(
        tmp_path, factory, line(SITI), line(DJOKO, role="SUAMI", wage="", start=""), line(AYU, role="ANAK", wage="")
    )
    assert [one for one, _ in outcome(done, factory)] == ["TAKEN"] * 3
    first = date(2026, 11, 2)
    assert held(SITI) == [
        ("JKN", "PPU_BU", first, None), *[(one, "PU", first, None) for one in ("JHT", "JKK", "JKM", "JKP", "JP")],
    ]  # fmt: skip
    assert [one[:2] for one in held(DJOKO) + held(AYU)] == [("JKN", "PPU_BU")] * 2
    month = {"contribution_month": date(2026, 11, 1), "wage_monthly_idr": WAGE}
    parts = [
        evaluate(rule, on=ON, inputs=[month | more])[0].values["total_idr"]
        for rule, more in (
            ("jkn.ppu_bu.contribution", {}), ("jkk.pu.contribution", {"risk": "sedang"}), ("jkm.pu.contribution", {}),
            ("jht.pu.contribution", {}), ("jp.pu.contribution", {}),
        )
    ]  # fmt: skip
    assert done.amount_idr == sum(int(str(part)) for part in parts)
    with system_scope():
        assert [(bill.kind, bill.due_on) for bill in _bills(factory)] == [("JKN", ON), ("PU", date(2026, 12, 15))]
        # Registered and not paid for: nobody is covered by it yet, and the employer moves.
        assert said(SITI)[:2] == ("SUSPENDED", "EMPLOYER_ARREARS")
        assert said(SITI, "JHT")[:2] == ("WAITING", "FIRST_PAYMENT_DUE")
        pay(factory)
        assert said(SITI) == ("ACTIVE", "PAID_BY_EMPLOYER", date(2026, 12, 31))
        assert [said(one)[:2] for one in (DJOKO, AYU)] == [("ACTIVE", "DEPENDANT_OF_WORKER")] * 2
        assert said(SITI, "JP") == ("ACTIVE", "PAID_BY_EMPLOYER", date(2027, 1, 15))


def test_a_small_enterprise_owes_less() -> None:
    owed = [owed_programmes(scale, ON) for scale in ("MICRO", "SMALL", "MEDIUM_LARGE")]
    assert owed == [("JKK", "JKM"), ("JKK", "JKM", "JHT", "JKP"), ("JKK", "JKM", "JHT", "JP", "JKP")]


def test_rows_are_refused_with_cause_and_repair(tmp_path: Path, factory: Employer) -> None:
    done = taken(
        tmp_path,
        factory,
        line(SLAMET_NO, wage=""),
        line(NURHALIZA, start=""),
        line(RIZKI, start="30/11/2026"),
        line(SITI, nik="3374013112699999"),
        line(AYU, role="ANAK"),
        line(SLAMET_NO, nik="330101"),
        line(AYU),
        line(DJOKO, wage="-5"),
    )
    assert [one for one, _ in outcome(done, factory)] == [
        "WAGE_MISSING", "START_MISSING", "START_IN_FUTURE", "NIK_BIRTH_DATE_DIFFERS", "WORKER_MISSING", "NIK_FAULTY",
        "REPEATED_ROW", "INCOME_NEGATIVE",
    ]  # fmt: skip
    assert (done.rows_taken, done.amount_idr) == (0, 0)
    with acting_as(factory):
        waiting = {one.cause: one for one in open_attempts()}
        assert {one.holder for one in waiting.values()} >= {"EMPLOYER", "DUKCAPIL"}
        found = attempt(waiting["START_IN_FUTURE"].attempt_id)
    assert found is not None
    assert (found.told.start_on, found.told.income_monthly_idr, found.told.role) == (date(2026, 11, 30), WAGE, "WORKER")


def test_a_refused_worker_is_put_right_in_the_queue(tmp_path: Path, factory: Employer) -> None:
    taken(tmp_path, factory, line(SLAMET_NO, wage=""))
    with system_scope():
        [waiting] = open_attempts()
        told = attempt(waiting.attempt_id).told  # type: ignore[union-attr]
        still = retry(uuid.uuid4(), waiting.attempt_id, told, on=ON, at=AT)
        assert (still.causes, still.enrolled) == (("WAGE_MISSING",), None)
        act_id = uuid.uuid4()
        for _ in range(2):
            done = retry(act_id, waiting.attempt_id, replace(told, income_monthly_idr=WAGE), on=ON, at=AT)
            assert done.enrolled is not None
            assert done.enrolled.names == ("SLAMET",)
        assert open_attempts() == []
        assert len(held(SLAMET_NO)) == 6 - 1
        assert sum(bill.amount_idr for bill in _bills(factory)) > 0


def test_who_paid_or_was_paid_for_moves_and_never_stands_twice(tmp_path: Path, factory: Employer) -> None:
    with system_scope():
        own = enrol_worker(uuid.uuid4(), replace(SLAMET, with_jht=True), on=ON, at=AT)
        assert own.price is not None
        told = replace(money(1, own.price.amount_idr), account_no=own.account_no or "", paid_at=AT)
        assert collect(told, at=AT).reason is None
    done = taken(tmp_path, factory, line(SLAMET_NO), line(NURHALIZA), line(BUDI))
    assert outcome(done, factory) == [
        # Paid for himself this month; at 56 JP is still open, JKP no longer.
        ("TAKEN", "TOO_OLD_FOR_JKP FROM_OWN NEXT_MONTH"),
        ("TAKEN", "FROM_BUDGET"),
        ("TAKEN", "REGISTER_STANDS"),
    ]
    rows = [row for row in held(SLAMET_NO) if row[0] == "JKK"]
    assert rows == [("JKK", "BPU", ON, date(2026, 11, 30)), ("JKK", "PU", date(2026, 12, 1), None)]
    with system_scope():
        # The state pays on until the employer has.
        assert said(NURHALIZA)[:2] == ("ACTIVE", "PAID_BY_STATE")
        assert said(SLAMET_NO, "JKK")[:2] == ("ACTIVE", "PAID_BY_SELF")
        pay(factory)
        assert said(NURHALIZA)[:2] == ("ACTIVE", "PAID_BY_EMPLOYER")
        assert said(BUDI)[:2] == ("ACTIVE", "PAID_BY_EMPLOYER")
        other = enter_employer("20009002", "CV Lain", "33.74", "rendah", "SMALL")
    again = taken(tmp_path, other, line(NURHALIZA))
    assert outcome(again, other) == [("WORKS_ELSEWHERE", "")]


def test_a_second_employer_registers_what_the_first_does_not_owe(tmp_path: Path, factory: Employer) -> None:
    """A small enterprise owes no JP, a medium one does: 3 % of Rp6.000.000 (PP 45/2015 Ps 28(3)) is Rp180.000."""
    with system_scope():
        small = enter_employer("20009004", "CV Kecil", "32.01", "rendah", "SMALL")
    taken(tmp_path, small, line(RIZKI))
    before = held(RIZKI)
    done = taken(tmp_path, factory, line(RIZKI))
    assert (outcome(done, factory), done.amount_idr) == ([("TAKEN", "ELSEWHERE_STANDS SECOND_JKM")], 180_000)
    assert [row for row in held(RIZKI) if row not in before] == [("JP", "PU", date(2026, 11, 2), None)]
    assert outcome(taken(tmp_path, small, line(RIZKI, wage="6.000.000 ")), small) == [("ALREADY_ENROLLED", "")]


def test_a_wage_changes_and_the_same_list_is_the_same(tmp_path: Path, factory: Employer) -> None:
    first = taken(tmp_path, factory, line(RIZKI))
    assert taken(tmp_path, factory, line(RIZKI)) == first
    with system_scope():
        pay(factory)
    december = date(2026, 12, 3)
    more = taken(tmp_path, factory, line(RIZKI, wage="7000000"), on=december)
    assert outcome(more, factory) == [("TAKEN", "WAGE_CHANGED")]
    assert [row[2:] for row in held(RIZKI) if row[0] == "JHT"] == [
        (date(2026, 11, 2), date(2026, 11, 30)), (date(2026, 12, 1), None),
    ]  # fmt: skip
    with system_scope():
        # Another wage is no new membership: December is not due before its day.
        assert said(RIZKI, "JHT", december)[:2] == ("ACTIVE", "PAID_BY_EMPLOYER")
        [one] = workers_of(factory.party_id, december)
        assert (one.wage_monthly_idr, one.until) == (7_000_000, None)
        act_id = uuid.uuid4()
        for _ in range(2):
            told = report_wage(act_id, factory, one.participant_id, 7_500_000, on=december, at=AT)
            assert told == "CHANGED"
        assert workers_of(factory.party_id, december)[0].wage_monthly_idr == 7_500_000
        assert report_wage(uuid.uuid4(), factory, one.participant_id, 0, on=december, at=AT) == "WAGE_MISSING"
        assert report_wage(uuid.uuid4(), factory, 10**6, 1, on=december, at=AT) == "NOT_WORKING_HERE"
    same = taken(tmp_path, factory, line(RIZKI, wage="7500000"), on=december)
    assert outcome(same, factory) == [("ALREADY_ENROLLED", "")]
    with system_scope():
        # The end was before the new wage, which then never held.
        last = date(2026, 11, 28)
        told = report_end(uuid.uuid4(), factory, one.participant_id, last, "RESIGNED", on=december, at=AT)
        assert told == "ENDED"
    assert [row[2:] for row in held(RIZKI) if row[0] == "JHT"] == [(date(2026, 11, 2), last)]


def test_the_end_of_work_ends_all_and_a_dismissal_leaves_care_for_months(tmp_path: Path, factory: Employer) -> None:
    taken(tmp_path, factory, line(DJOKO), line(AYU, role="ANAK"), line(RIZKI))
    with system_scope():
        pay(factory)
    last = "20/11/2026"
    done = taken(
        tmp_path,
        factory,
        line(DJOKO, ends=last, cause="PHK"),
        line(RIZKI, ends=last),
        line(SITI, ends=last, cause="PHK"),
        line(RIZKI, ends="30/11/2026", cause="RESIGN"),
    )
    assert [one for one, _ in outcome(done, factory)] == [
        "TAKEN", "END_CAUSE_MISSING", "NOT_WORKING_HERE", "END_IN_FUTURE",
    ]  # fmt: skip
    with system_scope():
        layoff = evaluate("jkn.layoff", on=ON, inputs=[{"dismissed_on": date(2026, 11, 21)}])[0]
        until = layoff.values["covered_until"]
        assert [said(one) for one in (DJOKO, AYU)] == [("ACTIVE", "LAYOFF_COVER", until)] * 2
        assert said(DJOKO, "JHT")[:2] == ("ENDED", "LAID_OFF")
        # What he paid himself by the register still counts for him.
        assert said(DJOKO, "JKK")[:2] == ("ACTIVE", "GRACE")
        assert said(DJOKO, on=date(2027, 9, 1))[:2] == ("ENDED", "LAID_OFF")
        [rizki] = [one for one in workers_of(factory.party_id, ON) if one.until is None]
        act_id = uuid.uuid4()
        for _ in range(2):
            told = report_end(act_id, factory, rizki.participant_id, date(2026, 11, 25), "RESIGNED", on=ON, at=AT)
            assert told == "ENDED"
        assert said(RIZKI)[:2] == ("ENDED", "RESIGNED")


def test_both_agencies_get_their_people(tmp_path: Path, factory: Employer) -> None:
    done = taken(tmp_path, factory, line(DJOKO), line(AYU, role="ANAK"), line(BUDI))
    with acting_as(factory):
        rows = list(taken_rows(done.list_id))
    health = "".join(as_csv(file_forms()["edabu"], rows, factory.name, "PPU")).splitlines()
    work = "".join(as_csv(file_forms()["sipp"], rows, factory.name, "PPU")).splitlines()
    assert [len(health), len(work)] == [3, 2 + 1]
    assert health[2].endswith(f"{factory.name},ANAK,{nik_of(DJOKO)}")
    assert nik_of(AYU) not in "".join(work)


def test_an_unknown_employer_and_one_without_risk_hand_nothing_in(tmp_path: Path, factory: Employer) -> None:
    with pytest.raises(UnknownEmployer):
        taken(tmp_path, replace(factory, code="20009999"), line(RIZKI))
    with system_scope():
        party_of("20009003", "EMPLOYER", "UD Baru", "32.01")
        assert employer(code="20009003") is not None
        with pytest.raises(Conflict):
            enter_employer(factory.code, "Nama lain", "32.01", "sedang", "SMALL")
    with pytest.raises(EmployerUnfit):
        taken(tmp_path, replace(factory, code="20009003"), line(RIZKI))
    assert held(RIZKI) == []
