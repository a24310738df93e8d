"""Are the indicators open with their definitions, and the files what they say?"""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from payung.ledger.public import load
from tests.country import PEOPLE, write_tables
from tests.web.reading import text_of


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/indikator", "/indikator?wilayah=32", "/indikator?wilayah=32.01&program=JKK"])
def test_indicators_are_open_and_say_what_they_are(address: str) -> None:
    page = Client().get(address)
    words = text_of(page)
    assert page.status_code == 200
    assert "menurut hukum, apa pun yang tertulis dalam register" in words
    assert "100 * A / P" in words


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("form", "kind"), [("csv", "text/csv"), ("json", "application/json"), ("sdmx.csv", "application/vnd.sdmx.data+csv")]
)
def test_the_files(form: str, kind: str) -> None:
    answer = Client().get(f"/indikator.{form}?program=JKN")
    assert answer.headers["Content-Type"].startswith(kind)
    assert b"active_share" in answer.content.lower()


def test_flows_say_that_one_load_has_none_and_where_there_are_two_they_are_told(
    empty_base: str, tmp_path: Path
) -> None:
    load(write_tables(tmp_path / "one"))
    assert "tidak ada arus yang disimpan" in text_of(Client().get("/indikator/arus"))
    load(write_tables(tmp_path / "two", PEOPLE[:10]))
    words = text_of(Client().get("/indikator/arus?dari=1&sampai=2"))
    assert "tidak aktif, semua sebab 8 −2 0 6" in words
    assert "di luar program: 1" in words
    assert "Pindah wilayah" in text_of(Client().get("/indikator/arus?wilayah=32"))
    for form in ("csv", "json", "sdmx.csv"):
        assert b"PBI" in Client().get(f"/indikator/arus.{form}").content


def test_who_is_active_without_a_segment_is_named_a_newborn(empty_base: str, tmp_path: Path) -> None:
    """Covered from birth before it is registered; a row of its own, in both languages, and where it came from."""
    baby = replace(PEOPLE[4], name="BAYI DEWI", born=date(2026, 10, 20), reasons={"JKN": ("NEWBORN_WINDOW", None)})
    others = (*PEOPLE, PEOPLE[5])
    load(write_tables(tmp_path / "one", others))
    load(write_tables(tmp_path / "two", (*PEOPLE, baby)))
    load(write_tables(tmp_path / "three", others))
    client = Client()
    words = text_of(client.get("/indikator/arus?dari=1&sampai=2"))
    assert "aktif: bayi baru lahir, belum terdaftar 0 0 +1 1" in words
    assert "→ aktif, bayi baru lahir, belum terdaftar: 1" in words
    back = text_of(client.get("/indikator/arus?dari=2&sampai=3"))
    assert "aktif, bayi baru lahir, belum terdaftar →" in back
    client.cookies["django_language"] = "en"
    english = text_of(client.get("/indikator/arus?dari=1&sampai=2"))
    assert "active: newborns, not yet registered 0 0 +1 1" in english


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        *("/indikator?wilayah=99", "/indikator?program=X", "/indikator.xlsx"),
        *("/indikator/arus?wilayah=99", "/indikator/arus?dari=x", "/indikator/arus?sampai=7", "/indikator/arus.xlsx"),
    ],
)
def test_what_is_not_there(address: str) -> None:
    assert Client().get(address).status_code == 404


def test_the_funnel_is_for_who_plans(sign_in: Any) -> None:
    words = text_of(sign_in("MINISTRY").get("/indikator/corong"))
    assert "120.472" in words
    assert sign_in("VILLAGE").get("/indikator/corong").status_code == 403
