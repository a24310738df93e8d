"""Do the pages of enrolling show the law's price before anything is entered, and tell each refusal with its repair?"""

import csv
import io
import re
import uuid
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from payung.act.public import enrol_family
from payung.ledger.public import system_scope
from payung.terms.public import codes
from tests.act.test_enrol_list import HEAD, line
from tests.country import PEOPLE, nik_of
from tests.web.reading import text_of

pytestmark = pytest.mark.django_db

WORK = {"income": "Rp 2.500.000", "sector": "TRANSPORT"}


def count(table: str) -> int:
    """Rows of a table, as the machine sees them."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ledger.{table}")
        return int(cursor.fetchone()[0])


def test_a_worker_chooses_among_the_family(sign_in: Any) -> None:
    text = text_of(sign_in("WORKER").get("/daftarkan"))
    assert all(human.name in text for human in PEOPLE[:3])
    assert "Cari orang di wilayah Anda" not in text


def test_only_what_can_be_accepted_is_offered_and_the_rest_explained(sign_in: Any) -> None:
    worker = sign_in("WORKER")
    page = worker.get("/daftarkan").content.decode()
    # The mother works; the father is insured; the child is too young; the whole card owes health contributions.
    assert [f"/daftarkan/kerja/{number}" in page for number in (1, 2, 3)] == [True, False, False]
    words = text_of(worker.get("/daftarkan"))
    assert f"Jaminan kerja: {codes('refusals')['TOO_YOUNG'].plain('id')}" in words
    assert f"Kesehatan sekeluarga: {codes('refusals')['RESUME_INSTEAD'].plain('id')}" in words
    barred = worker.get("/daftarkan/kerja/3")
    assert codes("refusals")["TOO_YOUNG"].plain("id") in text_of(barred)
    assert "Lihat harganya" not in text_of(barred)


def test_the_price_is_shown_before_anything_is_entered(sign_in: Any) -> None:
    client = sign_in("WORKER")
    form = {"act": str(uuid.uuid4()), **WORK}
    shown = client.post("/daftarkan/kerja/1", form, follow=True)
    assert "Harganya menurut hukum Rp16.400 sebulan" in text_of(shown)
    assert count("enrolment") == 0
    done = client.post("/daftarkan/kerja/1", form | {"step": "confirm"})
    text = text_of(done)
    assert "Bayar ke nomor virtual ini 8888 8090 0000 0001" in text
    assert "Rp16.400" in text
    assert count("enrolment") == 2
    assert "sudah tercatat sebelumnya" in text_of(client.post("/daftarkan/kerja/1", form | {"step": "confirm"}))
    assert count("bill") == 1


def test_what_is_confirmed_is_the_price_that_was_shown(sign_in: Any) -> None:
    client = sign_in("WORKER")
    form = {"act": str(uuid.uuid4()), **WORK, "step": "confirm", "harga": "16400"}
    changed = client.post("/daftarkan/kerja/1", form | {"jht": "1"}, follow=True)
    assert "Pastikan dan daftarkan" in text_of(changed)
    assert count("enrolment") == 0
    shown = str(changed.context["price"].amount_idr)
    assert shown != "16400"
    client.post("/daftarkan/kerja/1", form | {"jht": "1", "harga": shown})
    assert count("enrolment") > 0


def test_a_form_used_for_somebody_else_changes_nothing(sign_in: Any) -> None:
    client = sign_in("BPJS")
    form = {"act": str(uuid.uuid4()), "step": "confirm", **WORK}
    client.post("/daftarkan/kerja/1", form, follow=True)
    assert client.post("/daftarkan/kerja/6", form).status_code == 409
    assert count("enrolment") == 2


@pytest.mark.parametrize(("field", "typed"), [("income", "-5"), ("income", "banyak"), ("income", ""), ("sector", "X")])
def test_what_cannot_be_read_is_told_beside_its_field(sign_in: Any, field: str, typed: str) -> None:
    answer = sign_in("WORKER").post("/daftarkan/kerja/1", {"act": str(uuid.uuid4()), **WORK, field: typed})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.content.decode()
    assert f'aria-describedby="{field}' in answer.content.decode() or f"{field}-error" in answer.content.decode()


def test_a_family_sees_each_members_reason_and_the_price_of_each_class(sign_in: Any) -> None:
    client = sign_in("BPJS")
    text = text_of(client.get("/daftarkan/kesehatan/8"))
    assert "Kelas 1" in text
    assert "Kelas 3 Rp35.000" in text
    assert "didaftarkan" in text
    form = {"act": str(uuid.uuid4())}
    assert client.post("/daftarkan/kesehatan/8", form).status_code == 422
    done = text_of(client.post("/daftarkan/kesehatan/8", form | {"care": "3"}))
    assert "begitu dibayar, paling cepat" in done
    assert "Masih anggota dan menunggak" in text_of(client.get("/daftarkan/kesehatan/1"))


def test_enrolling_a_family_twice_moves_nobody_and_is_not_told_as_done(sign_in: Any) -> None:
    client = sign_in("BPJS")
    first = client.post("/daftarkan/kesehatan/8", {"act": str(uuid.uuid4()), "care": "3"})
    second = client.post("/daftarkan/kesehatan/8", {"act": str(uuid.uuid4()), "care": "1"})
    assert (first.status_code, second.status_code) == (200, 422)
    assert "sudah terdaftar dalam program ini; tidak ada yang diubah" in text_of(second)
    assert {name: count(name) for name in ("enrolment", "family_member", "bill")} == {
        "enrolment": 1,
        "family_member": 1,
        "bill": 1,
    }


@pytest.mark.parametrize("address", ["/daftarkan/kerja/6", "/daftarkan/kesehatan/6"])
def test_nobody_out_of_scope_is_enrolled(sign_in: Any, address: str) -> None:
    for role in ("WORKER", "AGENT"):
        assert sign_in(role).get(address).status_code == 404
        assert sign_in(role).post(address, {"act": str(uuid.uuid4()), **WORK, "care": "3"}).status_code == 404


def test_an_agent_enters_somebody_and_what_is_wrong_waits_in_the_queue(sign_in: Any) -> None:
    agent = sign_in("AGENT")
    told = {"nik": "3201025506909901", "name": "Rina", "born": "15/06/1990", **WORK, "act": str(uuid.uuid4())}
    assert "Rp16.400" in text_of(agent.post("/daftarkan/kerja/baru", told, follow=True))
    answer = agent.post("/daftarkan/kerja/baru", told | {"step": "confirm"})
    done = text_of(answer)
    assert answer.status_code == 422
    assert "Belum terdaftar" in done
    assert "NIK ini tidak ada dalam data kependudukan." in done
    assert "antrean perbaikan" in done
    queue = agent.get("/perbaikan")
    assert [one.cause for one in queue.context["rows"]] == ["NIK_UNKNOWN"]
    assert "3201025506909901" not in queue.content.decode()


def test_an_attempt_is_taken_put_right_and_enrolled(sign_in: Any) -> None:
    agent, officer = sign_in("AGENT"), sign_in("BPJS")
    typed = {"nik": nik_of(1)[:-1] + "9", "name": "Siti Aminah", "born": "12/03/1984", **WORK}
    agent.post("/daftarkan/kerja/baru", typed | {"act": str(uuid.uuid4()), "step": "confirm"})
    [one] = officer.get("/perbaikan").context["rows"]
    address = f"/perbaikan/{one.attempt_id}"
    taken = officer.post(address, {"act": str(uuid.uuid4()), "step": "take"}, follow=True)
    assert "Anda yang mengerjakan." in text_of(taken)
    assert "Kini dikerjakan" in text_of(agent.get(address))
    assert officer.post(address, {"act": str(uuid.uuid4()), "step": "close", "note": ""}).status_code == 422
    still = officer.post(address, {**typed, "act": str(uuid.uuid4()), "step": "retry"})
    assert (still.status_code, still.context["still"][0]) == (422, "NIK_UNKNOWN")
    done = officer.post(address, {**typed, "nik": nik_of(1), "act": str(uuid.uuid4()), "step": "retry"})
    assert "Bayar ke nomor virtual ini" in text_of(done)
    assert "Kembali ke antrean perbaikan" in text_of(done)
    assert "Selesai: orang ini sudah terdaftar." in text_of(officer.get(address))
    assert officer.get("/perbaikan").context["rows"] == []
    assert officer.post(address, {"act": str(uuid.uuid4()), "step": "take"}).status_code == 409


def test_an_attempt_in_health_is_put_right_on_its_page(sign_in: Any) -> None:
    with system_scope():
        enrol_family(uuid.uuid4(), 8, 9, on=date(2026, 11, 26), at=datetime(2026, 11, 26, 3, tzinfo=UTC))
    officer = sign_in("BPJS")
    [one] = officer.get("/perbaikan").context["rows"]
    address = f"/perbaikan/{one.attempt_id}"
    page = officer.get(address).content.decode()
    assert 'name="care"' in page
    assert 'name="income"' not in page
    typed = {"nik": nik_of(8), "name": PEOPLE[7].name, "born": f"{PEOPLE[7].born:%d/%m/%Y}", "step": "retry"}
    for wrong in ({"care": "7"}, {"care": "3", "kk": "12"}):
        assert officer.post(address, {**typed, **wrong, "act": str(uuid.uuid4())}).status_code == 422
    assert officer.post(address, {**typed, "care": "", "act": str(uuid.uuid4())}).context["still"] == (
        "CARE_CLASS_UNKNOWN",
    )
    done = officer.post(address, {**typed, "care": "3", "act": str(uuid.uuid4())})
    assert "begitu dibayar, paling cepat" in text_of(done)
    assert count("enrolment") == 1


def upload(client: Any, *lines: str, name: str = "anggota.csv") -> Any:
    """Send a list."""
    file = SimpleUploadedFile(name, ("\n".join([HEAD, *lines]) + "\n").encode())
    return client.post("/daftarkan/berkas", {"file": file, "programme": "BPU"}, follow=True)


def test_a_list_is_answered_row_by_row_with_both_files(sign_in: Any) -> None:
    client = sign_in("COLLECTIVE")
    page = upload(client, line(1), line(4), line(6, income="-5"), line(8, name=""))
    text = text_of(page)
    assert "Baris dibaca 4 Terdaftar 1 Ditolak 3" in text
    assert "Aktif di segmen lain" in text
    assert nik_of(1) not in page.content.decode()
    address = page.request["PATH_INFO"]
    result = client.get(f"{address}/hasil.csv")
    body = b"".join(result.streaming_content).decode("utf-8-sig")
    told = list(csv.DictReader(io.StringIO(body)))
    assert [row["kode"].split(" ")[0] for row in told] == ["", "ACTIVE_ELSEWHERE", "INCOME_NEGATIVE", "NAME_MISSING"]
    assert told[1]["perbaikan"]
    for code, width in (("sipp", 33), ("edabu", 28)):
        sheet = client.get(f"{address}/{code}.csv").content.decode()
        assert [len(one) for one in csv.reader(io.StringIO(sheet))] == [width, width]
        assert client.get(f"{address}/{code}.xlsx").content.startswith(b"PK")
    assert client.get(f"{address}/other.csv").status_code == 404
    assert "anggota.csv" in text_of(client.get("/daftarkan/berkas"))


@pytest.mark.parametrize(("name", "status"), [("a.pdf", 422), ("a.xlsx", 422)])
def test_a_file_that_is_no_list_is_told_and_nothing_taken(sign_in: Any, name: str, status: int) -> None:
    answer = upload(sign_in("COLLECTIVE"), line(1), name=name)
    assert answer.status_code == status
    assert "Tidak ada yang diambil dari berkas ini" in text_of(answer)
    assert count("enrolment_list") == 0


def test_the_desk_is_told_in_plain_words(sign_in: Any) -> None:
    client = sign_in("HOSPITAL")
    typed = f"{nik_of(4)}\n{nik_of(6)}; 3374013112699999, bukan nik"
    page = client.post("/cek", {"numbers": typed, "on": "2026-11-01", "programme": "JKN"}, follow=True)
    text = text_of(page)
    assert page.context["counts"] == {"yes": 1, "no": 1, "unknown": 1}
    assert "Kementerian Sosial mengeluarkannya" in text
    assert "Giliran Dinas sosial" in text
    assert "bukan nik" in text
    answers = page.content.decode().split("<section")[1]
    assert re.findall(r"\d{16}", answers) == []
    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.parametrize("typed", ["", "siti aminah", "123"])
def test_a_question_without_a_number_is_told(sign_in: Any, typed: str) -> None:
    assert sign_in("HOSPITAL").post("/cek", {"numbers": typed, "on": "2026-11-01"}).status_code == 422


def test_from_a_persons_page_one_enrols(sign_in: Any) -> None:
    assert 'href="/daftarkan/kerja/1"' in sign_in("WORKER").get("/orang/1").content.decode()
    assert "/daftarkan/kerja/1" not in sign_in("MINISTRY").get("/orang/1").content.decode()
