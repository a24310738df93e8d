"""What do the pages look like? `make screenshots` takes them again into docs/screenshots/, narrow and wide.

`python -m docs.screenshots URL EXAMPLES ROLE=PASSWORD ...` takes them of a running sample country. A further page is
one line of `SHOTS`; a test holds that every page has its line. The pictures and their list, README.md, are written
together.
"""

import base64
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from payung.cli.examples import DECREE, WORKERS

FOLDER = Path(__file__).parent / "screenshots"
CHROMIUM = "/usr/bin/chromium"
SIZES = {360: 740, 1280: 900}
QUALITY = 82
SECONDS = 30
LIST = "/daftar?program=JKN&alasan=REMOVED_FROM_PBI"
UNCOVERED = "/daftar?program=JKK&alasan=NEVER_REGISTERED"
UNINSURED = "/daftar?program=JKN&alasan=NEVER_REGISTERED"
PERSON = "#daftar .rows a"
PEOPLE_TRIED = 20


A_NIK = "NIK"


@dataclass(frozen=True)
class Shot:
    """A picture: the name of the page's address, which demo account looks at it, where it is, and links to follow."""

    page: str
    role: str
    address: str
    follow: tuple[str, ...] = ()
    # What is typed into the first field and sent; A_NIK stands for that of the first person in the example files.
    types: str = ""


ANYONE = ""
SHOTS = (
    Shot("coverage", ANYONE, "/"),
    Shot("region", ANYONE, "/wilayah/32"),
    Shot("about", ANYONE, "/tentang"),
    Shot("glossary", ANYONE, "/istilah"),
    Shot("account_login", ANYONE, "/akun/login/"),
    Shot("calculator", ANYONE, "/hitung"),
    Shot(
        "calculate", ANYONE, "/hitung/potongan-gaji?wage_monthly_idr=15.000.000&risk=sedang&contribution_month=2026-11"
    ),
    Shot("law", ANYONE, "/hukum"),
    Shot("parameter", ANYONE, "/hukum/jp.wage_cap"),
    Shot("rule", ANYONE, "/aturan/bpu.contribution"),
    Shot("work", "VILLAGE", "/kerja"),
    Shot("plan", "MINISTRY", "/rencana"),
    Shot("search", "BPJS", "/cari", types="siti"),
    Shot("people", "MINISTRY", LIST),
    Shot("own", "WORKER", "/saya"),
    Shot("enrol", "WORKER", "/daftarkan"),
    Shot("enrol_work", "BPJS", UNCOVERED, (PERSON, "main a[href*='/daftarkan/kerja/']")),
    Shot("enrol_health", "BPJS", UNINSURED, (PERSON, "main a[href*='/daftarkan/kesehatan/']")),
    Shot("enrol_new", "AGENT", "/daftarkan/kerja/baru"),
    Shot("enrol_lists", "COLLECTIVE", "/daftarkan/berkas"),
    Shot("enrol_list", "COLLECTIVE", "/daftarkan/berkas", ("a[href*='/daftarkan/berkas/']",)),
    Shot("employers", "BPJS", "/pemberi-kerja"),
    Shot("employer", "EMPLOYER", "/pemberi-kerja"),
    Shot("employer_facts", "BPJS", "/pemberi-kerja/DEMO-GARMEN/data"),
    Shot("worker", "EMPLOYER", "/pemberi-kerja", ("main a[href*='/pekerja/']",)),
    Shot("rescue", "VILLAGE", "/perbaikan"),
    Shot("untold", "BPJS", "/perbaikan/belum-diketahui"),
    Shot("rescue_one", "BPJS", "/perbaikan", ("main a[href*='/perbaikan/']",)),
    Shot("check", "HOSPITAL", "/cek", types=A_NIK),
    Shot("own_bills", "WORKER", "/tagihan"),
    Shot("find_bills", "BPJS", "/tagihan/cari"),
    Shot("payer_bills", "BPJS", "/tagihan/cari", ("main .doors a",), types="siti"),
    Shot("party_bill", "BPJS", "/tagihan/cari", ("main table a",)),
    Shot("instalments", "WORKER", "/cicilan"),
    Shot("own_notices", "WORKER", "/pemberitahuan"),
    Shot("all_notices", "BPJS", "/pemberitahuan/semua"),
    Shot("claims", "BPJS", "/klaim"),
    Shot("claim", "BPJS", "/klaim", ("main .who",)),
    Shot("claim_kinds", "WORKER", "/klaim", ("main a[href*='/klaim/orang/']",)),
    Shot(
        "claim_form", "WORKER", "/klaim", ("main a[href*='/klaim/orang/']", "main a[href*='/klaim/orang/'][href*='-']")
    ),
    Shot("pensions", "BPJS", "/klaim/pensiun"),
    Shot("money", "BPJS", "/uang"),
    Shot("decrees", "MINISTRY", "/kerja/keputusan"),
    Shot("decree_new", "MINISTRY", "/kerja/keputusan/baru"),
    Shot("decree", "MINISTRY", "/kerja/keputusan", ("main a[href*='/kerja/keputusan/']:has(strong)",)),
    Shot("objections", "MINISTRY", "/kerja/sanggahan"),
    Shot("reactivations", "HOSPITAL", "/kerja/reaktivasi"),
    Shot("reactivation", "HOSPITAL", "/kerja/reaktivasi", ("main a[href*='/kerja/reaktivasi/']",)),
    Shot("plan_decree", "MINISTRY", "/rencana/keputusan"),
    Shot("plan_decree_answer", "MINISTRY", "/rencana/keputusan", ("main a[href*='/rencana/keputusan/']",)),
    Shot("plan_scenario", "MINISTRY", "/rencana/skenario"),
    Shot("plan_region", "REGION", "/rencana/wilayah"),
    Shot("cohorts", "MINISTRY", "/rencana/kohort"),
    Shot("indicators", "MINISTRY", "/indikator"),
    Shot("flows", "MINISTRY", "/indikator/arus"),
    Shot("funnel", "MINISTRY", "/indikator/corong"),
    Shot("matters", "MINISTRY", "/rencana/perkara"),
    Shot("matter_new", "MINISTRY", "/rencana/perkara/baru"),
    Shot("matter", "MINISTRY", "/rencana/perkara", ("main a[href*='/rencana/perkara/']:not([href$='/baru'])",)),
    Shot("pack", "MINISTRY", "/rencana/paket"),
    Shot("account", "AUDITOR", "/akun/"),
)


