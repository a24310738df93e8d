"""How is one column of records made from a supplier's columns? Built from an entry of a layout or of mapping.yaml."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from payung.extracts.marked import Marked
from payung.extracts.reject import MappingFault
from payung.terms.public import Column, name_of, table

type Part = tuple[str, ...]
"""One column of the supplier's file: the header names by which it may go."""

CLEANED = ("text", "name", "number", "nik", "kk", "phone")
"""Kinds whose values are nearly all distinct: cleaned by the engine."""
LOOKED_UP = ("word", "rest", "flag", "sex", "date", "birth_date", "past_date", "month", "district", "village")
"""Kinds with few distinct values: converted once for each distinct text."""
KINDS = (*CLEANED, *LOOKED_UP, "integer", "rupiah", "occupation", "programmes")
REGIONS = ("district_code", "village_code")
DATES = ("date", "birth_date", "past_date", "month")
_SHAPE = ("from", "join", "between", "widths", "as", "form", "words", "is_open", "value", "prefix", "least", "most")
ENTRIES = (*_SHAPE, "of", "otherwise", "is_required")
DATE_FORM = r"(?=.*(dd|mm|mon))(?=.*yy)(dd|mon|mm|yyyy|yy|[-/. ])+"


@dataclass(frozen=True)
class Field:
    """How one column of records is made.

    The texts of `parts` (one, or several joined by `between` after padding to `widths`) are converted as `kind` says,
    by `forms` of dates, by `words` (their word or pattern, upper case, and our code), within `least` and `most`;
    `is_open` passes over unknown words. `value` is a constant instead. `prefix` stands before the result. `of` names
    the column of records whose words the kind `rest` shares. `otherwise` is asked where this gives nothing.
    """

    column: str
    kind: str = "text"
    parts: tuple[Part, ...] = ()
    between: str = ""
    widths: tuple[int, ...] = ()
    forms: tuple[str, ...] = ()
    words: tuple[tuple[str, str | None], ...] = ()
    is_open: bool = False
    value: str | None = None
    prefix: str = ""
    least: int = 0
    most: int = 999_999_999
    of: str | None = None
    is_required: bool = False
    otherwise: "Field | None" = None

    @property
    def chain(self) -> "tuple[Field, ...]":
        """This field and those asked when it gives nothing."""
        return (self, *(self.otherwise.chain if self.otherwise else ()))

    @property
    def expected(self) -> str:
        """What the conversion accepts, for a sentence to a clerk."""
        if self.kind in DATES:
            return " atau ".join(self.forms)
        if self.kind == "integer":
            return f"{self.least} sampai {self.most}"
        return ", ".join(given for given, _ in self.words) or "L, P, Y, T, YA, TIDAK, 1, 2"


def built_field(column: str, raw: Any, where: Marked, path: tuple[str, ...], is_named: bool) -> Field:
    """The field of an entry; a name alone is a column taken as text or by the layout's kind.

    A column that the clerk names must be in the file. Raises MappingFault with a sentence for each wrong entry.
    """
    raw = {"from": raw} if isinstance(raw, str | list) else raw
    if not isinstance(raw, dict):
        raise MappingFault(
            [where.fault(path, "MAPPING_WRONG_SHAPE", accepted="nama kolom atau entri from, form, words")]
        )
    declared = next(one for one in table("records").columns if one.name == column)
    faults = _faults(raw, declared, where, path)
    if faults:
        raise MappingFault(faults)
    named = raw.get("join") or ([raw["from"]] if raw.get("from") else [])
    parts = tuple(tuple(part) if isinstance(part, list) else (part,) for part in named)
    otherwise = raw.get("otherwise")
    return Field(
        column=column,
        kind=raw.get("as", "text"),
        parts=parts,
        between=raw.get("between", ""),
        widths=tuple(int(width) for width in raw.get("widths", ())),
        forms=_list(raw.get("form")),
        words=tuple((" ".join(given.upper().split()), code) for given, code in (raw.get("words") or {}).items()),
        is_open=raw.get("is_open") == "true",
        value=raw.get("value"),
        prefix=raw.get("prefix", ""),
        least=int(raw.get("least", 0)),
        most=int(raw.get("most", 999_999_999)),
        of=raw.get("of"),
        is_required=raw.get("is_required") == "true" or is_named,
        otherwise=built_field(column, otherwise, where, (*path, "otherwise"), False) if otherwise else None,
    )


def _faults(raw: dict[str, Any], declared: Column, where: Marked, path: tuple[str, ...]) -> list[str]:
    def fault(entry: str, code: str, **told_by: object) -> str:
        return where.fault((*path, *entry.split(">")) if entry else path, code, **told_by)

    found = [
        fault(entry, "MAPPING_UNKNOWN_ENTRY", given=entry, accepted=", ".join(ENTRIES))
        for entry in raw
        if entry not in ENTRIES
    ]
    if not raw.keys() & {"from", "join", "value"}:
        found.append(fault("", "MAPPING_NO_SOURCE"))
    kind = raw.get("as", "text")
    if kind not in KINDS:
        found.append(fault("as", "MAPPING_UNKNOWN_ENTRY", given=kind, accepted=", ".join(KINDS)))
    for form in _list(raw.get("form")):
        if not re.fullmatch(DATE_FORM, form):
            accepted = "dd-mm-yyyy, dd/mm/yyyy, dd/mm/yy, yyyy-mm-dd, yyyymmdd, dd mon yyyy, yyyy-mm, yyyymm"
            found.append(fault("form", "MAPPING_UNKNOWN_ENTRY", given=form, accepted=accepted))
    if kind in DATES and not raw.get("form"):
        found.append(fault("", "MAPPING_WRONG_SHAPE", accepted="disertai form, misalnya dd-mm-yyyy"))
    if not _are_numbers(raw):
        found.append(fault("", "MAPPING_WRONG_SHAPE", accepted="bilangan untuk least, most, dan widths"))
    if not _is_value(raw.get("value"), declared):
        found.append(fault("value", "MAPPING_UNKNOWN_ENTRY", given=raw["value"], accepted=_accepted(declared)))
    return found + _word_faults(raw.get("words") or {}, kind, declared, fault)


def _word_faults(words: Any, kind: str, declared: Column, fault: Callable[..., str]) -> list[str]:
    if not isinstance(words, dict):
        return [fault("words", "MAPPING_WRONG_SHAPE", accepted="pasangan kata mereka dan kode kita")]
    return [
        fault(f"words>{given}", "MAPPING_UNKNOWN_ENTRY", given=code, accepted=_accepted(declared))
        for given, code in words.items()
        if kind != "rest" and not _is_value(code, declared)
    ]


def _are_numbers(raw: dict[str, Any]) -> bool:
    numbers = [raw.get("least", "0"), raw.get("most", "0"), *raw.get("widths", ())]
    return all(isinstance(number, str) and number.isdigit() for number in numbers)


def _is_value(code: object, declared: Column) -> bool:
    """Whether a code may stand in the declared column; nothing always may."""
    if code is None:
        return True
    if declared.name in REGIONS:
        return name_of(str(code)) is not None
    if declared.type == "int64":
        return str(code).isdigit()
    if declared.type == "bool":
        return code in ("true", "false")
    return not declared.values or code in declared.values


def _accepted(declared: Column) -> str:
    if declared.name in REGIONS:
        return 'kode wilayah Kemendagri dengan titik, misalnya "35.01.01" atau "11.01.01.2001"'
    by_type = {"int64": "bilangan", "bool": "true, false"}
    return by_type.get(declared.type) or ", ".join(declared.values)


def _list(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list) else (value,)
