"""How does the synthetic country reach the disk? One file a supplier, and the truth."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

from payung.sample import bpjstk_register, care, dtsen, dukcapil, jkn_register, roster, village
from payung.sample.array import Ints, stream
from payung.sample.bpjstk import Bpjstk, make_bpjstk
from payung.sample.country import Country, make_country
from payung.sample.error import Records, Register
from payung.sample.jkn import Jkn, make_jkn
from payung.sample.name_error import NameErrors
from payung.sample.truth import person_table, record_table, write_truth
from payung.sample.workbook import write_workbook

LEAST_PEOPLE = 100
MOST_PEOPLE = 50_000_000


@dataclass(frozen=True)
class SampleReport:
    """What was written: people, rows and bad rows by supplier, and the SHA-256 of every file by its name."""

    people: int
    seed: int
    as_of: date
    rows: dict[str, int]
    bad_rows: dict[str, int]
    hashes: dict[str, str]


class Writer:
    """Writes the suppliers' files one after another, so that only one is in memory."""

    def __init__(self, out: Path, country: Country) -> None:
        """Make the memberships; nothing is written yet."""
        self.out = out
        self.country = country
        self.jkn: Jkn = make_jkn(country)
        self.members: Bpjstk = make_bpjstk(country, self.jkn)
        self.names = NameErrors(country, stream(country.seed, "name errors"))
        self.records: list[Any] = []
        self.rows: dict[str, int] = {}
        self.bad_rows: dict[str, int] = {}
        self.files: list[str] = []

    def write(self) -> None:
        """Every supplier's file, and the truth."""
        self.dukcapil()
        self.bpjs_kesehatan()
        self.bpjs_ketenagakerjaan()
        self.dtsen()
        self.roster()
        self.opensid()
        self.care()
        write_truth(self.out / "truth", person_table(self.country, self.jkn, self.members), self.records)

    def dukcapil(self) -> None:
        """The civil register."""
        made = self._make(dukcapil.SUPPLIER, dukcapil.held(self.country))
        self._csv(dukcapil.FILE, dukcapil.columns(self.country, made, *self._texts(made)), ";")

    def bpjs_kesehatan(self) -> None:
        """The members of JKN."""
        made = self._make(jkn_register.SUPPLIER, jkn_register.held(self.jkn))
        table = pa.table(jkn_register.columns(self.country, self.jkn, made, *self._texts(made)))
        pq.write_table(table, self.out / jkn_register.FILE, compression="zstd")
        self.files.append(jkn_register.FILE)

    def bpjs_ketenagakerjaan(self) -> None:
        """The members of the employment programmes."""
        source = np.arange(len(self.members.person))
        made = self._make(bpjstk_register.SUPPLIER, self.members.person, source, has_region=False)
        columns = bpjstk_register.columns(self.country, self.members, made, *self._texts(made))
        self._csv(bpjstk_register.FILE, columns, "|")

    def dtsen(self) -> None:
        """The welfare deciles."""
        made = self._make(dtsen.SUPPLIER, dtsen.held(self.country))
        self._csv(dtsen.FILE, dtsen.columns(self.country, self.jkn, made, *self._texts(made)), ",")

    def roster(self) -> None:
        """The lists of informal workers, as a workbook or, when too long for one, as CSV."""
        made = self._make(roster.SUPPLIER, roster.held(self.country))
        columns = roster.columns(self.country, made, self._texts(made)[0])
        if len(made.person) > roster.LARGE:
            self._csv(roster.FILE_LARGE, columns, ",")
            return
        cells = [column.to_pylist() for column in columns.values()]
        write_workbook(self.out / roster.FILE, "Daftar", [list(columns), *zip(*cells, strict=True)])
        self.files.append(roster.FILE)

    def opensid(self) -> None:
        """The workbook of one village, and the mapping that says which village it is."""
        made = self._make(village.SUPPLIER, village.held(self.country), has_region=False)
        filled = village.columns(self.country, self.jkn, made, *self._texts(made))
        empty = [None] * len(made.person)
        cells = [filled[name].to_pylist() if name in filled else empty for name in village.COLUMNS]
        end = [village.END_MARK if place == 1 else None for place in range(len(village.COLUMNS))]
        write_workbook(self.out / village.FILE, village.SHEET, [village.COLUMNS, *zip(*cells, strict=True), end])
        self.files.append(village.FILE)
        (self.out / village.MAPPING).write_text(village.mapping(self.country.people), encoding="utf-8")
        self.files.append(village.MAPPING)

    def care(self) -> None:
        """The people in care."""
        made = self._make(care.SUPPLIER, care.held(self.country))
        self._csv(care.FILE, care.columns(self.country, made, *self._texts(made)), ",")

    def _make(self, supplier: str, person: Ints, source: Ints | None = None, *, has_region: bool = True) -> Records:
        register = Register(supplier, self.country, self.names, stream(self.country.seed, f"register {supplier}"))
        made = register.records(person, person if source is None else source, has_region=has_region)
        self.records.append(record_table(supplier, made))
        self.rows[supplier] = len(made.person)
        self.bad_rows[supplier] = int((made.bad > 0).sum())
        return made

    def _texts(self, made: Records) -> tuple[Any, Any]:
        vocabulary = self.country.vocabulary
        return vocabulary.render(made.name), vocabulary.render(made.mother)

    def _csv(self, name: str, columns: dict[str, Any], separator: str) -> None:
        with (self.out / name).open("wb") as file:
            file.write((separator.join(columns) + "\n").encode())
            options = pc.WriteOptions(include_header=False, delimiter=separator, quoting_style="none")
            pc.write_csv(pa.table(columns), file, options)
        self.files.append(name)


def write_sample(out: Path, *, people: int, seed: int, as_of: date) -> SampleReport:
    """Write the suppliers' files of a synthetic country into `out`, and who is who into `out/truth`.

    `people` counts everybody, those who died in the last two years included. The same people, seed and as_of give the
    same bytes. Raises ValueError when people is outside 100 to 50,000,000 or seed is negative.
    """
    if not LEAST_PEOPLE <= people <= MOST_PEOPLE:
        raise ValueError(f"people must be {LEAST_PEOPLE} to {MOST_PEOPLE}, not {people}")
    if seed < 0:
        raise ValueError(f"seed must not be negative: {seed}")
    out.mkdir(parents=True, exist_ok=True)
    writer = Writer(out, make_country(people, seed, as_of))
    writer.write()
    files = [*writer.files, "truth/persons.parquet", "truth/records.parquet"]
    return SampleReport(people, seed, as_of, writer.rows, writer.bad_rows, {name: _hash(out / name) for name in files})


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
