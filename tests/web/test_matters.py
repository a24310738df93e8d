"""Do the board and a matter's page show what is pending, and take steps only from whom they may?"""

import uuid
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from payung.follow.public import open_shipped
from payung.ledger.public import matter as book
from payung.ledger.public import system_scope
from payung.web.ministry.matters import _people
from tests.web.reading import text_of

BOARD = "/rencana/perkara"


def arrears() -> str:
    """Address of the matter of people in arrears in the whole country."""
    with system_scope():
        (row,) = [one for one in book.matters("") if [m.reason for m in one.measures] == ["ARREARS"]]
    return f"{BOARD}/{row.matter_id}"


@pytest.mark.parametrize("address", [BOARD, f"{BOARD}?wilayah=32.01", f"{BOARD}?program=JKK"])
def test_the_board_shows_lanes(sign_in: Any, address: str) -> None:
    open_shipped(date(2026, 11, 1))
    page = sign_in("MINISTRY").get(address)
    assert page.status_code == 200
    assert page.context["board"].columns


def test_the_board_counts_the_people_who_wait(sign_in: Any) -> None:
    words = text_of(sign_in("MINISTRY").get(BOARD))
    assert "Menunggak iuran: giliran peserta sendiri 3 orang" in words
    assert "Rp700.000 sekarang" in words


@pytest.mark.parametrize("query", ["wilayah=99", "wilayah=32.01.02", "program=XXX", "sebab=XXX"])
def test_a_choice_nobody_gave_is_not_found(sign_in: Any, query: str) -> None:
    assert sign_in("MINISTRY").get(f"{BOARD}?{query}").status_code == 404


@pytest.mark.parametrize(
    ("role", "status"), [("WORKER", 403), ("HOSPITAL", 403), ("VILLAGE", 200), ("AUDITOR", 200), ("REGION", 200)]
)
def test_who_may_read_the_board(sign_in: Any, role: str, status: int) -> None:
    assert sign_in(role).get(BOARD).status_code == status


def test_an_auditor_reads_and_takes_no_step(sign_in: Any) -> None:
    client, address = sign_in("AUDITOR"), arrears()
    assert client.get(address).context["offers"] == ()
    assert client.post(f"{address}/langkah", {"langkah": "COMMENT", "kata": "x"}).status_code == 403


def test_a_step_is_taken_once_and_shown(sign_in: Any) -> None:
    client, address = sign_in("BPJS"), arrears()
    form = {"langkah": "COMMENT", "id": str(uuid.uuid4()), "kata": "Ditagih <b>hari ini</b>"}
    for _ in range(2):
        answer = client.post(f"{address}/langkah", form)
        assert (answer.status_code, answer.headers["Location"]) == (302, f"{address}#riwayat")
    page = client.get(address)
    assert len(page.context["steps"]) == 1
    assert "Ditagih &lt;b&gt;hari ini&lt;/b&gt;" in page.content.decode()


def test_a_refused_step_says_why_and_keeps_what_was_typed(sign_in: Any) -> None:
    client, address = sign_in("BPJS"), arrears()
    form = {"langkah": "COMMITMENT", "id": str(uuid.uuid4()), "menjadi": "9", "tanggal": "2026-12-01", "kata": "Nanti"}
    answer = client.post(f"{address}/langkah", form)
    assert answer.status_code == 422
    assert "lebih kecil daripada jumlah orang sekarang" in text_of(answer)
    page = answer.content.decode()
    assert 'value="9"' in page
    assert 'aria-describedby="kata-COMMITMENT-error"' in page
    assert 'id="kata-COMMITMENT-error"' in page


@pytest.mark.parametrize(
    ("typed", "number"), [("1.000", 1000), ("1 000", 1000), ("0", 0), ("seribu", None), ("", None)]
)
def test_a_count_is_read_as_people_write_it(typed: str, number: int | None) -> None:
    assert _people(typed) == number


def test_the_region_of_the_board_is_that_of_the_new_matter(sign_in: Any) -> None:
    page = sign_in("BPJS").get("/rencana/perkara/baru?wilayah=32").content.decode()
    assert '<option value="32" selected>' in page


@pytest.mark.parametrize(
    "form", [{}, {"langkah": "DANCE", "id": str(uuid.UUID(int=1))}, {"langkah": "COMMENT", "id": "x"}]
)
def test_a_form_that_is_none_is_not_found(sign_in: Any, form: dict[str, str]) -> None:
    assert sign_in("BPJS").post(f"{arrears()}/langkah", form).status_code == 404


def test_evidence_comes_back_as_a_download(sign_in: Any) -> None:
    client, address, number = sign_in("BPJS"), arrears(), str(uuid.uuid4())
    file = SimpleUploadedFile("surat.pdf", b"%PDF-1.7 isi")
    assert client.post(f"{address}/langkah", {"langkah": "EVIDENCE", "id": number, "berkas": file}).status_code == 302
    found = client.get(f"{BOARD}/bukti/{number}")
    assert found.content == b"%PDF-1.7 isi"
    assert found.headers["Content-Disposition"] == 'attachment; filename="surat.pdf"'
    # A national matter's file is not shown to a region.
    assert sign_in("REGION").get(f"{BOARD}/bukti/{number}").status_code == 404


def test_an_overdue_promise_rises_to_every_board_above_it_and_its_agency_is_told(sign_in: Any) -> None:
    with system_scope():
        (row,) = [one for one in book.matters("32.01") if [m.reason for m in one.measures] == ["ARREARS"]]
        for day in (date(2026, 10, 5), date(2026, 12, 5)):
            step = book.MatterStep(uuid.uuid4(), row.matter_id, "COMMITMENT", "BPJS_KESEHATAN", to_people=1, by_day=day)
            book.enter_step(step)
    late = "Kabupaten Bogor: BPJS Kesehatan menjanjikan 3 → 1 orang paling lambat 5 Oktober 2026; kini 3 ."
    ministry, own = sign_in("MINISTRY"), sign_in("BPJS")
    for region in ("", "32", "32.01"):
        page = ministry.get(f"{BOARD}?wilayah={region}")
        assert late in text_of(page)
        # The other still runs.
        assert len(page.context["overdue"]) == 1
    assert late not in text_of(ministry.get(f"{BOARD}?wilayah=33"))
    assert f"{late} Janji instansi Anda." in text_of(own.get("/rencana"))
    assert late not in text_of(ministry.get("/rencana"))


def test_an_agency_adds_a_matter_of_its_own(sign_in: Any) -> None:
    client = sign_in("MINISTRY")
    form = {"id": str(uuid.uuid4()), "judul": "Rapat bulanan", "uraian": "", "wilayah": "32", "program": "JKN"}
    answer = client.post(f"{BOARD}/baru", form | {"sebab": "ARREARS"})
    assert answer.status_code == 302
    page = client.get(answer.headers["Location"])
    assert page.context["matter"].people == 3
    assert page.context["matter"].holder == "KEMENKO"
    assert client.post(f"{BOARD}/baru", form | {"judul": " "}).status_code == 422


def test_a_matter_that_is_not_there(sign_in: Any) -> None:
    assert sign_in("MINISTRY").get(f"{BOARD}/{uuid.uuid4()}").status_code == 404
