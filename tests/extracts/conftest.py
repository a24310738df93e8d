"""Small suppliers' files for tests: people who cannot be real, written as each supplier writes them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from payung.engine.public import open_engine
from payung.extracts.public import ExtractReport, UnreadableSupplier, extract

AS_OF = date(2026, 11, 1)

DUKCAPIL = (
    "NIK;NO_KK;NAMA_LGKP;TMPT_LHR;TGL_LHR;JENIS_KLMIN;STAT_HBKEL;STATUS_KAWIN;JENIS_PKRJN;PDDK_SEKOLAH;NAMA_LGKP_IBU;"
    "NO_PROP;NO_KAB;NO_KEC;NO_KEL;STAT_HIDUP;TGL_MATI;NO_HP"
)


@pytest.fixture
def nik() -> Callable[..., str]:
    """A NIK that no real person has: serial 9000 to 9999."""

    def make(born: date = date(1980, 5, 17), sex: str = "L", serial: int = 9001, district: str = "350101") -> str:
        day = born.day + (40 if sex == "P" else 0)
        return f"{district}{day:02d}{born.month:02d}{born.year % 100:02d}{serial:04d}"

    return make


@pytest.fixture
def dukcapil(nik: Callable[..., str]) -> Callable[..., str]:
    """One line of the civil register, with some values changed by column name."""

    def make(**changed: str) -> str:
        values = {
            "NIK": nik(),
            "NO_KK": "350101" + "1205100001",
            "NAMA_LGKP": "SUTRISNO",
            "TMPT_LHR": "MALANG",
            "TGL_LHR": "17-05-1980",
            "JENIS_KLMIN": "LAKI-LAKI",
            "STAT_HBKEL": "KEPALA KELUARGA",
            "STATUS_KAWIN": "KAWIN",
            "JENIS_PKRJN": "PETANI/PEKEBUN",
            "PDDK_SEKOLAH": "T",
            "NAMA_LGKP_IBU": "SITI",
            "NO_PROP": "35",
            "NO_KAB": "01",
            "NO_KEC": "01",
            "NO_KEL": "",
            "STAT_HIDUP": "HIDUP",
            "TGL_MATI": "",
            "NO_HP": "081234567890",
        }
        return ";".join((values | changed)[column] for column in DUKCAPIL.split(";"))

    return make


class Run:
    """The result of one `extract` over a folder."""

    def __init__(self, source: Path, out: Path) -> None:
        self.stopped: UnreadableSupplier | None = None
        self.report: ExtractReport
        try:
            self.report = extract(source, out, as_of=AS_OF)
        except UnreadableSupplier as stopped:
            self.stopped = stopped
            self.report = stopped.report

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of a SELECT over `records` and `rejects`."""
        with open_engine("duckdb") as engine:
            engine.register("records", self.report.records)
            engine.register("rejects", self.report.rejects)
            return engine.rows(sql)

    def one(self, columns: str, row: int = 1) -> tuple[Any, ...]:
        """Some columns of one record."""
        [found] = self.rows(f"SELECT {columns} FROM records WHERE row = {row}")
        return found

    @property
    def codes(self) -> list[tuple[int, str, str]]:
        """Row, column and code of every reject."""
        return [(row, column, code) for row, column, code in self.rows('SELECT row, "column", code FROM rejects')]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """An empty folder for suppliers' files."""
    folder = tmp_path / "source"
    folder.mkdir()
    return folder


@pytest.fixture
def run(source: Path, tmp_path: Path) -> Callable[[], Run]:
    """Reads what stands in `source`."""
    return lambda: Run(source, tmp_path / "out")


@pytest.fixture
def write_dukcapil(source: Path) -> Callable[..., Path]:
    """Writes lines of the civil register below its header."""

    def write(*lines: str, header: str = DUKCAPIL, end: str = "\n", encoding: str = "utf-8") -> Path:
        path = source / "penduduk_dukcapil.csv"
        path.write_bytes(("\n".join((header, *lines)) + end).encode(encoding, "surrogateescape"))
        return path

    return write
