"""Do bills, instalments and notices show what is owed to who may see it, and to nobody else?"""

import uuid
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from payung.act.public import bill_month, enrol_worker, fill_outbox
from payung.ledger.public import Employer, name_uuid, outbox, participant_of, system_scope, virtual_account_of
from tests.act.billed import owe_months, rows
from tests.act.test_enrol import ON, SLAMET
from tests.act.test_payroll import SLAMET_NO, factory, line, taken

__all__ = ["factory"]
MONTH, AT = date(2026, 11, 1), datetime(2026, 11, 1, 3, tzinfo=UTC)
ENROL = (
    "INSERT INTO ledger.enrolment (enrolment_id, act_id, participant_id, subject, region_code, programme, segment,"
    " payer_id, since, pay_from, care_class, entered_by) SELECT %s, %s, participant_id, subject, region_code, 'JKN',"
    " 'PBPU', %s, '2026-01-01', '2026-01-01', 3, 0 FROM ledger.participant WHERE participant_id = %s"
)


@pytest.fixture
def owing(db: None) -> int:
    """The worker's family of the country (persons 1 to 3) owes this month and five before it; its payer."""
    from_person = {}
    with system_scope():
        for person in (1, 2, 3):
            from_person[person] = participant_of(person)
        head = from_person[1]
        virtual_account_of(participant_id=head)
        for person, participant in from_person.items():
            key = name_uuid(f"test/{person}")
            rows_affected(ENROL, [key, key, head, participant])
        subject, region = outbox.subject_of(1)
        outbox.choose_contact(subject, region, "SMS", "0812", is_allowed=True, language="id", at=AT)
    owe_months(head, "JKN", date(2026, 6, 1), 5, 105_000)
    bill_month(MONTH, as_of=MONTH, at=AT)
    return head


