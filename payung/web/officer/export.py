"""How is a list written as CSV so that a spreadsheet shows it and never runs it?"""

import csv
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext, override

from payung.ledger.public import ListLine
from payung.web.templatetags.words import address, citation, label

# A cell that begins like this would be run as a formula by a spreadsheet.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
MARK_OF_UTF8 = "\ufeff"


class Echo:
    """A file that gives back what is written to it, so that rows can leave one by one."""

    def write(self, line: str) -> str:
        """The line itself."""
        return line


def csv_lines(people: Iterable[ListLine], language: str) -> Iterator[str]:
    """The lines of the file in a language: a head, then one line a person. Every cell is safe to open."""
    writer = csv.writer(Echo())
    with override(language):
        head = _head()
    yield MARK_OF_UTF8 + writer.writerow(head)
    for person in people:
        with override(language):
            cells = _cells(person)
        yield writer.writerow([safe(cell) for cell in cells])


def safe(cell: object) -> str:
    """A cell as text; an apostrophe goes before one that a spreadsheet would take for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def safe_line(cells: Iterable[object]) -> str:
    """One line of CSV in which every cell is safe to open."""
    return str(csv.writer(Echo()).writerow([safe(cell) for cell in cells]))


def _head() -> list[str]:
    return [
        gettext("Nama"),
        gettext("NIK"),
        gettext("Lahir"),
        gettext("Kode wilayah"),
        gettext("Wilayah"),
        gettext("Program"),
        gettext("Status"),
        gettext("Alasan"),
        gettext("Sejak"),
        gettext("Bulan tunggakan"),
        gettext("Giliran"),
        gettext("Dasar hukum"),
        gettext("Jalan termurah"),
        gettext("Bayar sekarang"),
        gettext("Tiap bulan"),
        gettext("Mulai dijamin"),
    ]


def _cells(person: ListLine) -> list[object]:
    return [
        person.name,
        person.nik_masked,
        person.birth_date,
        person.region_code,
        address(person.region_code),
        person.programme,
        label(person.status, "statuses"),
        label(person.reason, "reasons"),
        person.since,
        person.arrears_months,
        label(person.next_move_by, "movers"),
        citation(person.article),
        label(person.route, "routes"),
        person.price_now_idr,
        person.price_monthly_idr,
        person.earliest_on,
    ]
