"""How does a step's text become an engine's SQL? Parse, put the day in, put the law in, expand the macros, write."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import sqlglot
from sqlglot import exp

from payung.engine.macro import called_name, day_literal, write_sql
from payung.engine.step import Inline, Step


def compile_sql(
    sql: str | exp.Expression, dialect: str, *, as_of: date | None = None, inline: Inline | None = None
) -> str:
    """SQL of `dialect` (duckdb, postgres, spark) for one SELECT in DuckDB's dialect, as text or already parsed.

    `as_of` replaces `as_of()`; `inline` puts legal values in place of `param`, `bracket` and `basis` calls.
    Raises sqlglot.errors.ParseError for text that is no SQL and MacroArguments for a macro called wrongly.
    """
    tree = sqlglot.parse_one(sql, dialect="duckdb") if isinstance(sql, str) else sql.copy()
    if as_of is not None:
        tree = tree.transform(lambda node: day_literal(as_of) if called_name(node) == "AS_OF" else node)
    if inline is not None:
        tree = inline(tree)
    return write_sql(tree, dialect, as_of)


def chain_sql(
    steps: Sequence[Step], last: str, dialect: str, *, as_of: date | None = None, inline: Inline | None = None
) -> str:
    """One SELECT that evaluates all steps as common table expressions and yields the step named `last`.

    This is how one live row is asked: the same text, prepared once.
    """
    parts = [f'"{step.name}" AS ({compile_step(step, dialect, as_of=as_of, inline=inline)})' for step in steps]
    names = exp.to_identifier(last, quoted=True).sql(dialect=dialect)
    text = f"WITH {', '.join(parts)} SELECT * FROM {names}"
    return text.replace('"', "`") if dialect == "spark" else text


@lru_cache(maxsize=1024)
def compile_step(step: Step, dialect: str, *, as_of: date | None = None, inline: Inline | None = None) -> str:
    """SQL of `dialect` for one step, cast to its declared output.

    Remembered, because a run in chunks asks for the same text again for every chunk.
    """
    return compile_sql(step.select_sql(), dialect, as_of=as_of, inline=inline)
