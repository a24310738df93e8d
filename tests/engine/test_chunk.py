"""Does a run by ranges of person_id keep families whole, and give what one range gives?"""

from datetime import date
from pathlib import Path

import pytest

from payung.engine.public import Step, open_engine, parquet_sql, run_in_chunks
from payung.terms.public import Column, Table
from tests.engines import write_parquet

SIZES = Table(
    "size",
    "sizes",
    "family size of each person",
    ("person_id",),
    (Column("person_id", "int64", "the person"), Column("members", "int64", "members of the family")),
)
STEPS = [
    Step("families", "SELECT family_id, COUNT(*) AS members FROM persons GROUP BY family_id"),
    Step(
        "sizes", "SELECT person_id, members FROM persons JOIN families ON persons.family_id = families.family_id", SIZES
    ),
]


@pytest.fixture
def persons(tmp_path: Path) -> Path:
    rows = [{"person_id": i, "family_id": i - i % 7} for i in range(1, 1000)]
    rows = [{**row, "family_id": max(row["family_id"], 1)} for row in rows]
    write_parquet(tmp_path / "persons.parquet", {"person_id": "int64", "family_id": "int64"}, rows)
    return tmp_path / "persons.parquet"


def _sizes(persons: Path, out: Path, size: int) -> tuple[int, list[tuple[int, int]]]:
    with open_engine("duckdb") as engine:
        chunks = run_in_chunks(
            engine,
            STEPS,
            inputs={"persons": persons},
            outputs={SIZES: out},
            as_of=date(2026, 11, 1),
            people_in_a_chunk=size,
        )
        return chunks, engine.rows(f"SELECT * FROM {parquet_sql(out)}")


def test_chunks_give_what_one_range_gives(persons: Path, tmp_path: Path) -> None:
    whole, expected = _sizes(persons, tmp_path / "whole.parquet", 10_000)
    parts, found = _sizes(persons, tmp_path / "parts.parquet", 100)
    assert (whole, parts) == (1, 10)
    assert found == expected
    assert (tmp_path / "whole.parquet").is_file()
    assert len(list((tmp_path / "parts.parquet").glob("part-*.parquet"))) == 10


def test_a_run_again_replaces_and_gives_the_same_bytes(persons: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    _sizes(persons, out, 10_000)
    first = out.read_bytes()
    _sizes(persons, out, 10_000)
    assert out.read_bytes() == first


def test_a_failed_run_leaves_what_was_there(persons: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    _sizes(persons, out, 10_000)
    before = out.read_bytes()
    broken = [Step("sizes", "SELECT person_id, nothing AS members FROM persons", SIZES)]
    with open_engine("duckdb") as engine, pytest.raises(Exception, match="nothing"):
        run_in_chunks(engine, broken, inputs={"persons": persons}, outputs={SIZES: out})
    assert out.read_bytes() == before
