"""What do the pages look like? `python -m docs.screenshots URL USER PASSWORD` writes docs/screenshots/."""

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).parent / "screenshots"
CHROMIUM = "/usr/bin/chromium"
WIDE, NARROW = {"width": 1280, "height": 1100}, {"width": 360, "height": 740}
LIST = "/daftar?program=JKN&alasan=REMOVED_FROM_PBI"
PEOPLE_TRIED = 20
PERSON = "#daftar .rows a"


def take(url: str, user: str, password: str) -> list[Path]:
    """Photograph coverage, a province, a list, a person and the search, wide and narrow; the files written."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--headless"])
        wide = _signed_in(browser, url, user, password, WIDE)
        narrow = _signed_in(browser, url, user, password, NARROW)
        files = [_shot(wide, f"{url}/", "coverage-1280"), _shot(narrow, f"{url}/", "coverage-360")]
        files += [_shot(wide, f"{url}/wilayah/32", "province-1280"), _shot(wide, url + LIST, "list-1280")]
        person = _telling(wide, url)
        files += [_shot(wide, person, "person-1280"), _shot(narrow, person, "person-360")]
        files += [_shot(narrow, url + LIST, "list-360"), _shot(narrow, f"{url}/tentang", "about-360")]
        browser.close()
    return files


def _signed_in(browser: Browser, url: str, user: str, password: str, size: dict[str, int]) -> Page:
    page = browser.new_page(viewport=size, locale="id-ID")
    page.goto(f"{url}/akun/login/")
    page.fill("input[name=login]", user)
    page.fill("input[name=password]", password)
    page.click("main button")
    page.wait_for_url(f"{url}/")
    return page


def _telling(page: Page, url: str) -> str:
    """Address of the person with most routes on the list now shown: the page that shows most."""
    addresses = [url + str(link.get_attribute("href")) for link in page.locator(PERSON).all()[:PEOPLE_TRIED]]
    routes = {}
    for address in addresses:
        page.goto(address)
        routes[address] = page.locator(".route").count()
    return max(addresses, key=lambda address: routes[address])


def _shot(page: Page, address: str, name: str) -> Path:
    page.goto(address)
    file = FOLDER / f"{name}.png"
    page.screenshot(path=file)
    return file


if __name__ == "__main__":
    for file in take(sys.argv[1].rstrip("/"), sys.argv[2], sys.argv[3]):
        sys.stdout.write(f"{file}\n")
