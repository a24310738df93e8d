"""Do the pages hold in a real browser: accessible, as wide as the screen, the same after a swap as after a reload?"""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from payung.ledger.public import DemoAccount

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

OPEN = (
    *("/", "/wilayah/32", "/wilayah/32.01.02", "/tentang", "/istilah", "/akun/login/", "/nowhere"),
    *(
        "/hitung",
        "/hitung/aktif-lagi?arrears_months=10&care_class=3&members=4",
        "/hitung/potongan-gaji?wage_monthly_idr=15.000.000&risk=sedang&contribution_month=2026-11",
        "/hitung/cacat-total?wage_monthly_idr=x",
    ),
    *(
        "/hukum",
        "/hukum/jp.wage_cap",
        "/hukum/bpu.discount_pp50",
        "/hukum/jkk.bpu.income_table",
        "/aturan/bpu.contribution",
    ),
)
INSIDE = (
    "/kerja/keputusan",
    "/kerja/keputusan/baru",
    "/kerja/sanggahan",
    "/kerja/reaktivasi",
    "/cari",
    "/orang/1",
    "/orang/6",
    "/daftar",
    "/akun/",
    "/akun/mfa/",
    "/akun/password/change/",
    "/akun/logout/",
    *("/rencana/kohort", "/rencana/perkara", "/indikator", "/indikator/arus", "/indikator/corong"),
)
SIZES = {360: 740, 1280: 900}


@pytest.fixture(scope="session")
def axe() -> Axe:
    """The rules of accessibility."""
    return Axe()


@pytest.fixture(params=SIZES, ids=str)
def page(request: pytest.FixtureRequest, browser: Any) -> Iterator[Any]:
    """A page of a stranger, narrow and wide. What the browser complains about is kept in `page.complaints`."""
    context = browser.new_context(viewport={"width": request.param, "height": SIZES[request.param]})
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
    yield page
    context.close()


@pytest.fixture
def inside(page: Any, address: str, accounts: dict[str, DemoAccount]) -> Any:
    """The page, signed in through the form as an auditor, who sees most."""
    page.goto(f"{address}/akun/login/")
    page.fill("input[name=login]", accounts["AUDITOR"].username)
    page.fill("input[name=password]", accounts["AUDITOR"].password)
    page.click("main button")
    page.wait_for_url(f"{address}/")
    return page


def assert_holds(page: Any, axe: Axe, where: str) -> None:
    """Accessible, as wide as the screen, and nothing refused by the content security policy."""
    found = axe.run(page)
    assert found.violations_count == 0, f"{where}\n{found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), where
    assert [said for said in page.complaints if "Content Security Policy" in said] == []


def test_open_pages_hold(page: Any, axe: Axe, address: str) -> None:
    for path in OPEN:
        page.goto(address + path)
        assert_holds(page, axe, path)


def test_inner_pages_hold(inside: Any, axe: Axe, address: str) -> None:
    for path in INSIDE:
        inside.goto(address + path)
        assert_holds(inside, axe, path)


def test_a_search_holds(inside: Any, axe: Axe, address: str) -> None:
    inside.goto(f"{address}/cari")
    inside.fill("#q", "siti")
    inside.click("main button")
    inside.wait_for_selector(".rows")
    assert inside.url.startswith(f"{address}/cari?tanya=")
    assert "siti" not in inside.url
    assert_holds(inside, axe, "/cari")


def test_pages_hold_in_the_dark(browser: Any, axe: Axe, address: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.complaints = []
    for path in OPEN:
        page.goto(address + path)
        assert_holds(page, axe, path)
    context.close()


@pytest.mark.parametrize("link", ["#program-JKK", "#urut-nama"])
def test_a_swap_is_the_page_reloaded(page: Any, address: str, link: str) -> None:
    page.goto(f"{address}/")
    page.evaluate("window.isTheSameDocument = true")
    with page.expect_response(lambda answer: answer.request.headers.get("hx-request") == "true"):
        page.click(link)
    wait_for_swap(page)
    assert page.evaluate("window.isTheSameDocument") is True
    assert_the_same_after_reload(page, "#cakupan")


def test_a_choice_of_a_list_is_the_page_reloaded(inside: Any, address: str) -> None:
    inside.goto(f"{address}/daftar")
    with inside.expect_response(lambda answer: answer.request.headers.get("hx-request") == "true"):
        inside.select_option("#alasan", "ARREARS")
    wait_for_swap(inside)
    assert inside.locator(".rows li").count() == 3
    assert_the_same_after_reload(inside, "#daftar")


def wait_for_swap(page: Any) -> None:
    """The new address is shown and the new part is settled; asked without a script, which the pages' policy refuses."""
    page.wait_for_url(lambda address: "?" in address, wait_until="commit")
    page.locator(".htmx-request, .htmx-settling").first.wait_for(state="detached")


def assert_the_same_after_reload(page: Any, part: str) -> None:
    """The swapped part is what the server sends for the address now shown; and the title too."""
    shape = f"document.querySelector('{part}').outerHTML.replace(/ class=\"\"/g, '')"
    swapped, title = page.evaluate(shape), page.title()
    page.reload()
    assert page.evaluate(shape) == swapped
    assert page.title() == title


def test_everything_works_without_script(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/")
    page.click("text=JHT")
    assert page.url == f"{address}/?program=JHT"
    page.click("text=English")
    assert page.locator("html").get_attribute("lang") == "en"
    context.close()


def test_the_keyboard_reaches_the_content_first(page: Any, address: str) -> None:
    page.goto(f"{address}/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "isi"
