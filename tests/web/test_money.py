"""Does the page of money show what waits and what balances, and does it put right what may be put right?"""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from payung.act.public import collect, inquire
from payung.ledger.public import system_scope
from payung.web.officer import money
from tests.act.payers import CHANNEL, account_no, write_payers
from tests.act.test_reconcile import told
from tests.web.reading import text_of

HEAD = "line_id,booked_on,value_on,kind,service,reference,virtual_account,amount_idr"
DAY = date(2026, 11, 9)
DUE_IDR = 16_800
NOBODY = 99


@pytest.fixture
def waiting(db: None) -> str:
    """A paid bill, and a payment for an account nobody has; the address that gives it to somebody."""
    now = datetime.now(UTC)
    with system_scope(), connection.cursor() as cursor:
        write_payers(cursor, 10, amount_idr=DUE_IDR)
    collect(told("R1", 1), at=now)
    payment = collect(told("R2", NOBODY), at=now).payment_id
    return f"/uang/titipan/{payment}"


def statement(*rows: str, name: str = "bank.csv", separator: str = ",") -> SimpleUploadedFile:
    """A bank's statement of the day of the payments."""
    lines = [HEAD, *(f"{row.split('|')[0]},{DAY},{DAY},{row.split('|')[1]}" for row in rows)]
    return SimpleUploadedFile(name, "\n".join(lines).replace(",", separator).encode())


def sent(client: Any, upload: Any, bank: str = CHANNEL, until: str = DAY.isoformat()) -> Any:
    """The answer to a statement."""
    return client.post("/uang/rekening-koran", {"bank": bank, "sampai": until, "rekening": upload})


def test_the_page_shows_that_the_books_balance_and_what_waits(sign_in: Any, waiting: str) -> None:
    page = sign_in("BPJS").get("/uang")
    words = text_of(page)
    assert "Buku seimbang: jumlah semua saldo nol." in words
    assert (page.context["balance_idr"], page.context["debit_idr"]) == (0, page.context["credit_idr"])
    assert page.context["waiting"].count == 1
    assert f"Rekening yang disebut {account_no(NOBODY)}" in words
    assert "Tanyakan kepada bank siapa pembayarnya" in words


def test_empty_books_are_said_to_be_empty(sign_in: Any) -> None:
    words = text_of(sign_in("BPJS").get("/uang"))
    assert "Belum ada pembukuan." in words
    assert "Tidak ada. Semua uang yang masuk sudah jelas milik siapa." in words


@pytest.mark.parametrize(
    ("role", "read", "write"), [("BPJS", 200, 422), ("CHECKER", 200, 403), ("VILLAGE", 403, 403), ("WORKER", 403, 403)]
)
def test_who_may_read_and_who_may_reconcile(sign_in: Any, role: str, read: int, write: int) -> None:
    client = sign_in(role)
    assert client.get("/uang").status_code == read
    assert client.get("/uang/jurnal.csv").status_code == read
    assert client.post("/uang/rekening-koran").status_code == write
    assert client.post("/uang/titipan/00000000-0000-4000-8000-000000000001", {"rekening": "1"}).status_code == write


