"""How long does each page take? `python -m bench.pages URL USER PASSWORD` asks a running server and prints a table."""

import http.cookiejar
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

GOAL_MS = 100
TIMES = 15
LIST = "/daftar?program=JKN&alasan=ARREARS"
PAGES = ("/", "/?program=JKK", "/wilayah/32", "/wilayah/32.01", "/wilayah/32.01.01", "/tentang", "/istilah", LIST)
NAMES = ("siti aminah", "muhammad")


def main(url: str, user: str, password: str) -> int:
    """Print the median of each page in milliseconds; 1 when one is over the goal."""
    browser = build_opener(HTTPCookieProcessor(http.cookiejar.CookieJar()))
    _post(browser, f"{url}/akun/login/", f"{url}/akun/login/", {"login": user, "password": password})
    sys.stdout.write("| page | median ms |\n|---|---:|\n")
    slow = 0
    for name, seconds in _measured(browser, url):
        sys.stdout.write(f"| {name} | {1000 * seconds:.0f} |\n")
        slow += 1000 * seconds > GOAL_MS
    return 1 if slow else 0


def _measured(browser: OpenerDirector, url: str) -> Iterator[tuple[str, float]]:
    for path in PAGES:
        yield f"`{path}`", _median(lambda path=path: browser.open(url + path).read())
    person = re.search(r'href="(/orang/\d+\?muat=\d+)"', browser.open(url + LIST).read().decode())
    if person:
        yield "a person", _median(lambda: browser.open(url + person[1]).read())
    for name in NAMES:
        token = _token(browser, f"{url}/cari")
        form = urlencode({"csrfmiddlewaretoken": token, "q": name}).encode()
        yield f"search: {name}", _median(lambda form=form: browser.open(f"{url}/cari", form).read())


def _median(ask: Callable[[], object]) -> float:
    seconds = []
    for _ in range(TIMES):
        begin = time.perf_counter()
        ask()
        seconds.append(time.perf_counter() - begin)
    return statistics.median(seconds)


def _post(browser: OpenerDirector, page: str, target: str, fields: dict[str, str]) -> None:
    browser.open(target, urlencode({"csrfmiddlewaretoken": _token(browser, page), **fields}).encode())


def _token(browser: OpenerDirector, page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.open(page).read().decode())
    return found[1] if found else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/"), sys.argv[2], sys.argv[3]))
