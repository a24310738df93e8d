"""Are plans asked by those who may, answered from the tables on disk, and is a bad question told on the page?"""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape

from payung.cli.pack import OPTIONS
from payung.follow.public import pack_pdf, shipped_options
from payung.law.public import load_law
from payung.ledger.public import system_scope
from payung.plan.public import numbers_in_force, presets
from payung.web.planner import kept_decree, region, scenario
from payung.web.planner.scenario_form import LEVERS
from tests.plan.small import nik_of, write_small
from tests.web.reading import text_of

HEAD = "nik,tindakan,tanggal_berlaku,pembayar\n"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the tables of a few families."""
    folder = tmp_path_factory.mktemp("data")
    write_small(folder / "tables")
    return folder


@pytest.fixture(autouse=True)
def at(data: Path, settings: Any) -> None:
    """The pages look into this data folder, and remember nothing of another."""
    settings.DATA_DIR = data
    scenario._outcome.cache_clear()
    region._answer.cache_clear()


def hand_in(client: Any, text: str, days: str = "60") -> Any:
    """A list handed in."""
    return client.post("/rencana/keputusan", {"daftar": SimpleUploadedFile("daftar.csv", text.encode()), "hari": days})


def lines(*numbers: int, action: str = "HAPUS") -> str:
    """A list over these people."""
    return HEAD + "".join(f"{nik_of(number)},{action},2027-02-01,APBN\n" for number in numbers)


def test_page_button_and_command_show_the_same_options(sign_in: Any, data: Path) -> None:
    client = sign_in("MINISTRY")
    page = client.get("/rencana/paket?wilayah=")
    button = client.get("/rencana/paket.id.pdf?wilayah=").content
    shipped = shipped_options(data / "tables", data / OPTIONS)
    assert [one["name"] for one in page.context["pack"]["options"]] == [one["id"]["name"] for one in shipped]
    assert len(shipped) == sum(one.is_option for one in presets().values()) > 1
    words = text_of(client.get("/rencana/paket?wilayah="))
    for option in shipped:
        for row in option["id"]["rows"]:
            assert row["value"] in words
            assert row["span"] in words
        assert option["id"]["assumed"][0] in words
    with system_scope():
        assert pack_pdf("id", options=shipped) == button
    shutil.rmtree(data / OPTIONS)
    assert client.get("/rencana/paket.id.pdf?wilayah=").content == button


@pytest.mark.parametrize("address", ["/rencana/keputusan", "/rencana/skenario", "/rencana/wilayah"])
@pytest.mark.parametrize(("role", "status"), [("MINISTRY", 200), ("REGION", 200), ("AUDITOR", 200), ("WORKER", 403)])
def test_who_may_plan(sign_in: Any, address: str, role: str, status: int) -> None:
    assert sign_in(role).get(address).status_code == status


def test_a_list_is_tried_and_its_answer_read(sign_in: Any) -> None:
    client = sign_in("MINISTRY")
    answer = hand_in(client, lines(1, 2, 3, 4, 5))
    assert answer.status_code == 302
    words = text_of(client.get(answer.headers["Location"]))
    assert "Gagal ginjal (cuci darah) 1 1" in words
    assert "Daftar ini memenuhi kuota." in words
    assert "3 Desember 2026" in words
    assert hand_in(client, lines(1, 2, 3, 4, 5)).headers["Location"] == answer.headers["Location"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nik,tanggal_berlaku\n1,2027-02-01\n", "Tidak ada kolom tindakan."),
        ("nik,tindakan\n1,HAPUS\n", "Tidak ada tanggal berlaku."),
        ("", "Daftar kosong."),
    ],
)
def test_a_bad_list_is_told_and_kept_nowhere(sign_in: Any, data: Path, text: str, words: str) -> None:
    kept = list((data / "plan" / "decree").glob("*")) if (data / "plan").exists() else []
    answer = hand_in(sign_in("MINISTRY"), text)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert (list((data / "plan" / "decree").glob("*")) if (data / "plan").exists() else []) == kept


def test_a_refused_list_says_so(sign_in: Any) -> None:
    client = sign_in("MINISTRY")
    words = text_of(client.get(hand_in(client, lines(11, action="TAMBAH")).headers["Location"]))
    assert "Daftar ini tidak dapat dijalankan." in words
    assert "Melebihi kuota kabupaten atau kota." in words


def test_the_better_list_is_made_and_taken_home_as_a_decree(sign_in: Any) -> None:
    client = sign_in("MINISTRY")
    address = hand_in(client, lines(1, 4)).headers["Location"]
    assert client.post(f"{address}/lebih-baik").status_code == 302
    kept_decree._solver.submit(lambda: None).result(timeout=60)
    assert "Dalam perawatan, kehilangan jaminan 1 0" in text_of(client.get(address))
    taken = b"".join(client.get(f"{address}/better_rows.csv").streaming_content).decode("utf-8-sig")
    assert taken.splitlines()[0] == "nik,action,effective_on,payer"
    assert nik_of(1) not in taken
    assert hand_in(client, taken).status_code == 302


def test_a_list_is_seen_by_who_handed_it_in_and_by_the_nation(sign_in: Any) -> None:
    address = hand_in(sign_in("REGION"), lines(15)).headers["Location"]
    assert sign_in("MINISTRY").get(address).status_code == 200
    other = hand_in(sign_in("MINISTRY"), lines(16)).headers["Location"]
    assert sign_in("REGION").get(other).status_code == 404
    assert sign_in("MINISTRY").get("/rencana/keputusan/tidakada").status_code == 404
    assert sign_in("MINISTRY").get(f"{other}/persons.csv").status_code == 404


def test_people_leave_only_by_who_may_export(sign_in: Any) -> None:
    address = hand_in(sign_in("AUDITOR"), lines(2)).headers["Location"]
    assert sign_in("AUDITOR").get(f"{address}/decree_regions.csv").status_code == 200
    assert sign_in("AUDITOR").get(f"{address}/decree_hits.csv").status_code == 403


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "Belum ada yang diubah."),
        ("?contoh=kuota", "Kuota dan desil PBI"),
        ("?pemutihan=6", "menyalakan yang belum menjadi hukum: jkn.arrears_writeoff_2026"),
        ("?dampingan=20", "hasil penelitian"),
        ("?santunan=50", "Dana JKM (santunan)"),
    ],
)
def test_a_scenario_is_shown_with_what_it_rests_on(sign_in: Any, query: str, words: str) -> None:
    page = sign_in("MINISTRY").get(f"/rencana/skenario{query}")
    assert page.status_code == 200
    assert words in text_of(page)


def test_assumptions_are_told_in_the_readers_language(sign_in: Any) -> None:
    client = sign_in("MINISTRY")
    told = {}
    for language in ("id", "en"):
        client.post("/i18n/setlang/", {"language": language})
        page = client.get("/rencana/skenario?kuota=100")
        told[language] = page.content.decode()
        for one in page.context["found"].assumptions:
            assert escape(getattr(one, f"label_{language}")) in told[language]
        # From which day the scenario supposes another law.
        assert {"id": "Mulai 1 ", "en": "From 1 "}[language] in told[language]
    assert told["id"] != told["en"]


def test_each_slider_begins_at_what_the_law_says_now(sign_in: Any) -> None:
    page = sign_in("MINISTRY").get("/rencana/skenario")
    day = scenario.place().next_month
    tariff = load_law().value("jkn.pbi.contribution", day)
    assert numbers_in_force(day)["tarif"] == tariff
    assert f'data-now="{tariff}"' in page.content.decode()
    assert f"kini {tariff:,}".replace(",", ".") in text_of(page)
    shown = [one.lever.name for _, levers in page.context["parts"] for one in levers]
    assert sorted(shown) == sorted(lever.name for lever in LEVERS)


@pytest.mark.parametrize("query", ["?kuota=abc", "?kuota=1000000", "?desil=-1", "?subsidi=0"])
def test_an_impossible_number_is_told(sign_in: Any, query: str) -> None:
    page = sign_in("MINISTRY").get(f"/rencana/skenario{query}")
    assert page.status_code == 422
    assert "Ada angka yang tidak dapat dipakai" in text_of(page)


def test_a_region_is_planned(sign_in: Any) -> None:
    words = text_of(sign_in("MINISTRY").get("/rencana/wilayah?wilayah=32.01"))
    assert "Melewati 95 persen" in words
    assert "Tidak seorang pun" in text_of(sign_in("MINISTRY").get("/rencana/wilayah?wilayah=11.01"))


@pytest.mark.parametrize("query", ["wilayah=99.99", "bulan=7", "untuk=raja", "tempat=x"])
def test_a_choice_nobody_gave_is_not_found(sign_in: Any, query: str) -> None:
    assert sign_in("MINISTRY").get(f"/rencana/wilayah?{query}").status_code == 404


def test_without_tables_the_page_says_so(sign_in: Any, settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    for address in ("/rencana/keputusan", "/rencana/skenario", "/rencana/wilayah"):
        assert sign_in("MINISTRY").get(address).status_code == 503


def test_only_the_newest_lists_are_kept(sign_in: Any, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_decree, "KEPT", 1)
    hand_in(sign_in("MINISTRY"), lines(8))
    assert len(list((data / "plan" / "decree").iterdir())) == 1
    shutil.rmtree(data / "plan")
