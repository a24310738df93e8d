"""Do whole flows hold when somebody really clicks: with two hands, twice, back again, and signed out between?"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.country import nik_of
from tests.web.conftest import press_in
from tests.web.test_browser import SIZES

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SITI = 7
Enter = Callable[[str], Any]


@pytest.fixture(params=SIZES, ids=str)
def enter(request: pytest.FixtureRequest, browser: Any, own: tuple[dict[str, str], str]) -> Iterator[Enter]:
    """A window of a user, signed in through the form, narrow and wide; whatever the console says is a fault."""
    passwords, address = own
    opened, said = [], []

    def as_user(name: str) -> Any:
        size = {"width": request.param, "height": SIZES[request.param]}
        context = browser.new_context(viewport=size, base_url=address)
        opened.append(context)
        page = context.new_page()
        page.width = request.param
        page.on("console", lambda told: said.append(told.text) if told.type == "error" else None)
        press_in(page, name, passwords[name])
        return page

    yield as_user
    for context in opened:
        context.close()
    # A refusal is answered with 401 or 422, which Chromium writes down by itself.
    assert [text for text in said if "status of 4" not in text] == []


def test_a_decree_goes_through_two_hands_and_a_second_press_adds_nothing(enter: Enter, tmp_path: Path) -> None:
    maker = enter("ministry")
    number = f"{maker.width}/HUK/2026"
    file = tmp_path / "daftar.csv"
    file.write_text(f"NIK;Nama\n{nik_of(SITI)};Siti\n", encoding="utf-8")
    maker.goto("/kerja/keputusan/baru")
    maker.fill("#nomor", number)
    maker.fill("#berlaku", "2026-12-15")
    maker.set_input_files("#berkas", file)
    maker.dblclick("form.question button")
    maker.wait_for_url(lambda address: not address.endswith("/baru"))
    place = maker.url
    second = enter("ministry2")
    second.goto(place)
    second.click("text=Nyatakan sudah diperiksa")
    second.wait_for_selector(".note-good")
    maker.reload()
    maker.dblclick("text=Beri tahu 1 orang")
    maker.wait_for_selector(".note-good")
    assert "Yang masih ditunggu" in maker.inner_text(".next-step")
    maker.goto("/kerja/keputusan")
    assert maker.locator(f"ul.decrees a:has-text('{number}')").count() == 1
    maker.goto(f"/orang/{SITI}")
    assert number in maker.inner_text(".next-step")
    maker.goto(place)
    maker.click("text=Tarik kembali")
    maker.fill("#alasan", "Sesudah dicoba")
    maker.click("details[open] button")
    maker.wait_for_selector(".note-warn")
    assert "Sesudah dicoba" in maker.inner_text("main")


def test_going_back_and_another_language_find_the_answer_again(enter: Enter) -> None:
    officer = enter("bpjs")
    officer.goto("/cari")
    officer.fill("#q", "siti")
    officer.click("main form button")
    officer.click(".rows a >> nth=0")
    officer.wait_for_url("**/orang/**")
    officer.go_back()
    assert officer.locator(".rows a").count() > 0
    officer.click("text=English")
    officer.wait_for_selector("html[lang=en]")
    assert officer.locator(".rows a").count() > 0
    assert officer.input_value("#q") == "siti"


def test_what_was_typed_outlives_the_session(enter: Enter, own: tuple[dict[str, str], str]) -> None:
    page = enter("ministry")
    title = f"Guru honorer {page.width}"
    page.goto("/rencana/perkara/baru")
    page.fill("#judul", title)
    page.fill("#uraian", "Upah belum tercatat")
    page.context.clear_cookies(name="sessionid")
    page.click("form.question button")
    assert "belum tercatat" in page.inner_text(".lead")
    with page.context.expect_page() as opened:
        page.click("main form a")
    opened.value.fill("input[name=login]", "ministry")
    opened.value.fill("input[name=password]", own[0]["ministry"])
    opened.value.click("main button")
    opened.value.wait_for_url("**/akun/")
    page.click("main form button")
    page.wait_for_selector("text=Anda sudah masuk lagi")
    page.click("main form button")
    page.wait_for_url("**/rencana/perkara/**")
    assert page.inner_text("h1") == title


def test_a_matter_is_worked_and_a_refusal_stands_at_its_field(enter: Enter) -> None:
    page = enter("ministry")
    page.goto("/rencana/perkara/baru?wilayah=32")
    page.fill("#judul", f"Nelayan {page.width}")
    page.select_option("#program", "JKN")
    page.click("form.question button")
    page.wait_for_selector("#riwayat")
    place = page.url
    page.click("text=Tulis catatan")
    page.click("details[open] button")
    page.wait_for_selector(".errorlist")
    field = page.locator("#kata-COMMENT")
    assert page.inner_text(f"#{field.get_attribute('aria-describedby')}") == "Tuliskan penjelasannya."
    page.click("text=English")
    page.wait_for_selector("html[lang=en]")
    assert page.url == place
    page.click("text=Bahasa Indonesia")
    page.wait_for_selector("html[lang=id]")
    page.click("text=Tulis catatan")
    page.fill("#kata-COMMENT", "Surat sudah dikirim")
    page.dblclick("details[open] button")
    page.wait_for_url("**#riwayat")
    assert page.locator(".history p:has-text('Surat sudah dikirim')").count() == 1


def test_the_price_that_is_confirmed_was_shown_and_enrols_once(enter: Enter) -> None:
    page = enter("bpjs")
    person = {360: 1, 1280: 6}[page.width]
    page.goto(f"/daftarkan/kerja/{person}")
    page.fill("#income", "1.200.000")
    page.select_option("#sector", "TRANSPORT")
    page.click("main form button")
    before = page.inner_text(".price .sum")
    page.check("#jht")
    page.click("text=Pastikan dan daftarkan")
    page.locator(".price .sum").filter(has_not_text=before).wait_for()
    assert page.is_checked("#jht")
    page.dblclick("text=Pastikan dan daftarkan")
    page.wait_for_selector(".account")
    page.go_back()
    page.click("text=Pastikan dan daftarkan")
    page.wait_for_selector("text=sudah tercatat sebelumnya")


@pytest.mark.parametrize(
    ("content", "says"), [(b"", "Berkasnya kosong."), (b"warna\nmerah\n", "Judul kolom tidak ditemukan.")]
)
def test_a_wrong_file_is_told_in_plain_words(enter: Enter, tmp_path: Path, content: bytes, says: str) -> None:
    page = enter("region")
    file = tmp_path / "daftar.csv"
    file.write_bytes(content)
    page.goto("/daftarkan/berkas")
    page.set_input_files("#file", file)
    page.click("main form button")
    told = page.locator("#file").get_attribute("aria-describedby").split()[-1]
    assert page.inner_text(f"#{told} strong") == says
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
