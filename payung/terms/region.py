"""Which regions are there, and what is each called? Kemendagri codes, dotted: 32, 32.01, 32.01.01, 32.01.01.2001."""

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "regions"
FILES = {2: "provinces", 5: "regencies", 8: "districts", 13: "villages"}
DOTTED_AFTER = (2, 4, 6)


@cache
def names(level: str) -> dict[str, str]:
    """Names by dotted code of one level: `provinces`, `regencies`, `districts` or `villages`."""
    with (FOLDER / f"{level}.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


def name_of(code: str) -> str | None:
    """Name of the region with this dotted code; None when there is no such region."""
    level = FILES.get(len(code))
    return names(level).get(code) if level else None


def dotted(code: str) -> str:
    """A code of 2, 4, 6 or 10 digits, dotted or not, as the dotted form; other lengths come back as they are."""
    digits = "".join(letter for letter in code if letter.isdigit())
    if len(digits) not in (2, 4, 6, 10):
        return code
    parts = [digits[0:2], digits[2:4], digits[4:6], digits[6:10]]
    return ".".join(part for part in parts if part)


@cache
def nik_district_codes() -> frozenset[str]:
    """Six-digit district codes, undotted, as they stand at the head of a NIK."""
    return frozenset(code.replace(".", "") for code in names("districts"))
