"""Which occupations does the family card know? Dukcapil's list, numbered 1 to 89."""

import csv
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "codes" / "occupations.csv"


@cache
def occupation_labels() -> dict[int, str]:
    """Label of each occupation by its number; minor offices of the list that are not held here have no label."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {int(row["code"]): row["label"] for row in csv.DictReader(file)}


@cache
def informal_occupations() -> frozenset[int]:
    """Numbers of the occupations whose people typically work for themselves, as casual or as unpaid family workers."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return frozenset(int(row["code"]) for row in csv.DictReader(file) if row["typically_informal"] == "yes")
