"""Is a text file plain, and which rows has it? The quick way for files where each line is one row."""

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv

from payung.extracts.table_rows import Batch

BLOCK_BYTES = 8 << 20
LINE_BYTES = 1 << 20
LONE_CR = re.compile(rb"\r(?!\n)")


class NotPlain(Exception):
    """A line is no row of the header's width, or holds bytes that are no letters."""


def plain_lines(path: Path, nothing: str) -> int | None:
    """Lines of a file by its bytes; None when a line holds nothing but the signs of `nothing`, or ends in a lone CR."""
    empty = b"[" + re.escape(nothing.replace("\n", "").encode()) + b"]*"
    blank = re.compile(b"\n" + empty + b"(?=\n)")
    lines, rest = 0, b"\n"
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            block = rest + block
            end = block.rfind(b"\n")
            if blank.search(block, 0, end + 1) or (b"\r" in block and LONE_CR.search(block, 0, end + 1)):
                return None
            lines += block.count(b"\n", 1, end + 1)
            rest = block[end:]
            if len(rest) > LINE_BYTES:
                return None
    if LONE_CR.search(rest) or (len(rest) > 1 and re.fullmatch(b"\n" + empty, rest)):
        return None
    return lines + (len(rest) > 1)


def plain_batches(path: Path, header_line: int, width: int, separator: str, picks: list[int | None]) -> Iterator[Batch]:
    """Rows below the header in file order; raises NotPlain for a row of another width or bytes that are no letters."""
    names = [f"c{number}" for number in range(width)]
    wanted = sorted({pick for pick in picks if pick is not None})
    row = 0
    try:
        reader = csv.open_csv(
            path,
            csv.ReadOptions(use_threads=True, block_size=BLOCK_BYTES, skip_rows=header_line, column_names=names),
            csv.ParseOptions(delimiter=separator, ignore_empty_lines=False),
            csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                include_columns=[names[number] for number in wanted],
                strings_can_be_null=False,
            ),
        )
        for batch in reader:
            columns = [None if pick is None else batch.column(wanted.index(pick)) for pick in picks]
            numbers = np.arange(row + 1, row + batch.num_rows + 1)
            yield Batch(numbers, numbers + header_line, columns)
            row += batch.num_rows
    except pa.ArrowInvalid as error:
        raise NotPlain from error
