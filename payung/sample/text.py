"""How do numbers and days become the texts of a file? As Arrow arrays, made from distinct values."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from payung.sample.array import NO_DAY, NONE, Bools, Ints, to_date

NIK_DIGITS = 16


def digits(values: Ints, width: int = NIK_DIGITS) -> Any:
    """Whole numbers padded with zeros; null where the number is -1."""
    text = pc.utf8_lpad(pa.array(np.maximum(values, 0)).cast(pa.string()), width=width, padding="0")
    return _without(text, values == NONE)


def plain(values: Ints) -> Any:
    """Whole numbers as they are; null where -1."""
    return _without(pa.array(values).cast(pa.string()), values == NONE)


def phones(values: Ints) -> Any:
    """Mobile numbers with the leading zero; null where -1."""
    return _without(pc.binary_join_element_wise("0", pa.array(values).cast(pa.string()), ""), values == NONE)


def days(values: Ints, form: str) -> Any:
    """Days as text by a strftime form; null where there is no day."""
    return by_value(values, lambda value: None if value == NO_DAY else _formed(to_date(value), form))


def months(values: Ints, form: str) -> Any:
    """Months since 1970 as text by a strftime form; null where -1."""
    return by_value(
        values, lambda value: None if value == NONE else _formed(date(1970 + value // 12, value % 12 + 1, 1), form)
    )


def words(values: Ints, labels: Sequence[str | None]) -> Any:
    """Labels by number; null where -1."""
    return pa.array(list(labels), pa.string()).take(pa.array(values, mask=values == NONE))


def flags(values: Bools, yes: str, no: str) -> Any:
    """Two words for true and false."""
    return words(values.astype(np.int64), (no, yes))


def by_value(values: Ints, make: Callable[[int], str | None]) -> Any:
    """A text for each distinct value."""
    distinct, back = np.unique(values, return_inverse=True)
    return pa.array([make(int(value)) for value in distinct], pa.string()).take(pa.array(back))


def _formed(value: date, form: str) -> str:
    # strftime does not pad years before 1000; ours are all later, and f-strings are three times as fast.
    return form.replace("%Y", f"{value.year:04d}").replace("%m", f"{value.month:02d}").replace("%d", f"{value.day:02d}")


def _without(text: Any, is_absent: Bools) -> Any:
    return pc.if_else(pa.array(is_absent), pa.scalar(None, pa.string()), text)
