"""Do the pages of decrees let each person take the lawful step only, and tell the others why not?"""

import json
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from payung.act.decree.objection import object_to
from payung.act.public import job
from payung.law.public import load_law
from payung.ledger.decree.progress import tell_progress
from payung.ledger.public import Hand, StepUnderway, step_underway, system_scope
from tests.country import AS_OF, nik_of
from tests.web.reading import text_of

SITI = 7
LIST = f"NIK\n{nik_of(SITI)}\n3374014101809999\n12\n"
FORM = {"jenis": "PBI_REMOVE", "nomor": "9/HUK/2026", "ditetapkan": "2026-11-01", "berlaku": "2026-11-15"}
FIRST_DAY = AS_OF + timedelta(days=60)


@pytest.fixture
def of(accounts: Any, db: None) -> Any:
    """A client signed in under a user's name."""

    def enter(name: str) -> Client:
        client = Client()
        user = get_user_model().objects.get(username=name)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter


@pytest.fixture
def move_to(monkeypatch: Any) -> Any:
    """Let the pages act on another day."""

    def move(day: date) -> None:
        for module in ("decree", "decree_upload", "objection", "reactivation", "person"):
            monkeypatch.setattr(f"payung.web.officer.{module}.acting_day", lambda: day)

    return move


def upload(client: Client, **changes: str) -> Any:
    """Hand a list in."""
    file = SimpleUploadedFile("daftar.csv", changes.pop("content", LIST).encode())
    return client.post("/kerja/keputusan/baru", FORM | changes | {"berkas": file})


def message(client: Client, address: str) -> str:
    """What the page says after a step."""
    return client.get(address).content.decode()


def test_a_decree_goes_from_hand_to_hand(of: Any, move_to: Any) -> None:
    maker, second, hospital = of("ministry"), of("ministry2"), of("hospital")
    place = upload(maker).headers["Location"]
    page = maker.get(place).content.decode()
    assert "Menunggu orang kedua" in page
    assert "SITI NURHALIZA" in page
    assert "NIK bukan 16 angka" in page
    assert "Penyiap tidak boleh memeriksa" in told(maker, place, "periksa")
    assert "Nyatakan sudah diperiksa" in second.get(place).content.decode()
    assert "Diperiksa orang kedua" in told(second, place, "periksa")
    assert "Orangnya belum diberi tahu" in told(second, place, "berlakukan")
    assert "berlaku paling cepat 31 Desember 2026" in told(maker, place, "beritahu")
    assert "Belum tiba harinya" in told(second, place, "berlakukan")
    assert "Keputusan 9/HUK/2026 berlaku paling cepat 31 Desember 2026" in message(hospital, f"/orang/{SITI}")
    move_to(FIRST_DAY)
    assert "Dari daftar sampai dibayari lagi" in told(second, place, "berlakukan")
    page = message(hospital, f"/orang/{SITI}")
    assert "Dikeluarkan dari daftar PBI" in page
    assert "status-ENDED" in page
    assert "Iuran Anda dibayar negara" not in page
    asked = hospital.post("/kerja/reaktivasi/buka", {"orang": SITI}).headers["Location"]
    assert "Langkah yang Anda pegang" in message(hospital, "/kerja/reaktivasi")
    assert "(Permensos 3/2026 Ps 20)" in message(hospital, asked)
    hospital.post(f"{asked}/langkah", {"hasil": "selesai", "langkah": "1"})
    assert "Giliran dinas sosial" in message(hospital, asked)
    assert "Langkah ini dipegang pihak lain" in told(hospital, asked, "langkah", hasil="selesai", langkah="2")
    assert "Langkah ini sudah ditutup" in told(hospital, asked, "langkah", hasil="selesai", langkah="1")
    second.post(f"{place}/batalkan", {"alasan": "salah daftar"})
    assert "salah daftar" in message(second, place)


def told(client: Client, place: str, step: str, **values: str) -> str:
    """The page that follows a step."""
    answer = client.post(f"{place}/{step}", values)
    assert answer.status_code == 302
    return message(client, answer.headers["Location"])


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"kuota": "banyak"}, "Kuota bukan angka"),
        ({"ditetapkan": "kemarin"}, "Tanggal penetapan tidak terbaca"),
        ({"content": ""}, "Daftar kosong"),
        ({"content": "nama\nx\n"}, "Tidak ada kolom NIK"),
        ({"berlaku": ""}, "Tanpa tanggal berlaku"),
        ({"berlaku": "2026-10-01"}, "Keputusan tidak berlaku surut"),
        ({"nomor": " "}, "Tanpa nomor keputusan"),
        ({"content": "NIK\n3374014101809999\n"}, "orang tidak ditemukan"),
        ({"jenis": "REGION_STOP"}, "Berkas tidak terbaca"),
    ],
)
def test_a_wrong_list_gives_the_form_again_and_what_to_do(of: Any, changes: dict[str, str], says: str) -> None:
    answer = upload(of("ministry"), **changes)
    assert answer.status_code == 422
    assert says.lower() in answer.content.decode().lower()