def file_of(page: str, width: int) -> str:
    """Name of the picture of a page at a width."""
    return f"{page.replace('_', '-')}-{width}.webp"


def take(url: str, passwords: Mapping[str, str], examples: Path) -> Iterator[Path]:
    """Photograph every page, and a person; the files, as they are written, the list of them last.

    `passwords` gives that of each role's demo account, `examples` the folder of files to try, from which a decree's
    list is handed in first, so that its answer is seen.
    """
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--headless"])
        window = _windows(browser, url, passwords)
        _hand_in(window("MINISTRY", 1280), url, examples / DECREE)
        person = Shot("person", "MINISTRY", _telling(window("MINISTRY", 1280), url))
        shots = (*SHOTS, person)
        nik = (examples / WORKERS).read_text(encoding="utf-8").splitlines()[1].split(",")[0]
        for width in SIZES:
            for shot in shots:
                yield _shot(window(shot.role, width), url, shot, width, nik)
        browser.close()
    yield _listed(shots)


def _windows(browser: Browser, url: str, passwords: Mapping[str, str]) -> Callable[[str, int], Page]:
    """A window of a role and width, signed in when it is first asked for."""
    kept: dict[tuple[str, int], Page] = {}

    def window(role: str, width: int) -> Page:
        if (role, width) not in kept:
            page = browser.new_page(viewport={"width": width, "height": SIZES[width]}, locale="id-ID")
            page.set_default_timeout(SECONDS * 1000)
            if role:
                _sign_in(page, url, role.lower(), passwords[role])
            kept[role, width] = page
        return kept[role, width]

    return window


def _sign_in(page: Page, url: str, user: str, password: str) -> None:
    page.goto(f"{url}/akun/login/")
    page.fill("input[name=login]", user)
    page.fill("input[name=password]", password)
    page.click("main button")
    page.wait_for_url(lambda address: "/akun/login" not in address, wait_until="domcontentloaded")


def _hand_in(ministry: Page, url: str, file: Path) -> None:
    """Try a decree's list, so that an answer can be seen."""
    ministry.goto(f"{url}/rencana/keputusan")
    ministry.set_input_files("input[name=daftar]", file)
    with ministry.expect_navigation():
        ministry.click("main form.question button")


def _telling(page: Page, url: str) -> str:
    """Address of the person with most routes on the list of people removed from PBI: the page that shows most."""
    page.goto(url + LIST)
    addresses = [str(link.get_attribute("href")) for link in page.locator(PERSON).all()[:PEOPLE_TRIED]]
    routes = {}
    for address in addresses:
        page.goto(url + address)
        routes[address] = page.locator(".route").count()
    return max(addresses, key=lambda address: routes[address])


def _shot(page: Page, url: str, shot: Shot, width: int, nik: str) -> Path:
    page.goto(url + shot.address)
    if shot.types:
        field = page.locator("main form :is(input[type=search], textarea)").first
        field.fill(nik if shot.types == A_NIK else shot.types)
        with page.expect_navigation():
            page.locator("main form button").first.click()
    for selector in shot.follow:
        link = page.locator(selector).first.get_attribute("href")
        page.goto(url + str(link))
    file = FOLDER / file_of(shot.page, width)
    page.bring_to_front()
    # A window that was long behind others has no picture until one was asked for in the ordinary way.
    page.screenshot()
    asked = {"format": "webp", "quality": QUALITY}
    taken = page.context.new_cdp_session(page).send("Page.captureScreenshot", asked)
    file.write_bytes(base64.b64decode(taken["data"]))
    return file


def _listed(shots: tuple[Shot, ...]) -> Path:
    """Write the list of the pictures, and remove those that no page has any more."""
    wanted = {file_of(shot.page, width) for shot in shots for width in SIZES}
    for file in FOLDER.iterdir():
        if file.suffix in {".png", ".webp"} and file.name not in wanted:
            file.unlink()
    lines = ["# The pages", "", "Every page, as a phone and as a desk shows it. Taken by `make screenshots`.", ""]
    for shot in shots:
        reader = f"seen by {shot.role}" if shot.role else "open to anyone"
        lines += [f"## {shot.page}", "", f"{reader}, `{shot.address}`", ""]
        lines += [f'<img src="{file_of(shot.page, width)}" height="420" alt="at {width} px">' for width in SIZES]
        lines += [""]
    page = FOLDER / "README.md"
    page.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    return page


if __name__ == "__main__":
    url, folder, *words = sys.argv[1:]
    for file in take(url.rstrip("/"), dict(word.split("=", 1) for word in words), Path(folder)):
        sys.stdout.write(f"{file}\n")
        sys.stdout.flush()
