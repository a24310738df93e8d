"""How are steps run on Apache Spark? The same text over Parquet, for a nation; PySpark is asked for only here."""

import importlib
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from payung.engine.compile import compile_step
from payung.engine.error import EngineMissing
from payung.engine.step import Inline, Step


class SparkEngine:
    """A Spark session in which each step becomes a temporary view, kept in memory or on disk when it is read again."""

    dialect = "spark"

    def __init__(self, *, memory_limit: str = "4GB", threads: int = 2, temp: Path | None = None) -> None:
        try:
            sql = importlib.import_module("pyspark.sql")
        except ImportError as error:
            raise EngineMissing("the Spark engine needs PySpark and Java 17: install payung[spark]") from error
        builder = (
            sql.SparkSession.builder.master(f"local[{threads}]")
            .appName("payung")
            .config("spark.driver.memory", memory_limit.lower().removesuffix("b"))
            .config("spark.sql.ansi.enabled", "true")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", str(4 * threads))
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            # Spark's default of case-preserved names in Parquet is kept; fields are compared without case.
            .config("spark.sql.parquet.compression.codec", "snappy")
        )
        if temp is not None:
            builder = builder.config("spark.local.dir", str(temp))
        self.connection: Any = builder.getOrCreate()
        self.connection.sparkContext.setLogLevel("ERROR")

    def register(self, name: str, path: Path) -> None:
        """Make a Parquet file, or a folder of part files, readable under a name."""
        self.connection.read.parquet(str(path)).createOrReplaceTempView(name)

    def run(self, steps: Sequence[Step], *, as_of: date | None = None, inline: Inline | None = None) -> None:
        """Evaluate steps in order; each is then readable under its name."""
        for step in steps:
            frame = self.connection.sql(compile_step(step, self.dialect, as_of=as_of, inline=inline))
            if step.is_kept:
                frame = frame.persist()
            frame.createOrReplaceTempView(step.name)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """All rows of a SELECT in Spark's dialect."""
        return [tuple(row) for row in self.connection.sql(sql).collect()]

    def write(self, name: str, path: Path, *, order_by: Sequence[str] = ()) -> None:
        """Write a table to a folder of Parquet part files, sorted over all of them; it appears only when whole."""
        frame = self.connection.table(name)
        unfinished = path.with_name(path.name + ".unfinished")
        (frame.orderBy(*order_by) if order_by else frame).write.mode("overwrite").parquet(str(unfinished))
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
        unfinished.replace(path)

    def drop(self, name: str) -> None:
        """Forget a step's view; nothing happens when there is none."""
        self.connection.catalog.dropTempView(name)

    def close(self) -> None:
        """Stop the session."""
        self.connection.stop()

    def __enter__(self) -> "SparkEngine":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
