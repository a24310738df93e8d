"""Which words do registers use for the same thing? Yes and no, the sexes, months, nothing, and the occupations."""

import re
from functools import cache

from payung.terms.public import occupation_labels

ABSENT = frozenset(
    ("", "-", "--", "NULL", "NIHIL", "N/A", "#N/A", "0000-00-00", "00-00-0000", "00/00/0000", "0000-00-00 00:00:00")
)
"""Texts by which a register says that it has no value."""

CELL_ERRORS = frozenset(("#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"))
"""What a workbook shows in a cell whose formula failed."""

FLAGS = {
    **dict.fromkeys(("Y", "YA", "1", "TRUE", "ADA", "IYA"), True),
    **dict.fromkeys(("T", "TIDAK", "0", "FALSE", "TDK", "TIDAK ADA", "BUKAN", "N"), False),
}

SEXES = {
    **dict.fromkeys(("L", "LAKI-LAKI", "LAKI - LAKI", "LAKI LAKI", "LAKI", "LK", "PRIA", "1", "M"), "L"),
    **dict.fromkeys(("P", "PEREMPUAN", "PR", "WANITA", "2", "F", "W"), "P"),
}

PROGRAMMES = ("JKN", "JKK", "JKM", "JHT", "JP", "JKP")

_MONTH_NAMES = (
    ("JANUARI", "JAN", "JANUARY"),
    ("FEBRUARI", "FEB", "PEBRUARI", "PEB", "FEBRUARY"),
    ("MARET", "MAR", "MRT", "MARCH"),
    ("APRIL", "APR"),
    ("MEI", "MAY"),
    ("JUNI", "JUN", "JUNE"),
    ("JULI", "JUL", "JULY"),
    ("AGUSTUS", "AGU", "AGT", "AGS", "AUG", "AUGUST"),
    ("SEPTEMBER", "SEP", "SEPT"),
    ("OKTOBER", "OKT", "OCT", "OCTOBER"),
    ("NOVEMBER", "NOV", "NOP", "NOPEMBER"),
    ("DESEMBER", "DES", "DEC", "DECEMBER"),
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names}


@cache
def occupations() -> dict[str, int]:
    """Numbers of the family-card occupations by number and by label without spaces and punctuation."""
    labels = {re.sub(r"[^A-Z0-9]", "", label.upper()): number for number, label in occupation_labels().items()}
    return {str(number): number for number in range(1, 90)} | labels
