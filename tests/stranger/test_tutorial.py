"""Does the tutorial of the files of another hand tell what happens?"""

import re
from datetime import date
from pathlib import Path
from shutil import copy

import pytest

from payung.engine.public import open_engine
from payung.extracts.public import ExtractReport, MappingFault, extract, layouts

HERE = Path(__file__).parent
TUTORIAL = (HERE.parent.parent / "docs" / "tutorials" / "files-of-another-hand.md").read_text(encoding="utf-8")
AS_OF = date(2026, 11, 1)
FILES = [path for path in sorted(HERE.iterdir()) if path.suffix in (".csv", ".txt", ".parquet", ".xlsx")]
BLOCKS = re.findall(r"```yaml\n(.*?)```", TUTORIAL, flags=re.DOTALL)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> ExtractReport:
    """The five files read with the two lines of mapping that the tutorial shows first."""
    source = tmp_path_factory.mktemp("source")
    for file in FILES:
        copy(file, source)
    (source / "mapping.yaml").write_text(BLOCKS[0], encoding="utf-8")
    return extract(source, tmp_path_factory.mktemp("out"), as_of=AS_OF)


def table_rows(header: str) -> list[list[str]]:
    """Cells of the table of the tutorial that has this header."""
    lines = TUTORIAL[TUTORIAL.index(header) :].splitlines()[2:]
    ends = next(number for number, line in enumerate(lines) if not line.startswith("|"))
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[:ends]]


def test_the_files_it_names_are_those_that_lie_there() -> None:
    assert sorted(row[0].strip("`") for row in table_rows("| file | what is odd")) == [file.name for file in FILES]


def test_without_a_mapping_one_file_is_passed_over(tmp_path: Path) -> None:
    copy(HERE / "master_jkn.parquet", tmp_path)
    (tmp_path / "daftar_pekerja_informal.csv").write_text("Nama\nSITI\n")
    assert extract(tmp_path, tmp_path / "out", as_of=AS_OF).files_unclaimed == ("master_jkn.parquet",)


def test_its_numbers_are_those_of_the_run(report: ExtractReport) -> None:
    told = table_rows("| supplier | read | kept")
    found = [
        [s.supplier, *(f"{n:,}" for n in (s.rows_read, s.rows_kept, s.rows_rejected, s.values_set_aside))]
        for s in report.suppliers
    ]
    assert told == found
    assert f"{report.rows_read:,}" in TUTORIAL


def test_its_two_lines_read_what_the_whole_mapping_reads(report: ExtractReport, tmp_path: Path) -> None:
    whole = extract(HERE, tmp_path, as_of=AS_OF)
    assert whole.records.read_bytes() == report.records.read_bytes()


def test_its_faults_are_those_of_the_run(report: ExtractReport) -> None:
    with open_engine("duckdb") as engine:
        engine.register("rejects", report.rejects)
        found = engine.rows('SELECT file, row, line, "column", code, reason FROM rejects')
    listed = [[str(value) for value in row] for row in found]
    assert all(row in listed for row in table_rows("| file | row | line"))


def test_its_examples_of_mappings_are_accepted(tmp_path: Path) -> None:
    for block in BLOCKS:
        path = tmp_path / "mapping.yaml"
        path.write_text(block, encoding="utf-8")
        assert layouts(path)


def test_its_faults_of_a_mapping_are_told_so(tmp_path: Path) -> None:
    path = tmp_path / "mapping.yaml"
    path.write_text("dtsen:\n  columns:\n    desil: DESIL\nroster:\n  file: a.csv\n  separator: ';;'\n")
    with pytest.raises(MappingFault) as fault:
        layouts(path)
    [told] = re.findall(r"```text\n(.*?)```", TUTORIAL, flags=re.DOTALL)
    for line, sentence in zip(told.splitlines(), fault.value.sentences, strict=True):
        assert sentence.startswith(line)
