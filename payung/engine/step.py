"""What is a step? A named SELECT over named tables, in DuckDB's dialect."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlglot import exp

from payung.terms.public import Table

Inline = Callable[[exp.Expression], exp.Expression]


@dataclass(frozen=True)
class Step:
    """A named set step.

    `sql` is one SELECT in DuckDB's dialect over earlier steps and registered tables; it may use the macros of
    `payung.engine.macro`. `output` is the declared table it yields, in whose columns, order and types the result is
    cast; None for a step between. `is_kept` False leaves the step a view, which the engine may fuse with its readers.
    """

    name: str
    sql: str
    output: Table | None = None
    is_kept: bool = True

    def select_sql(self) -> str:
        """The SELECT, cast to the declared columns when there is a declared output."""
        return self.output.cast_select_sql(f"({self.sql})") if self.output else self.sql