def rows_affected(statement: str, values: list[Any]) -> None:
    """Execute a statement that answers nothing."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_worker_sees_what_the_family_owes_and_of_what_it_is_made(owing: int, sign_in: Any) -> None:
    page = sign_in("WORKER").get("/tagihan").content.decode()
    assert "Rp630.000" in page
    assert "Dibayar negara" in page
    assert "Perpres" in page
    assert "data:image/svg+xml;base64," in page
    assert 'href="/cicilan"' in page


def test_instalments_are_offered_agreed_once_and_shown(owing: int, sign_in: Any) -> None:
    client = sign_in("WORKER")
    page = client.get("/cicilan").content.decode()
    assert "Setuju mencicil" in page
    for _ in range(2):
        assert client.post("/cicilan", {"payer": owing}).status_code == 302
    page = client.get("/cicilan").content.decode()
    assert "Setuju mencicil" not in page
    assert "Berjalan" in page
    assert rows("SELECT count(*) FROM ledger.instalment_plan") == [(1,)]
    assert client.post("/cicilan", {"payer": 999_999}).status_code == 404


def test_an_officer_finds_a_payer_and_opens_the_bills(owing: int, sign_in: Any) -> None:
    client = sign_in("BPJS")
    assert f"/tagihan/{owing}" in client.post("/tagihan/cari", {"q": "siti aminah"}, follow=True).content.decode()
    assert "Rp630.000" in client.get(f"/tagihan/{owing}").content.decode()
    assert client.get("/tagihan/999999").status_code == 404


def test_nobody_sees_the_bills_of_another_region(owing: int, sign_in: Any) -> None:
    assert sign_in("WORKER").get("/tagihan/cari").status_code == 403
    assert sign_in("HOSPITAL").get("/tagihan").status_code == 403
    assert sign_in("HOSPITAL").get("/pemberitahuan/semua").status_code == 403


def test_notices_are_shown_to_whom_they_were_told(owing: int, sign_in: Any) -> None:
    fill_outbox(as_of=date(2026, 11, 8), at=AT)
    assert "jatuh tempo" in sign_in("BPJS").get("/pemberitahuan/semua").content.decode()
    client = sign_in("WORKER")
    assert "jatuh tempo" in client.get("/pemberitahuan").content.decode()
    assert client.post("/pemberitahuan", {"channel": "SMS", "allow": "0"}).status_code == 302
    assert client.post("/pemberitahuan", {"channel": "PIGEON", "allow": "1"}).status_code == 404
    with system_scope():
        assert outbox.contacts_of(outbox.subject_of(1)[0]) == []


WITHOUT_INCOME = (
    "INSERT INTO ledger.enrolment (enrolment_id, act_id, participant_id, subject, region_code, programme, segment,"
    " payer_id, since, pay_from, sector, entered_by) SELECT uuidv7(), uuidv7(), participant_id, subject, region_code,"
    " %s, 'BPU', participant_id, '2026-01-01', '2026-01-01', 'TRADE', 0 FROM ledger.participant"
    " WHERE participant_id = %s"
)


def test_what_nobody_told_is_waited_for_and_told_once(owing: int, sign_in: Any) -> None:
    with system_scope():
        for programme in ("JKK", "JKM"):
            rows_affected(WITHOUT_INCOME, [programme, owing])
    bill_month(MONTH, as_of=MONTH, at=AT)
    address, form = "/perbaikan/belum-diketahui", {"peserta": owing, "segmen": "BPU", "act": uuid.uuid4()}
    page = sign_in("BPJS").get(address).content.decode()
    assert "Upah atau penghasilan belum diketahui" in page
    assert "peserta sendiri" in page
    assert "JKK belum ditagih" in page
    client = sign_in("WORKER")
    for wrong in ("", "banyak", "-5"):
        assert client.post(address, form | {"nilai": wrong}).status_code == 422
    assert client.post(address, form | {"nilai": "1", "peserta": "x"}).status_code == 404
    assert sign_in("HOSPITAL").post(address, form | {"nilai": "2.000.000"}).status_code == 403
    told = client.post(address, form | {"nilai": "2.000.000"})
    assert "dilengkapi dengan satu tagihan tambahan" in told.content.decode()
    assert client.post(address, form | {"nilai": "2.000.000"}).status_code == 200
    late = client.post(address, form | {"nilai": "9.000.000", "act": uuid.uuid4()})
    assert late.status_code == 409
    assert rows("SELECT count(*) FROM ledger.bill WHERE kind = 'BPU'") == [(2,)]
    assert "Rp10.000" in client.get("/tagihan").content.decode()


def test_a_servant_s_bill_says_who_pays_by_which_article_and_what_is_not_known(owing: int, sign_in: Any) -> None:
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(
            "WITH village AS (INSERT INTO ledger.party (code, kind, name, region_code) VALUES ('DESA-T', 'VILLAGE',"
            " 'Desa Cibadak', '32.01.01.2001') RETURNING party_id), who AS (INSERT INTO ledger.participant (subject,"
            " name, region_code, entered_by) VALUES ('perangkat', 'PERANGKAT DESA', '32.01.01.2001', 0)"
            " RETURNING participant_id)"
            " INSERT INTO ledger.enrolment (enrolment_id, act_id, participant_id, subject, region_code, programme,"
            " segment, party_id, since, pay_from, income_monthly_idr, entered_by)"
            " SELECT uuidv7(), uuidv7(), participant_id, 'perangkat', '32.01.01.2001', 'JKN', 'PPU_PN', party_id,"
            " '2026-01-01', '2026-01-01', 3000000, 0 FROM village, who"
        )
    bill_month(MONTH, as_of=MONTH, at=AT)
    [(bill_id,)] = rows("SELECT bill_id FROM ledger.bill JOIN ledger.party USING (party_id) WHERE code = 'DESA-T'")
    page = sign_in("BPJS").get(f"/tagihan/kelompok/{bill_id}").content.decode()
    assert "Rp150.000" in page
    assert "dipotong dari upah</dt><dd>Rp30.000" in page
    assert "Perpres 75/2019 Ps 30" in page
    assert "upah minimum kabupaten atau kota" in page


def test_a_first_bill_is_shown_before_its_lines_are_known(db: None, sign_in: Any) -> None:
    with system_scope():
        owe_months(participant_of(1), "JKN", MONTH, 1, 105_000)
    page = sign_in("WORKER").get("/tagihan").content.decode()
    assert "Rp105.000" in page
    assert "Rincian menyusul" in page


def test_a_withdrawn_bill_is_shown_with_its_reason(factory: Employer, tmp_path: Path, sign_in: Any) -> None:
    with system_scope():
        enrol_worker(uuid.uuid4(), SLAMET, on=ON, at=AT)
    taken(tmp_path, factory, line(SLAMET_NO))
    with system_scope():
        payer = participant_of(SLAMET_NO)
    client = sign_in("BPJS")
    page = client.get(f"/tagihan/{payer}").content.decode()
    assert "Tidak ada yang harus dibayar sekarang" in page
    assert "Yang ditarik kembali" in page
    assert "ditarik 26 November 2026" in page
    assert "belum dibayar ketika pemberi kerja mendaftarkan" in page
    assert "lunas 26" not in page
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    page = client.get(f"/tagihan/{payer}").content.decode()
    assert "Cover for this month never began" in page
