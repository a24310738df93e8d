"""All that others may import from engine."""

from pathlib import Path
from typing import Literal, overload

from payung.engine.chunk import PEOPLE_IN_A_CHUNK, run_in_chunks
from payung.engine.compile import chain_sql, compile_sql, compile_step
from payung.engine.error import EngineError, EngineMissing, MacroArguments, UnknownEngine
from payung.engine.macro import DIALECTS, called_name, day_literal
from payung.engine.on_duckdb import DuckdbEngine, parquet_sql
from payung.engine.on_postgres import PostgresEngine
from payung.engine.on_spark import SparkEngine
from payung.engine.step import Inline, Step

__all__ = [
    "DIALECTS",
    "PEOPLE_IN_A_CHUNK",
    "DuckdbEngine",
    "EngineError",
    "EngineMissing",
    "Inline",
    "MacroArguments",
    "PostgresEngine",
    "SparkEngine",
    "Step",
    "UnknownEngine",
    "called_name",
    "chain_sql",
    "compile_sql",
    "compile_step",
    "day_literal",
    "open_engine",
    "parquet_sql",
    "run_in_chunks",
]


@overload
def open_engine(
    kind: Literal["duckdb"], *, memory_limit: str = ..., threads: int = ..., temp: Path | None = ...
) -> DuckdbEngine: ...
@overload
def open_engine(
    kind: Literal["spark"], *, memory_limit: str = ..., threads: int = ..., temp: Path | None = ...
) -> SparkEngine: ...
@overload
def open_engine(
    kind: str, *, memory_limit: str = ..., threads: int = ..., temp: Path | None = ...
) -> DuckdbEngine | SparkEngine: ...
def open_engine(
    kind: str, *, memory_limit: str = "4GB", threads: int = 2, temp: Path | None = None
) -> DuckdbEngine | SparkEngine:
    """The engine of this name, `duckdb` or `spark`; PostgresEngine is opened by its url.

    Raises UnknownEngine for another name and EngineMissing when Spark's library is not installed.
    """
    if kind == "duckdb":
        return DuckdbEngine(memory_limit=memory_limit, threads=threads, temp=temp)
    if kind == "spark":
        return SparkEngine(memory_limit=memory_limit, threads=threads, temp=temp)
    raise UnknownEngine(f"no engine is called {kind!r}; there are duckdb and spark")