def test_who_reads_for_a_region_is_told_that_the_books_are_one(sign_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(money, "profile_of", lambda _: SimpleNamespace(region_code="32.01"))
    client = sign_in("BPJS")
    assert "Buku ini satu untuk seluruh negeri" in text_of(client.get("/uang"))
    assert client.get("/uang/jurnal.csv").status_code == 404


def test_money_that_waits_is_proposed_by_one_and_given_by_another(sign_in: Any, waiting: str) -> None:
    maker = sign_in("BPJS")
    why = {"alasan": "Bukti setor menyebut namanya."}
    refused = maker.post(waiting, {"rekening": account_no(77)} | why)
    assert refused.status_code == 422
    assert "Nomor rekening virtual itu tidak dikenal" in text_of(refused)
    assert "Tulis alasannya" in text_of(maker.post(waiting, {"rekening": account_no(2)}))
    proposed = maker.post(waiting, {"rekening": f" {account_no(2)} "} | why, follow=True)
    words = text_of(proposed)
    assert f"Usulan ke rekening {account_no(2)} menunggu pemeriksa." in words
    assert "Usulan Anda; orang lain yang memeriksanya." in words
    assert "Setujui" not in words
    assert inquire(account_no(2)).amount_idr == DUE_IDR
    [one] = proposed.context["suspense"]
    address = f"/uang/usulan/{one['open'].proposal_id}"
    assert maker.post(address, {"putusan": "APPROVED"}).status_code == 403
    checker = sign_in("CHECKER")
    assert "Bukti setor menyebut namanya. Catatan" in text_of(checker.get("/uang"))
    assert checker.post(address, {"putusan": "MAYBE"}).status_code == 404
    assert "Tulis alasannya" in text_of(checker.post(address, {"putusan": "RETURNED"}))
    given = checker.post(address, {"putusan": "APPROVED"}, follow=True)
    assert "Disetujui: uang itu kini ada di rekening yang diusulkan." in text_of(given)
    assert inquire(account_no(2)).amount_idr == 0
    again = checker.post(address, {"putusan": "APPROVED"})
    assert (again.status_code, "sudah diperiksa orang lain" in text_of(again)) == (422, True)
    late = sign_in("BPJS").post(waiting, {"rekening": account_no(3)} | why)
    assert (late.status_code, "tidak lagi menunggu" in text_of(late)) == (422, True)


def test_a_proposal_that_was_returned_tells_its_maker_why(sign_in: Any, waiting: str) -> None:
    sign_in("BPJS").post(waiting, {"rekening": account_no(2), "alasan": "Kira-kira."})
    checker = sign_in("CHECKER")
    [one] = checker.get("/uang").context["suspense"]
    back = {"putusan": "RETURNED", "catatan": "Mintalah bukti setornya."}
    checker.post(f"/uang/usulan/{one['open'].proposal_id}", back)
    words = text_of(sign_in("BPJS").get("/uang"))
    assert "dikembalikan" in words
    assert "Mintalah bukti setornya." in words
    assert "Usulkan" in words


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_statement_puts_the_books_right(sign_in: Any, waiting: str, separator: str) -> None:
    client = sign_in("BPJS")
    rows = [
        f"L1|CREDIT,VA,R1,{account_no(1)},{DUE_IDR}",
        f"L2|CREDIT,VA,R9,{account_no(3)},{DUE_IDR}",
        "L3|GIFT,VA,R,1,1",
    ]
    page = sent(client, statement(*rows, separator=separator))
    words = text_of(page)
    assert page.status_code == 200
    assert page.context["found"].findings == {"EXTRA": 1, "MISSING": 1}
    assert "1 baris tidak terbaca" in words
    assert inquire(account_no(3)).amount_idr == 0
    assert sent(client, statement(*rows, separator=separator)).context["found"].findings == {}
    changed = statement(f"L1|CREDIT,VA,R1,{account_no(1)},5")
    assert "Baris ini pernah dikirim bank dengan isi lain" in text_of(sent(client, changed))
    assert client.get("/uang").context["missing"].count == 1


@pytest.mark.parametrize(
    ("bank", "until", "content"),
    [
        ("", "2026-11-09", b"x"),
        ("B A", "2026-11-09", b"x"),
        (CHANNEL, "", b"x"),
        (CHANNEL, "2026-11-09", b""),
        (CHANNEL, "2026-11-09", b"a,b\n1,2\n"),
        (CHANNEL, "2026-11-09", b"\xff\xfe"),
    ],
)
def test_what_is_no_statement_is_refused_with_what_to_do(sign_in: Any, bank: str, until: str, content: bytes) -> None:
    page = sent(sign_in("BPJS"), SimpleUploadedFile("b.csv", content), bank, until)
    assert (page.status_code, bool(page.context["problem"])) == (422, True)


def test_the_journal_of_a_day_holds_every_posting_once(sign_in: Any, waiting: str) -> None:
    client = sign_in("BPJS")
    today = client.get("/uang").context["today"]
    text = b"".join(client.get(f"/uang/jurnal.csv?hari={today}").streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert sorted(row["kind"] for row in rows) == ["RECEIPT", "RECEIPT", "SETTLE"]
    assert {row["debit_holder"] for row in rows if row["kind"] == "RECEIPT"} == {CHANNEL}
    assert client.get("/uang").context["day_total"].count == 3
    before = today - timedelta(days=1)
    assert b"".join(client.get(f"/uang/jurnal.csv?hari={before}").streaming_content).decode().count("\n") == 1