def test_a_list_too_large_for_a_page_says_where_it_is_taken(of: Any, monkeypatch: Any) -> None:
    maker = of("ministry")
    form = maker.get("/kerja/keputusan/baru").content.decode()
    assert 'data-bytes-most="20971520"' in form
    monkeypatch.setattr("payung.web.officer.decree_upload.ROWS_MOST", 1)
    answer = upload(maker, content=f"NIK\n{nik_of(SITI)}\n1\n")
    assert answer.status_code == 422
    assert "payung decree prepare" in answer.content.decode()
    monkeypatch.setattr("payung.web.upload.REQUEST_BYTES_MAX", 100)
    answer = upload(maker)
    assert answer.status_code == 413
    assert "payung decree prepare" in answer.content.decode()


def test_an_objection_is_filed_from_the_persons_page_and_decided_by_another(of: Any) -> None:
    maker, second, village = of("ministry"), of("ministry2"), of("village")
    place = upload(maker).headers["Location"]
    second.post(f"{place}/periksa")
    maker.post(f"{place}/beritahu")
    filed = {"orang": SITI, "dasar": "STILL_POOR", "bukti": "rumah bambu"}
    assert village.post(f"{place}/sanggah", filed).status_code == 302
    assert "Tidak ada sanggahan yang menunggu" in message(maker, "/kerja/sanggahan")  # she lives in another village
    assert maker.post(f"{place}/sanggah", filed).status_code == 403
    for step in ("periksa", "berlakukan", "batalkan", "tarik"):
        assert of("region").post(f"{place}/{step}", {"alasan": "x"}).status_code == 403
    assert village.post(f"{place}/sanggah", filed | {"dasar": "WHIM"}).status_code == 404


def test_a_persons_page_says_first_what_a_decree_will_do_and_what_became_of_the_objection(of: Any) -> None:
    maker, second = of("ministry"), of("ministry2")
    place = upload(maker).headers["Location"]
    second.post(f"{place}/periksa")
    maker.post(f"{place}/beritahu")
    told = text_of(maker.get(f"/orang/{SITI}"))
    assert "Keputusan 9/HUK/2026 akan mengeluarkan orang ini dari daftar" in told
    assert "Bila keliru, ajukan sanggahan sampai" in told
    assert "Tidak ada yang perlu dilakukan sekarang" not in told
    filed = {"ground": "STILL_POOR", "evidence": "rumah bambu", "on": AS_OF, "by": Hand(99, "desa"), "law": load_law()}
    with system_scope():
        step = object_to(UUID(place.rpartition("/")[2]), SITI, **filed)
    told = text_of(maker.get(f"/orang/{SITI}"))
    assert "Sanggahan diajukan 1 November 2026 oleh desa. Masih miskin atau rentan: rumah bambu." in told
    assert "Diputus paling lambat" in told
    second.post(f"/kerja/sanggahan/{step.objection_id}", {"putusan": "tolak", "alasan": "desil 8"})
    assert "Ditolak, 1 November 2026: desil 8." in text_of(maker.get(f"/orang/{SITI}"))


@pytest.mark.parametrize(
    ("user", "address", "status"),
    [
        ("worker", "/kerja/keputusan", 403),
        ("hospital", "/kerja/keputusan", 403),
        ("village", "/kerja/keputusan", 200),
        ("village", "/kerja/keputusan/baru", 403),
        ("region", "/kerja/keputusan/baru", 200),
        ("auditor", "/kerja/sanggahan", 200),
        ("auditor", "/kerja/reaktivasi", 403),
        ("bpjs", "/kerja/reaktivasi", 200),
        ("ministry", "/kerja/keputusan/00000000-0000-4000-8000-000000000001", 404),
        ("ministry", "/kerja/reaktivasi/00000000-0000-4000-8000-000000000001", 404),
    ],
)
def test_who_may_open_what(of: Any, user: str, address: str, status: int) -> None:
    assert of(user).get(address).status_code == status


