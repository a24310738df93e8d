"""Do the pages on which an act is worked hold in a real browser, with rows in every state, narrow and wide?"""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection, connections

from payung.act.decree.appoint import Handed, prepare
from payung.act.decree.named import DecreeList
from payung.act.public import (
    Filing,
    Payee,
    bill_month,
    change_employer,
    check,
    enrol_family,
    file_claim,
    name_payee,
    notify,
    propose,
)
from payung.law.public import load_law
from payung.ledger.public import (
    DemoAccount,
    Hand,
    charge_late_fees,
    claim_file,
    ensure_demo_accounts,
    enter_employer,
    outbox,
    participant_of,
    party_of,
    system_scope,
)
from payung.ledger.reader.scope import Scope, newest_generation, within
from tests.conftest import copy_base, point_to
from tests.country import nik_of
from tests.web.conftest import pages_served
from tests.web.test_browser import SIZES, assert_holds

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ON, AT = date(2026, 11, 2), datetime(2026, 11, 2, 3, tzinfo=UTC)
TOLD = {"event": "WORK_ACCIDENT", "land_cost_idr": 6_000_000}


@pytest.fixture
def worked(server: Any, country_template: str, django_db_blocker: Any) -> Iterator[tuple[DemoAccount, str, list[str]]]:
    """A base of its own with an act in every state; an officer's account, where it is served, and the pages."""
    with django_db_blocker.unblock():
        before = connections.settings["default"]["NAME"]
        name = copy_base(server, country_template)
        point_to(name)
        [officer] = [one for one in ensure_demo_accounts() if one.username == "bpjs"]
        paths = [*_claims(), *_attempt(), *_decree(), *_notices(), *_untold(), *_employer()]
        with pages_served() as address:
            yield officer, address, paths
        point_to(before)
        with psycopg.connect(server.url("admin", "postgres"), autocommit=True) as admin:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _claims() -> list[str]:
    """One that waits for its papers, with an account that was changed, and one that was refused."""
    open_one, refused = uuid.uuid4(), uuid.uuid4()
    with _as(3, "BPJS"):
        file_claim(Filing(open_one, 2, "JKK_TRANSPORT", date(2026, 8, 1), TOLD), on=ON, at=AT)
        file_claim(Filing(refused, 2, "JKK_TRANSPORT", date(2026, 10, 20), TOLD), on=ON, at=AT)
        for number in ("1234567890", "9998887776"):
            name_payee(uuid.uuid4(), open_one, Payee("DJOKO", "SELF", "BRI", number), at=AT)
        propose(uuid.uuid4(), refused, confirmed={}, on=ON, at=AT)
    with _as(4, "CHECKER"):
        found = claim_file(refused, AT)
        assert found is not None
        assert found.decision is not None
        check(uuid.uuid4(), found.decision.decision_id, refused, verdict="APPROVED", on=ON, at=AT)
    return ["/klaim", "/klaim/orang/2", "/klaim/orang/2/biaya-angkut", f"/klaim/{open_one}", f"/klaim/{refused}"]


def _attempt() -> list[str]:
    with system_scope():
        [attempt_id] = enrol_family(uuid.uuid4(), 8, 9, on=ON, at=AT).attempt_ids
    return ["/perbaikan", f"/perbaikan/{attempt_id}", "/daftarkan/berkas"]


def _decree() -> list[str]:
    said = Handed(number="7/HUK/2026", kind="PBI_REMOVE", decided_on=ON, effective_on=date(2026, 12, 1))
    step = prepare(said, DecreeList("x.csv", bytes(32), (nik_of(7), None)), on=ON, by=Hand(9, "x"), law=load_law())
    return [f"/kerja/keputusan/{step.decree_id}"]


def _notices() -> list[str]:
    with system_scope():
        facts = {"programme": "JKN", "since": "2026-11-01", "reason": "ARREARS", "route": "PAY_ARREARS"}
        notify(*outbox.subject_of(1), "COVER_ENDED", "JKN/2026-11-01", facts, at=AT)
    return ["/pemberitahuan/semua"]


