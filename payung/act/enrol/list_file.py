"""What does a collective's list say? CSV or XLSX, read by its headers as any supplier's roster; no row is lost."""

import csv
import io
import shutil
import uuid
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.parquet as pq

from payung.extracts.public import ExtractError, UnreadableSupplier, extract
from payung.ledger.public import Told

ROWS_MOST = 10_000
BYTES_MOST = 8 << 20
# A workbook of 10,000 rows unpacks to a few million bytes; more is no list but a trap for the memory.
UNPACKED_MOST = 64 << 20
ENDINGS = (".csv", ".txt", ".xlsx")
# Of the reader's faults those that say more than that a value is missing.
NIK_FAULTS = ("NIK_NOT_DIGITS", "NIK_LENGTH", "NIK_AS_NUMBER", "NIK_DUMMY", "NIK_DISTRICT", "NIK_DATE")


# What the reader's whole-file faults mean to who handed the list in; every other one is a damaged file.
WHOLE_FAULTS = {"EMPTY_FILE": "EMPTY", "NO_HEADER": "NO_HEADER", "MISSING_COLUMN": "NO_HEADER"}
SEPARATORS = (",", ";", "\t", "|")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class ListUnreadable(Exception):
    """The file as a whole cannot be read; `code` is one of terms/codes/list_faults.yaml. Nothing was taken from it."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code


@dataclass(frozen=True)
class ReadRow:
    """A row as read: what was told, refusals found in the reading, and the reader's sentences on what was set aside.

    Of an employer's list `ends_on` is the last day of work of somebody who left, `end_cause` why.
    """

    row: int
    told: Told
    faults: tuple[str, ...]
    notes: tuple[str, ...]
    ends_on: date | None = None
    end_cause: str | None = None


def read_list(file: Path, name: str, *, on: date, with_jht: bool, mapping: Path | None = None) -> list[ReadRow]:
    """Every row of a list, in order. `name` is the name under which it came; a mapping names other headers.

    Text is read in UTF-8, UTF-16 or the letters of Windows, with commas, semicolons, tabs or bars between the columns,
    as office programs save it. Columns: NIK, Nama, Tgl Lahir, L/P, Kecamatan (kode) or Desa (kode), No HP, Pekerjaan,
    Penghasilan; of an employer Upah, Mulai Bekerja, Hubungan, Berhenti, Sebab Berhenti. Raises ListUnreadable for a
    file that is no table, has no row, is too long, or lacks the names.
    """
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise ListUnreadable("KIND", ending or name)
    if file.stat().st_size > BYTES_MOST:
        raise ListUnreadable("TOO_LARGE", f"{file.stat().st_size:,} bytes")
    if ending == ".xlsx" and _unpacked(file) > UNPACKED_MOST:
        raise ListUnreadable("TOO_LARGE", f"unpacks to more than {UNPACKED_MOST:,} bytes")
    with TemporaryDirectory(prefix="payung-list-") as folder:
        source, out = Path(folder) / "in", Path(folder) / "out"
        source.mkdir()
        copy = source / f"daftar_pekerja_informal_{uuid.uuid4().hex}{ending if ending == '.xlsx' else '.csv'}"
        if ending == ".xlsx" or mapping is not None:
            shutil.copyfile(file, copy)
        else:
            copy.write_bytes(_as_plain_csv(file.read_bytes()))
        try:
            report = extract(source, out, as_of=on, mapping=mapping, memory_limit="512MB", threads=1)
        except UnreadableSupplier as error:
            [stopped, *_] = pq.read_table(error.report.rejects).to_pylist()
            raise ListUnreadable(WHOLE_FAULTS.get(stopped["code"], "DAMAGED"), stopped["reason"]) from error
        except ExtractError as error:
            raise ListUnreadable("DAMAGED", str(error)) from error
        if report.suppliers[0].rows_read > ROWS_MOST:
            raise ListUnreadable("TOO_LARGE", f"{report.suppliers[0].rows_read:,} rows")
        if report.suppliers[0].rows_read == 0:
            raise ListUnreadable("EMPTY", "no row below the header")
        return _rows(pq.read_table(report.records).to_pylist(), pq.read_table(report.rejects).to_pylist(), with_jht)


def _as_plain_csv(content: bytes) -> bytes:
    """The text in UTF-8 with commas, however an office program saved it; untouched where it is so already."""
    is_utf_16 = content.startswith(UTF_16)
    try:
        text = content.decode("utf-16" if is_utf_16 else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        return content
    head = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=head.count)
    if separator == ",":
        return text.encode()
    written = io.StringIO()
    csv.writer(written).writerows(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    return written.getvalue().encode()


def _unpacked(file: Path) -> int:
    """What a workbook says it unpacks to; 0 for what is no archive, which the reader refuses by itself."""
    try:
        with zipfile.ZipFile(file) as archive:
            return sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, OSError):
        return 0


def _rows(records: Sequence[dict[str, Any]], rejects: Sequence[dict[str, Any]], with_jht: bool) -> list[ReadRow]:
    said: dict[int, list[dict[str, Any]]] = {}
    for reject in rejects:
        said.setdefault(reject["row"], []).append(reject)
    rows = [_kept(record, said.get(record["row"], []), with_jht) for record in records]
    nobody = Told(nik=None, name="", birth_date=None, sex=None, region_code="", with_jht=with_jht)
    kept = {row.row for row in rows}
    for number, faults in said.items():
        if number not in kept and number > 0:
            code = "REPEATED_ROW" if faults[0]["code"] == "REPEATED_ROW" else "ROW_UNREADABLE"
            rows.append(ReadRow(number, nobody, (code,), _notes(faults)))
    return sorted(rows, key=lambda row: row.row)


def _kept(record: dict[str, Any], faults: Sequence[dict[str, Any]], with_jht: bool) -> ReadRow:
    told = Told(
        nik=record["nik"],
        name=record["name"] or "",
        birth_date=record["birth_date"],
        sex=record["sex"],
        region_code=record["village_code"] or record["district_code"] or "",
        kk=record["kk"],
        phone=record["phone"],
        income_monthly_idr=record["wage_monthly_idr"],
        sector=record["sector"],
        with_jht=with_jht,
        start_on=record["member_since"],
        role=record["role"],
    )
    found = {fault["code"]: fault for fault in faults}
    causes = []
    if found.keys() & set(NIK_FAULTS):
        causes.append("NIK_FAULTY")
    money = next((fault for fault in faults if fault["code"] in ("MONEY_UNREADABLE", "NUMBER_OUT_OF_RANGE")), None)
    if money is not None and str(money["value"] or "").strip().startswith(("-", "Rp -", "Rp-", "(")):
        causes.append("INCOME_NEGATIVE")
    ended = (record["inactive_since"], record["inactive_cause"])
    return ReadRow(record["row"], told, tuple(causes), _notes(faults), *ended)


def _notes(faults: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(f"{fault['column']}: {fault['reason']}" if fault["column"] else fault["reason"] for fault in faults)