def test_a_step_of_a_long_list_is_a_workers_and_the_page_tells_how_far_it_is(
    of: Any, move_to: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    maker, second = of("ministry"), of("ministry2")
    place = upload(maker).headers["Location"]
    told(second, place, "periksa")
    monkeypatch.setattr("payung.web.officer.decree.ROWS_AT_ONCE", 2)
    # What is not lawful is refused at once, and nothing is handed over.
    assert "Orangnya belum diberi tahu" in told(second, place, "berlakukan")
    assert jobs() == []
    for _ in range(2):
        page = told(maker, place, "beritahu")
        assert "menunggu giliran" in page
        assert "Diminta ministry." in page
        assert "Beri tahu 1 orang" not in page
    [(step, state)] = jobs()
    assert (step["step"], state) == ("NOTICED", "todo")
    part = maker.get(f"{place}/langkah")
    assert "menunggu giliran" in text_of(part)
    assert "<html" not in part.content.decode()
    decree_id = UUID(step["decree_id"])
    with system_scope(), connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
        tell_progress(decree_id, 1, 3)
        # Of its sessions the base tells a transaction, which a test is one, the same each time.
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        underway = step_underway(decree_id)
    assert underway == StepUnderway("NOTICED", "ministry", "doing", 33)
    job.decree_step(**step)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded'")
    ended = maker.get(f"{place}/langkah")
    assert (ended.content, ended.headers["HX-Refresh"]) == (b"", "true")
    assert "berlaku paling cepat 31 Desember 2026" in maker.get(place).content.decode()
    # Asked once more it was done before; and one that became unlawful meanwhile is told, with nothing changed.
    assert "berlaku paling cepat" in told(maker, place, "beritahu")
    move_to(FIRST_DAY)
    assert "menunggu giliran" in told(second, place, "berlakukan")
    told(maker, place, "tarik", alasan="salah daftar")
    [_, (step, _)] = jobs()
    with pytest.raises(job.StepRefused, match="ENDED"):
        job.decree_step(**step)
    as_ended("failed")
    page = maker.get(place).content.decode()
    assert "tidak jadi, dan tidak ada yang berubah" in page
    assert maker.get(f"{place}/langkah").headers["HX-Refresh"] == "true"


def test_a_long_list_is_matched_by_a_worker_and_a_refusal_is_told_to_who_handed_it_in(
    of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    maker, second = of("ministry"), of("ministry2")
    monkeypatch.setattr("payung.web.officer.decree_upload.ROWS_AT_ONCE", 2)
    # What needs no figures of the rows is said at once.
    assert "Tanpa tanggal berlaku" in upload(maker, berlaku="").content.decode()
    place = upload(maker).headers["Location"]
    assert upload(maker).headers["Location"] == place
    assert "Nomor sudah dipakai" in text_of(upload(second))
    [(step, state)] = jobs()
    assert (step["step"], state) == ("PREPARED", "todo")
    assert "menunggu giliran" in text_of(maker.get(place))
    assert "menunggu giliran" in text_of(maker.get(f"{place}/langkah"))
    # Of a decree that is not entered nobody else is told.
    assert [second.get(address).status_code for address in (place, f"{place}/langkah")] == [404, 404]
    [kept] = (settings.DATA_DIR / "decree-lists").iterdir()
    assert oct(kept.stat().st_mode)[-3:] == "600"
    assert int(nik_of(SITI) or 0).to_bytes(8, "little") not in kept.read_bytes()
    job.decree_step(**step)
    assert list((settings.DATA_DIR / "decree-lists").iterdir()) == []
    # A worker that was killed before it could say that it was done does it again: nothing is there to do.
    job.decree_step(**step)
    as_ended("succeeded")
    page = maker.get(place).content.decode()
    assert "SITI NURHALIZA" in page
    assert "Menunggu orang kedua" in page

    refused = upload(maker, nomor="10/HUK/2026", content="NIK\n12\n13\n14\n").headers["Location"]
    with pytest.raises(job.StepRefused, match="NOBODY_TAKEN"):
        job.decree_step(**jobs()[-1][0])
    as_ended("failed")
    words = text_of(maker.get(refused))
    assert "Tidak ada baris yang dapat dipakai" in words
    assert "NIK bukan 16 angka: 3" in words
    assert "Serahkan daftar lagi" in words
    assert second.get(refused).status_code == 404
    assert maker.get(f"{refused}/langkah").headers["HX-Refresh"] == "true"
    # Handed in again, the answer of before is forgotten.
    upload(maker, nomor="10/HUK/2026")
    assert "menunggu giliran" in text_of(maker.get(refused))
    (settings.DATA_DIR / "decree-lists" / f"{refused.rpartition('/')[2]}.list").unlink()


def as_ended(state: str) -> None:
    """The job of before has ended like this."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE status = 'todo'", [state])


def jobs() -> list[tuple[dict[str, Any], str]]:
    """What was handed over, and its state; the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT args, status::text FROM procrastinate_jobs WHERE task_name = 'decree_step' ORDER BY id")
        return [(json.loads(args) if isinstance(args, str) else args, state) for args, state in cursor.fetchall()]
