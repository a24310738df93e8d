"""Do officers find people, see what holds for them, and leave a trace; and never those of another region?"""

import csv
import io
from typing import Any

import pytest
from django.db import connection

from payung.ledger.public import ListLine, system_scope
from payung.web.officer.export import csv_lines, safe
from tests.country import nik_of
from tests.web.reading import text_of

pytestmark = pytest.mark.django_db


def looks() -> list[tuple[str, str, int]]:
    """The access log: action, detail, people."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute("SELECT action, detail, people FROM ledger.access ORDER BY id")
        return list(cursor.fetchall())


@pytest.mark.parametrize(
    ("typed", "found"),
    [("joko susilo", ["MOH. DJOKO SOESILO"]), ("SITI", ["SITI AMINAH", "SITI NURHALIZA"]), ("nobody here", [])],
)
def test_a_name_is_found_in_any_spelling(sign_in: Any, typed: str, found: list[str]) -> None:
    answer = sign_in("MINISTRY").post("/cari", {"q": typed}, follow=True)
    assert sorted(one.name for one in answer.context["found"]) == found
    assert ("Tidak ditemukan" in text_of(answer)) == (found == [])


def test_a_nik_is_found_and_shown_in_part(sign_in: Any) -> None:
    nik = nik_of(1)
    page = sign_in("HOSPITAL").post("/cari", {"q": f"{nik[:6]} {nik[6:12]} {nik[12:]}"}, follow=True)
    assert [one.name for one in page.context["found"]] == ["SITI AMINAH"]
    body = page.content.decode().split("<section")[1]
    assert nik not in body
    assert f"{nik[:4]}••••••••{nik[-4:]}" in body


def test_what_was_typed_is_in_no_address_and_in_no_log(sign_in: Any) -> None:
    client = sign_in("MINISTRY")
    client.post("/cari", {"q": nik_of(1)}, follow=True)
    assert looks() == [("LIST", "search by number", 1)]
    assert 'method="post"' in client.get("/cari").content.decode()
    assert "found" not in client.get("/cari?q=siti").context


@pytest.mark.parametrize(("role", "typed"), [("MINISTRY", "ab"), ("HOSPITAL", "siti aminah")])
def test_a_search_that_cannot_be_made_says_why(sign_in: Any, role: str, typed: str) -> None:
    answer = sign_in(role).post("/cari", {"q": typed}, follow=True)
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert "found" not in answer.context


def test_only_what_a_person_lacks_is_offered(sign_in: Any) -> None:
    pages = {number: sign_in("BPJS").get(f"/orang/{number}").content.decode() for number in (1, 3)}
    assert ["/daftarkan/kerja/1" in pages[1], "/daftarkan/kerja/3" in pages[3]] == [True, False]


def test_the_page_of_a_person_says_why_whose_move_and_the_price(sign_in: Any) -> None:
    text = text_of(sign_in("REGION").get("/orang/1"))
    assert "Jaminan berhenti sementara karena iuran belum dibayar. Tunggakan 5 bulan." in text
    assert "Langkah berikutnya Peserta sendiri" in text
    assert "Dasar hukum Perpres 64/2020 42(1)" in text
    assert "Bayar tunggakan Termurah Bayar sekarang Rp" in text
    assert "AYU LESTARI" in text
    assert "BPJS Kesehatan" in text
    assert nik_of(1) not in text


def test_opening_a_person_is_logged_and_the_auditor_sees_who_did(sign_in: Any) -> None:
    sign_in("REGION").get("/orang/1")
    assert ("READ", "", 1) in looks()
    text = text_of(sign_in("AUDITOR").get("/orang/1"))
    assert "region Pemerintah daerah Pelayanan" in text
    assert "region Pemerintah daerah" not in text_of(sign_in("REGION").get("/orang/1"))


def test_a_person_of_another_region_is_not_there(sign_in: Any) -> None:
    assert sign_in("REGION").get("/orang/6").status_code == 404
    assert sign_in("MINISTRY").get("/orang/6").status_code == 200


def test_a_link_of_an_older_load_leads_nowhere_rather_than_to_somebody_else(sign_in: Any) -> None:
    assert sign_in("MINISTRY").get("/orang/1?muat=1").status_code == 200
    assert sign_in("MINISTRY").get("/orang/1?muat=7").status_code == 404


def test_a_worker_is_led_to_the_own_page(sign_in: Any) -> None:
    answer = sign_in("WORKER").get("/saya", follow=True)
    assert answer.status_code == 200
    assert "Siapa yang membuka catatan ini" in text_of(answer)
    assert sign_in("MINISTRY").get("/saya").status_code == 404


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("alasan=ARREARS", ["SITI AMINAH", "MOH. DJOKO SOESILO", "AYU LESTARI"]),
        ("alasan=ARREARS&wilayah=33", []),
        ("giliran=DINSOS", ["SLAMET"]),
        ("program=JKK&wilayah=33", ["SLAMET", "MUHAMMAD RIZKI PRATAMA"]),
    ],
)
def test_the_list_is_of_those_not_active_by_choice(sign_in: Any, query: str, names: list[str]) -> None:
    answer = sign_in("MINISTRY").get(f"/daftar?{query}")
    assert [one.name for one in answer.context["rows"]] == names
    assert answer.context["count"] == len(names)


def test_a_region_lists_only_its_own(sign_in: Any) -> None:
    names = [one.name for one in sign_in("REGION").get("/daftar").context["rows"]]
    assert names == ["SITI AMINAH", "MOH. DJOKO SOESILO", "AYU LESTARI"]


@pytest.mark.parametrize("query", ["program=KIS", "alasan=X", "giliran=X", "wilayah=99", "setelah=gibberish"])
def test_a_choice_that_does_not_exist_is_not_found(sign_in: Any, query: str) -> None:
    assert sign_in("MINISTRY").get(f"/daftar?{query}").status_code == 404


def test_the_list_leaves_as_csv_and_leaves_a_trace(sign_in: Any) -> None:
    answer = sign_in("MINISTRY").get("/daftar.csv?alasan=ARREARS")
    body = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body)))
    assert [row["Nama"] for row in rows] == ["SITI AMINAH", "MOH. DJOKO SOESILO", "AYU LESTARI"]
    assert rows[0]["NIK"].count("•") == 8
    assert rows[0]["Alasan"] == "menunggak iuran"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="payung-JKN-2026-11-01.csv"'
    assert [(action, people) for action, _, people in looks()] == [("EXPORT", 3)]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_is_a_formula(start: str) -> None:
    assert safe(f"{start}1+1") == f"'{start}1+1"
    nothing = dict.fromkeys(ListLine.__dataclass_fields__)
    line = ListLine(**{**nothing, "name": f"{start}HYPERLINK(1)", "region_code": "", "programme": "JKN"})
    (row,) = csv.reader(io.StringIO("".join(list(csv_lines([line], "id"))[1:]), newline=""))
    assert row[0] == f"'{start}HYPERLINK(1)"


def test_a_harmless_cell_is_left_as_it_is() -> None:
    assert [safe(cell) for cell in ("SITI", 35_000, None, "a=b")] == ["SITI", "35000", "", "a=b"]


def test_a_search_that_finds_more_than_is_shown_says_so(sign_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("payung.web.officer.search.SHOWN", 1)
    answer = sign_in("MINISTRY").post("/cari", {"q": "siti"}, follow=True)
    assert len(answer.context["found"]) == 1
    assert "Mungkin ada lebih banyak" in text_of(answer)
