"""Does the form of a pension's account hold when two people really click it: wrong, twice, returned, approved?"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.web.conftest import press_in
from tests.web.test_browser import SIZES
from tests.web.test_chain_browser import press
from tests.web.test_pension import PAGE, TODAY, enter_pension

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Enter = Callable[[str], Any]
CHANGE = "details:has-text('Ganti rekening')"


@pytest.fixture(scope="module")
def pension(own: tuple[dict[str, str], str]) -> str:
    """The pension in the base of this module; its number."""
    return enter_pension()


@pytest.fixture(params=SIZES, ids=str)
def enter(
    request: pytest.FixtureRequest,
    browser: Any,
    own: tuple[dict[str, str], str],
    pension: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Enter]:
    """A window of a user on the page of pensions, narrow and wide; it ends accessible and no wider than the screen."""
    # Each width has a day of its own, so that the second finds the first's account in force.
    days = timedelta(days=list(SIZES).index(request.param) * 10)
    monkeypatch.setattr("payung.web.claim.pension.now", lambda: (TODAY[0] + days, TODAY[1] + days))
    passwords, address = own
    opened: list[Any] = []

    def as_user(name: str) -> Any:
        size = {"width": request.param, "height": SIZES[request.param]}
        context = browser.new_context(viewport=size, base_url=address)
        context.set_default_timeout(10_000)
        opened.append(context.new_page())
        press_in(opened[-1], name, passwords[name])
        opened[-1].goto(PAGE)
        return opened[-1]

    yield as_user
    faults = [one["id"] for page in opened for one in Axe().run(page).response["violations"]]
    wide = [page.url for page in opened if not page.evaluate("document.documentElement.scrollWidth <= innerWidth")]
    for page in opened:
        page.context.close()
    assert (faults, wide) == ([], [])


def fill(page: Any, account_no: str, words: str = "Surat bank, 18 November") -> None:
    """Fill in the form of another account, as an officer does who has a letter before him."""
    form = page.locator(CHANGE)
    if form.get_attribute("open") is None:
        form.locator("summary").click()
    form.locator("[name=nama]").fill("Mbah")
    form.locator("[name=bank]").select_option("BRI")
    form.locator("[name=rekening]").fill(account_no)
    form.locator("[name=alasan]").fill(words)


def test_an_account_is_proposed_by_one_and_checked_by_another(enter: Enter) -> None:
    maker = enter("bpjs")
    assert not maker.locator("[name=rekening]").is_visible()
    fill(maker, "12")
    said = press(maker, "Usulkan rekening ini")
    assert "6 sampai 20 angka" in said
    # The form is open with what was typed, and the note above leads to it.
    assert maker.locator(f"{CHANGE} [name=nama]").input_value() == "Mbah"
    maker.click(".note-bad a")
    assert maker.locator(f"{CHANGE} .errorlist").is_visible()
    stale = maker.context.new_page()
    stale.goto(PAGE)
    fill(maker, "987654321")
    assert "Rekening baru menunggu pemeriksa" in press(maker, "Usulkan rekening ini")
    assert maker.locator("button:has-text('Setujui rekening ini')").count() == 0
    assert "Usulan Anda; orang lain yang memeriksanya." in maker.inner_text("ul.waiting >> nth=0")
    # While one waits there is no form for another, and a form that was open before is refused.
    assert maker.locator(CHANGE).count() == 0
    fill(stale, "1122334455")
    assert "sudah menunggu" in press(stale, "Usulkan rekening ini")
    checker, other = enter("checker"), enter("checker")
    assert "987654321" not in checker.content()
    assert "•••••4321" in checker.inner_text("main")
    assert "Tulis alasannya" in press(checker, "Kembalikan")
    checker.click(".note-bad a")
    assert "Tulis alasannya" in checker.inner_text("li:target .errorlist")
    checker.fill("[name=catatan]", "Nama di buku tabungan lain")
    assert "dikembalikan kepada pengusul" in press(checker, "Kembalikan")
    assert "sudah diperiksa" in press(other, "Setujui rekening ini")
    maker.goto(PAGE)
    assert "Nama di buku tabungan lain" in maker.inner_text("main")
    fill(maker, "1122334455")
    press(maker, "Usulkan rekening ini")
    checker.goto(PAGE)
    assert "Disetujui" in press(checker, "Setujui rekening ini")
    assert checker.locator("button:has-text('Setujui rekening ini')").count() == 0
    maker.goto(PAGE)
    assert "Rekening baru BRI ••••••4455: disetujui checker" in maker.inner_text("main")
