"""What stands in a Parquet file? Columns of any plain type, as texts, in file order."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from payung.extracts.reject import SourceFault
from payung.extracts.table_rows import Batch, Broken

BATCH = 65_536


class Columnar:
    """A Parquet file; its row number is its line."""

    def __init__(self, path: Path) -> None:
        try:
            self._file = pq.ParquetFile(path)
        except (pa.ArrowInvalid, OSError) as error:
            with path.open("rb") as file:
                is_parquet = file.read(4) == b"PAR1"
            if is_parquet:
                raise SourceFault("UNREADABLE_FILE", given="Parquet tanpa penutup") from error
            raise SourceFault("WRONG_KIND", expected="Parquet", given="jenis lain") from error
        self.headers: list[str] = list(self._file.schema_arrow.names)
        self.broken: list[Broken] = []

    def batches(self, picks: list[int | None]) -> Iterator[Batch]:
        """Rows in file order; raises SourceFault for pages that are damaged or values that are no plain texts."""
        names = [self.headers[pick] for pick in picks if pick is not None]
        row = 0
        try:
            for part in self._file.iter_batches(BATCH, columns=sorted(set(names))):
                numbers = list(range(row + 1, row + part.num_rows + 1))
                by_name = {name: _text(part.column(name)) for name in part.schema.names}
                columns = [None if pick is None else by_name[self.headers[pick]] for pick in picks]
                yield Batch(numbers, numbers, columns)
                row += part.num_rows
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
            raise SourceFault("UNREADABLE_FILE", line=row + 1, given=str(error).splitlines()[0]) from error

    def count(self) -> int:
        """Rows by the file's own footer."""
        return int(self._file.metadata.num_rows)


def _text(column: Any) -> Any:
    """Values as texts; whole numbers held as floats lose their point, so that a NIK stays a NIK."""
    if pa.types.is_floating(column.type):
        try:
            column = column.cast(pa.int64())
        except pa.ArrowInvalid:
            return column.cast(pa.string())
    if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
        return pa.array([None if v is None else v.decode("utf-8", "replace") for v in column.to_pylist()], pa.string())
    return column.cast(pa.string())
