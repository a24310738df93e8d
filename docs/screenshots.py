"""What do the pages look like? `make screenshots` takes them again into docs/screenshots/.

`python -m docs.screenshots URL USER PASSWORD` takes them of a running server. A further page is one line of `PAGES`.
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).parent / "screenshots"
CHROMIUM = "/usr/bin/chromium"
WIDE, NARROW = {"width": 1280, "height": 1100}, {"width": 360, "height": 740}
LIST = "/daftar?program=JKN&alasan=REMOVED_FROM_PBI"
PEOPLE_TRIED = 20
PERSON = "#daftar .rows a"


# Name of the picture, address, width. A picture of a person is apart: whom to show is found in the list.
PAGES = (
    ("coverage", "/", WIDE),
    ("coverage", "/", NARROW),
    ("province", "/wilayah/32", WIDE),
    ("list", LIST, WIDE),
    ("list", LIST, NARROW),
    ("about", "/tentang", NARROW),
)


def take(url: str, user: str, password: str) -> list[Path]:
    """Photograph the pages and a person, wide and narrow; the files written."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--headless"])
        windows = {size["width"]: _signed_in(browser, url, user, password, size) for size in (WIDE, NARROW)}
        wide = windows[WIDE["width"]]
        wide.goto(url + LIST)
        person = _telling(wide, url).removeprefix(url)
        shown = (*PAGES, ("person", person, WIDE), ("person", person, NARROW))
        files = [
            _shot(windows[size["width"]], url + address, f"{name}-{size['width']}") for name, address, size in shown
        ]
        browser.close()
    return files


def _signed_in(browser: Browser, url: str, user: str, password: str, size: dict[str, int]) -> Page:
    page = browser.new_page(viewport=size, locale="id-ID")
    page.goto(f"{url}/akun/login/")
    page.fill("input[name=login]", user)
    page.fill("input[name=password]", password)
    page.click("main button")
    page.wait_for_url(lambda address: "/akun/login" not in address, wait_until="domcontentloaded")
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