def _untold() -> list[str]:
    """A worker whose income nobody told, and one whose class of care; the bill of a village for its officer."""
    with system_scope(), connection.cursor() as cursor:
        village = party_of("DESA-T", "VILLAGE", "Desa Cibadak", "32.01.01.2001")
        for person, programme, segment, party in (
            *((1, "JKK", "BPU", None), (2, "JKN", "PBPU", None), (3, "JKN", "PPU_PN", village)),
            (1, "JKM", "BPU", None),
        ):
            participant = participant_of(person)
            cursor.execute(
                "INSERT INTO ledger.enrolment (enrolment_id, act_id, participant_id, subject, region_code, programme,"
                " segment, payer_id, party_id, since, pay_from, income_monthly_idr, sector, entered_by)"
                " SELECT uuidv7(), uuidv7(), participant_id, subject, region_code, %s, %s, %s, %s, %s, %s, %s, 'TRADE',"
                " 0 FROM ledger.participant WHERE participant_id = %s",
                [
                    *(programme, segment, None if party else participant, party, ON, ON),
                    *(3_000_000 if party else None, participant),
                ],
            )
        bill_month(ON.replace(day=1), as_of=ON, at=AT)
        cursor.execute("SELECT bill_id FROM ledger.bill WHERE party_id = %s", [village])
        return ["/perbaikan/belum-diketahui", f"/tagihan/kelompok/{cursor.fetchone()[0]}"]


def _employer() -> list[str]:
    """An employer whose group of risk changed, and whose change was corrected."""
    with system_scope():
        by = enter_employer("20009501", "PT Berubah", "32.01", "sedang", "SMALL")
        for risk in ("sangat_tinggi", "tinggi"):
            told = change_employer(uuid.uuid4(), by, date(2026, 12, 1), risk, "MEDIUM_LARGE", on=ON, at=AT)
            assert told == "CHANGED"
    return ["/pemberi-kerja", "/pemberi-kerja/20009501", "/pemberi-kerja/20009501/data", *_late(by.party_id)]


def _late(party_id: int) -> list[str]:
    """A contribution of an employer that is three months late, its fees on two bills, and the list of bills."""
    with system_scope(), connection.cursor() as cursor:
        contribution, worker = uuid.uuid4(), participant_of(1)
        cursor.execute(
            "INSERT INTO ledger.bill (bill_id, party_id, kind, month, due_on, amount_idr, recorded_at)"
            " VALUES (%s, %s, 'PU', '2026-06-01', '2026-07-15', 342000, '2026-06-01')",
            [contribution, party_id],
        )
        cursor.execute(
            "INSERT INTO ledger.bill_line (bill_id, participant_id, programme, gross_idr, relief_idr, state_idr,"
            " region_idr, amount_idr, worker_idr) VALUES (%s, %s, 'JHT', 342000, 0, 0, 0, 342000, 120000)",
            [contribution, worker],
        )
        for day in (date(2026, 9, 20), ON):
            assert charge_late_fees(day, AT).bills == 1
        cursor.execute("SELECT bill_id FROM ledger.bill WHERE party_id = %s AND kind = 'LATE_FEE'", [party_id])
        bills = [contribution, *(bill_id for (bill_id,) in cursor.fetchall())]
        return ["/tagihan/cari", *(f"/tagihan/kelompok/{bill_id}" for bill_id in bills)]


def _as(user: int, role: str) -> Any:
    return within(Scope(user, role.lower(), role, "SERVICE", newest_generation(), ""))


def test_pages_of_acts_hold_whatever_stands_on_them(browser: Any, worked: tuple[DemoAccount, str, list[str]]) -> None:
    officer, address, paths = worked
    axe, context = Axe(), browser.new_context()
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
    page.goto(f"{address}/akun/login/")
    page.fill("input[name=login]", officer.username)
    page.fill("input[name=password]", officer.password)
    page.click("main button")
    page.wait_for_url(f"{address}/")
    for path in paths:
        for width, height in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            assert page.goto(address + path).status == 200, path
            assert_holds(page, axe, path)
    context.close()
