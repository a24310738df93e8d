"""How does a supplier's file look? One layout a supplier, as data, and what a clerk's mapping.yaml changes in it."""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from payung.extracts.field import Field, Part, built_field
from payung.extracts.marked import Marked, read_marked
from payung.extracts.reject import MappingFault
from payung.terms.public import table

FOLDER = Path(__file__).parent
SUPPLIERS = ("bpjs_kesehatan", "bpjs_ketenagakerjaan", "dtsen", "dukcapil", "kemenkes", "opensid", "payung", "roster")
KINDS = {".csv": "csv", ".txt": "csv", ".parquet": "parquet", ".xlsx": "xlsx"}
ENTRIES = ("file", "kind", "separator", "encoding", "sheet", "columns")
SEPARATORS = {"tab": "\t", "\\t": "\t", "titik koma": ";", "koma": ","}


@dataclass(frozen=True)
class Layout:
    """A supplier's files: their names or patterns, how they are written, and how each column of records is made.

    `kind` is None where the ending of the name tells it; `key` is the column of records that may stand only once in
    the register; `end_mark` is the 1-based column and the text that close a worksheet; `is_named_by_clerk` is true
    when mapping.yaml names the files, which must then be there.
    """

    supplier: str
    files: tuple[str, ...]
    fields: tuple[Field, ...]
    kind: str | None = None
    separator: str = ","
    encoding: str = "utf-8"
    sheet: str | None = None
    key: str | None = None
    end_mark: tuple[int, str] | None = None
    is_named_by_clerk: bool = False

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every column of the file that is read, each once, as the header names accepted for it."""
        found = dict.fromkeys(part for field in self.fields for one in field.chain for part in one.parts)
        return tuple(found)

    @property
    def parts_required(self) -> frozenset[Part]:
        """Columns without which the supplier cannot be read."""
        return frozenset(part for field in self.fields if field.is_required for part in field.parts)

    def kind_of(self, path: Path) -> str:
        """`csv`, `parquet` or `xlsx`."""
        return self.kind or KINDS.get(path.suffix.lower(), "csv")


def layouts(mapping: Path | None = None) -> tuple[Layout, ...]:
    """The layout of every supplier, as changed by a mapping file.

    Raises MappingFault with a sentence for each entry of the mapping that cannot be.
    """
    if mapping is None:
        return tuple(_built(supplier, _default(supplier), None) for supplier in SUPPLIERS)
    marked = read_marked(mapping)
    faults = [
        marked.fault((name,), "MAPPING_UNKNOWN_ENTRY", given=name, accepted=", ".join(SUPPLIERS))
        for name in marked.data
        if name not in SUPPLIERS
    ]
    found = []
    for supplier in SUPPLIERS:
        try:
            found.append(_built(supplier, _default(supplier), marked))
        except MappingFault as fault:
            faults += fault.sentences
    if faults:
        raise MappingFault(faults)
    return tuple(found)


@cache
def _default(supplier: str) -> Marked:
    return read_marked(FOLDER / supplier / "layout.yaml")


def _built(supplier: str, default: Marked, mapping: Marked | None) -> Layout:
    changes = _changes(supplier, mapping) if mapping else {}
    columns = _columns(supplier, default, mapping, changes.get("columns") or {})
    data = default.data
    end_mark = data.get("end_mark")
    layout = Layout(
        supplier=supplier,
        files=_texts(data["file"]),
        fields=columns,
        separator=data.get("separator", ","),
        encoding=data.get("encoding", "utf-8"),
        sheet=data.get("sheet"),
        key=data.get("key"),
        end_mark=(int(end_mark["column"]), end_mark["text"]) if end_mark else None,
    )
    return _changed(layout, changes)


def _changed(layout: Layout, changes: dict[str, Any]) -> Layout:
    """The layout with what the mapping says of the file itself."""
    if changes.get("file"):
        layout = replace(layout, files=_texts(changes["file"]), is_named_by_clerk=True)
    if changes.get("separator"):
        separator = changes["separator"]
        layout = replace(layout, separator=SEPARATORS.get(separator.lower(), separator))
    plain = {entry: changes[entry] for entry in ("kind", "encoding", "sheet") if changes.get(entry)}
    return replace(layout, **plain)


def _changes(supplier: str, mapping: Marked) -> dict[str, Any]:
    """What the mapping says of one supplier; MappingFault for what it cannot say."""
    changes = mapping.data.get(supplier) or {}
    if not isinstance(changes, dict):
        shape = f"entri {', '.join(ENTRIES)}"
        raise MappingFault([mapping.fault((supplier,), "MAPPING_WRONG_SHAPE", accepted=shape)])
    faults = [
        mapping.fault((supplier, entry), "MAPPING_UNKNOWN_ENTRY", given=entry, accepted=", ".join(ENTRIES))
        for entry in changes
        if entry not in ENTRIES
    ]
    for entry, accepted in _shapes(changes).items():
        faults.append(mapping.fault((supplier, entry), "MAPPING_WRONG_SHAPE", accepted=accepted))
    if faults:
        raise MappingFault(faults)
    return changes


def _shapes(changes: dict[str, Any]) -> dict[str, str]:
    """Entries of the file itself that have a wrong shape, with what would be accepted."""
    wrong: dict[str, str] = {}
    separator = changes.get("separator")
    if separator is not None and (
        not isinstance(separator, str) or len(SEPARATORS.get(separator.lower(), separator)) != 1
    ):
        wrong["separator"] = 'satu tanda, misalnya ";" atau "|" atau "tab"'
    if changes.get("kind") not in (None, "csv", "parquet", "xlsx"):
        wrong["kind"] = "csv, parquet, atau xlsx"
    if not _is_encoding(changes.get("encoding")):
        wrong["encoding"] = "utf-8, utf-16, atau cp1252"
    if not isinstance(changes.get("columns"), dict | None):
        wrong["columns"] = "pasangan kolom kita dan nama kolom dalam berkas"
    if not isinstance(changes.get("sheet"), str | None):
        wrong["sheet"] = "nama lembar kerja"
    if not all(isinstance(name, str) for name in _texts(changes.get("file"))):
        wrong["file"] = "nama berkas, atau daftar nama berkas"
    return wrong


def _is_encoding(name: object) -> bool:
    if name is None:
        return True
    try:
        "".encode(str(name))
    except LookupError:
        return False
    return True


def _columns(supplier: str, default: Marked, mapping: Marked | None, changes: dict[str, Any]) -> tuple[Field, ...]:
    """A field for each column of records that the layout or the mapping fills, in the order of the declared table."""
    known = table("records").column_names
    faults = [
        mapping.fault((supplier, "columns", name), "MAPPING_UNKNOWN_ENTRY", given=name, accepted=", ".join(known))
        for name in changes
        if mapping is not None and name not in known
    ]
    fields = []
    path: tuple[str, ...]
    for column in known:
        raw: Any = default.data["columns"].get(column)
        where, path, is_named = default, ("columns", column), False
        if mapping is not None and column in changes:
            raw, is_named = _merged(raw, changes[column]), _names_a_source(changes[column])
            where, path = mapping, (supplier, *path)
        if raw is None:
            continue
        try:
            fields.append(built_field(column, raw, where, path, is_named))
        except MappingFault as fault:
            faults += fault.sentences
    if faults:
        raise MappingFault(faults)
    words = {field.column: field.words for field in fields}
    return tuple(replace(field, words=words.get(field.of, ())) if field.of else field for field in fields)


def _names_a_source(change: Any) -> bool:
    return isinstance(change, str | list) or (isinstance(change, dict) and bool(change.keys() & {"from", "join"}))


def _merged(default: Any, change: Any) -> Any:
    """A column's entry with the clerk's change: a name alone changes where it comes from, nothing takes it away."""
    if change is None:
        return None
    base: dict[str, Any] = {"from": default} if isinstance(default, str | list) else dict(default or {})
    if isinstance(change, str | list):
        change = {"from": change}
    if not isinstance(change, dict):
        return change
    if change.keys() & {"from", "join", "value"}:
        base = {key: value for key, value in base.items() if key not in ("from", "join", "value", "otherwise")}
    if isinstance(base.get("words"), dict) and isinstance(change.get("words"), dict):
        theirs = {given.upper() for given in change["words"]}
        kept = {given: code for given, code in base["words"].items() if given.upper() not in theirs}
        change = {**change, "words": {**change["words"], **kept}}
    return {**base, **change}


def _texts(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list) else (value,)
