"""All that others may import from terms."""

from payung.terms.code import Code, codes, law_of
from payung.terms.region import dotted, name_of, names, nik_district_codes
from payung.terms.table import Column, Table, table, tables

__all__ = [
    "Code",
    "Column",
    "Table",
    "codes",
    "dotted",
    "law_of",
    "name_of",
    "names",
    "nik_district_codes",
    "table",
    "tables",
]
