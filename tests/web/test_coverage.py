"""Does the coverage page say how many, of whom, on which day, and nothing that points at somebody?"""

import re

import pytest
from django.test import Client

from tests.web.reading import text_of

pytestmark = pytest.mark.django_db


def words(address: str, client: Client | None = None) -> str:
    """The words of a page that is there."""
    answer = (client or Client()).get(address)
    assert answer.status_code == 200
    return text_of(answer)


def test_registered_and_active_stand_side_by_side_with_counts_definition_and_day() -> None:
    text = words("/")
    assert "Terdaftar 91,7% 11 dari 12 orang" in text
    assert "Aktif 33,3% 4 dari 12 orang" in text
    assert "apakah seseorang dijamin hari ini" in text
    assert text.count("Tanggal data: 1 November 2026.") == 2
    assert "Program ini untuk setiap penduduk" in text


def test_reasons_and_movers_have_numbers_and_add_up() -> None:
    page = Client().get("/").context["coverage"]
    assert sum(tally.people for tally in page.by_reason) == page.figures.not_active == 8
    assert sum(tally.people for tally in page.by_mover) == 8
    assert page.by_reason[0].code == "ARREARS"
    assert "Menunggak iuran 3 (37,5%)" in words("/")


def test_the_map_links_to_every_province() -> None:
    page = Client().get("/").content.decode()
    assert len(re.findall(r'<a class="shade-\w+" href="/wilayah/\d\d\?program=JKN"', page)) == 38


@pytest.mark.parametrize("programme", ["JKN", "JKK", "JKM", "JHT", "JP", "JKP"])
def test_every_programme_has_its_page(programme: str) -> None:
    assert f"({programme})." in words(f"/?program={programme}")


def test_one_drills_down_to_the_village_and_back_up() -> None:
    page = Client().get("/wilayah/32.01.02.2001?program=JKK").content.decode()
    crumbs = re.findall(r'href="(/[^"]*)"', page.split('class="crumbs"')[1].split("</ol>")[0])
    assert crumbs == [f"/{path}?program=JKK" for path in ("", "wilayah/32", "wilayah/32.01", "wilayah/32.01.02")]


def test_small_numbers_are_hidden_from_strangers_below_the_nation() -> None:
    assert {one.is_hidden for one in Client().get("/").context["coverage"].regions} == {True}
    context = Client().get("/wilayah/32.01.02").context["coverage"]
    assert context.figures.is_hidden
    assert context.has_hidden
    assert [one.not_active for one in context.regions] == [None, None]
    assert {tally.people for tally in context.by_reason} == {None}
    text = words("/wilayah/32.01.02")
    assert "×" in text
    assert "jumlah di bawah lima orang" in text


def test_who_may_read_people_there_sees_the_numbers(sign_in) -> None:  # type: ignore[no-untyped-def]
    context = sign_in("REGION").get("/wilayah/32.01.02").context["coverage"]
    assert not context.has_hidden
    assert sum(one.not_active for one in context.regions) == context.figures.not_active == 3


def test_a_region_s_account_is_a_stranger_elsewhere(sign_in) -> None:  # type: ignore[no-untyped-def]
    assert sign_in("REGION").get("/wilayah/33.74.01").context["coverage"].has_hidden


@pytest.mark.parametrize(
    ("order", "first"),
    [
        ("nama", "Jawa Barat"),
        ("tidak-aktif", "Jawa Barat"),
        ("aktif", "Jawa Tengah"),
        ("terdaftar", "Nusa Tenggara Barat"),
    ],
)
def test_the_table_is_sorted_as_asked(order: str, first: str, sign_in) -> None:  # type: ignore[no-untyped-def]
    # Of so few people a stranger is told nothing of a province.
    answer = sign_in("DPO").get(f"/?urut={order}")
    assert answer.context["regions"][0].name == first
    sort = "descending" if order == "tidak-aktif" else "ascending"
    assert f'aria-sort="{sort}"' in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["/wilayah/99", "/wilayah/32.01.99", "/wilayah/32.1", "/?program=KIS", "/?urut=acak", "/wilayah/"]
)
def test_what_does_not_exist_is_not_found_and_says_what_to_do(address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 404
    assert "mulai dari peta" in answer.content.decode()


def test_english_is_chosen_and_stays() -> None:
    client = Client()
    assert client.get("/", headers={"accept-language": "en"}).headers["Content-Language"] == "id"
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    text = words("/", client)
    assert "Registered 91.7% 11 of 12 people" in text
    assert "In arrears 3 (37.5%)" in text
    assert "Terdaftar" not in text
