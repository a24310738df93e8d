"""What came of the suppliers' files? Counts that reconcile, hashes of what was read, and what stopped a supplier."""

from dataclasses import dataclass
from pathlib import Path

from payung.extracts.reject import ExtractError


@dataclass(frozen=True)
class FileReport:
    """One file: its name, the SHA-256 of its bytes and its data rows."""

    name: str
    sha256: str
    rows_read: int


@dataclass(frozen=True)
class SupplierReport:
    """One supplier: rows read are rows kept and rows rejected; `fault` is a sentence when it could not be read at all.

    `rows_carried_over` are records of an earlier run, kept because this time the supplier could not be read.
    """

    supplier: str
    files: tuple[FileReport, ...] = ()
    rows_read: int = 0
    rows_kept: int = 0
    rows_rejected: int = 0
    values_set_aside: int = 0
    values_noted: int = 0
    rows_carried_over: int = 0
    fault: str | None = None

    def counts(self) -> dict[str, int]:
        """The numbers of this supplier by name."""
        names = ("rows_read", "rows_kept", "rows_rejected", "values_set_aside", "values_noted", "rows_carried_over")
        return {name: int(getattr(self, name)) for name in names}


@dataclass(frozen=True)
class ExtractReport:
    """What `extract` did, supplier by supplier in the order of their names; files nobody claimed are named too."""

    suppliers: tuple[SupplierReport, ...]
    mapping: FileReport | None
    files_unclaimed: tuple[str, ...]
    records: Path
    rejects: Path

    def counts(self) -> dict[str, dict[str, int]]:
        """Numbers by supplier."""
        return {report.supplier: report.counts() for report in self.suppliers}

    def inputs(self) -> dict[str, str]:
        """SHA-256 by name of every file read, the mapping included."""
        files = [file for report in self.suppliers for file in report.files]
        return {file.name: file.sha256 for file in [*files, *([self.mapping] if self.mapping else [])]}

    @property
    def rows_read(self) -> int:
        """Data rows of all suppliers."""
        return sum(report.rows_read for report in self.suppliers)

    @property
    def rows_kept(self) -> int:
        """Rows of all suppliers that became records."""
        return sum(report.rows_kept for report in self.suppliers)

    @property
    def rows_rejected(self) -> int:
        """Rows of all suppliers that were not kept."""
        return sum(report.rows_rejected for report in self.suppliers)

    @property
    def unreadable(self) -> tuple[SupplierReport, ...]:
        """Suppliers that could not be read at all."""
        return tuple(report for report in self.suppliers if report.fault is not None)


class UnreadableSupplier(ExtractError):
    """At least one supplier could not be read; the others were, and are written. `report` tells both."""

    def __init__(self, report: ExtractReport) -> None:
        super().__init__("\n".join(f"{one.supplier}: {one.fault}" for one in report.unreadable))
        self.report = report


class NoFiles(ExtractError):
    """The folder holds no file of any supplier."""
