"""All that others may import from terms."""

from payung.terms.code import Code, codes, law_of
from payung.terms.day import day_written, month_written, next_month
from payung.terms.occupation import informal_occupations, occupation_labels
from payung.terms.region import dotted, name_of, names, nik_district_codes
from payung.terms.table import Column, Table, table, tables
from payung.terms.yaml_file import read_yaml

__all__ = [
    "Code",
    "Column",
    "Table",
    "codes",
    "day_written",
    "dotted",
    "informal_occupations",
    "law_of",
    "month_written",
    "name_of",
    "names",
    "next_month",
    "nik_district_codes",
    "occupation_labels",
    "read_yaml",
    "table",
    "tables",
]
