"""Do the pages of enrolling hold in a real browser: accessible, as wide as the screen?"""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from payung.ledger.public import DemoAccount
from tests.country import nik_of
from tests.web.test_browser import SIZES, assert_holds

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

OFFICER = ("/daftarkan", "/daftarkan/kerja/1", "/daftarkan/kerja/baru", "/daftarkan/kesehatan/8", "/perbaikan")


@pytest.fixture(params=SIZES, ids=str)
def officer(
    request: pytest.FixtureRequest, browser: Any, address: str, accounts: dict[str, DemoAccount]
) -> Iterator[Any]:
    """An officer of BPJS, narrow and wide."""
    size = {"width": request.param, "height": SIZES[request.param]}
    context = browser.new_context(viewport=size)
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
    page.goto(f"{address}/akun/login/")
    page.fill("input[name=login]", accounts["BPJS"].username)
    page.fill("input[name=password]", accounts["BPJS"].password)
    page.click("main button")
    page.wait_for_url(f"{address}/")
    yield page
    context.close()


def test_pages_of_enrolling_hold(officer: Any, address: str) -> None:
    axe = Axe()
    for path in OFFICER:
        officer.goto(address + path)
        assert_holds(officer, axe, path)
    officer.goto(f"{address}/daftarkan/kerja/1")
    officer.fill("#income", "2.500.000")
    officer.select_option("#sector", "TRANSPORT")
    officer.click("main form button")
    officer.wait_for_selector(".price")
    assert_holds(officer, axe, "price")


def test_the_check_of_cover_holds(officer: Any, address: str) -> None:
    officer.goto(f"{address}/cek")
    officer.fill("#numbers", f"{nik_of(4)}\n{nik_of(6)}")
    officer.click("main form button")
    officer.wait_for_selector(".card")
    assert_holds(officer, Axe(), "/cek")
