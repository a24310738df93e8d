"""Are text files taken apart row by row, with the lines a clerk sees, whatever one bad line holds?"""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.extracts.layout import Layout, layouts
from payung.extracts.plain_text import NotPlain, plain_lines
from payung.extracts.separated import Separated
from payung.extracts.table_rows import arranged

NOTHING = ' \t\r\n";'


def names(run: Any) -> list[tuple[int, str]]:
    return [(row, name) for row, name in run.rows("SELECT row, name FROM records ORDER BY row")]


def read(path: Path, layout: Layout, *, is_line_by_line: bool) -> tuple[list[tuple[Any, ...]], int]:
    """Rows with their numbers and lines, and the count of the file."""
    opened = Separated(path, layout)
    if is_line_by_line:
        opened.read_line_by_line()
    rows = [
        (int(row), int(line), *values)
        for batch in opened.batches(arranged(opened.headers, layout))
        for row, line, *values in zip(
            batch.rows,
            batch.lines,
            *(column.to_pylist() for column in batch.columns if column is not None),
            strict=True,
        )
    ]
    return rows, opened.count()


def test_both_ways_read_the_same(write_dukcapil: Callable[..., Path], dukcapil: Callable[..., str]) -> None:
    lines = [
        dukcapil(NAMA_LGKP=name)
        for name in ("SITI", '"AMINAH"', '"SARI; DEWI"', '"DWI ""ADE"" PUTRI"', "", "  spasi ", "NÚÑEZ", "O'NEIL")
    ]
    path = write_dukcapil(*lines)
    [layout] = [one for one in layouts() if one.supplier == "dukcapil"]
    quick = read(path, layout, is_line_by_line=False)
    assert quick == read(path, layout, is_line_by_line=True)
    assert quick[1] == len(quick[0]) == 8
    assert quick[0][2][:2] == (3, 4)


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\x00"), max_size=12)


@settings(max_examples=60, deadline=None)
@given(people=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=8))
def test_both_ways_read_the_same_whatever_the_cells_hold(
    tmp_path_factory: pytest.TempPathFactory, people: list[tuple[str, str, str]]
) -> None:
    path = tmp_path_factory.mktemp("cells") / "x.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerows([("NIK", "NAMA_LGKP", "TMPT_LHR"), *people])
    [layout] = [one for one in layouts() if one.supplier == "dukcapil"]
    slow = read(path, layout, is_line_by_line=True)
    held = [cells for cells in people if "".join(cells).strip(NOTHING)]
    assert [row[2:] for row in slow[0]] == held
    assert slow[1] == len(held)
    try:
        quick = read(path, layout, is_line_by_line=False)
    except NotPlain:
        return
    assert quick == slow


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (b"a;b\n1;2\n", 2),
        (b"a;b\r\n1;2\r\n", 2),
        (b"a;b\n1;2", 2),
        (b"a;b\n\n1;2\n", None),
        (b"a;b\n;;\n1;2\n", None),
        (b"a;b\n1;2\n ; ", None),
        (b"a;b\r1;2\r", None),
        (b"a;b\n1;2\r3;4\n", None),
    ],
)
def test_plain_files_are_known_by_their_bytes(tmp_path: Path, text: bytes, lines: int | None) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(text)
    assert plain_lines(path, NOTHING) == lines


def test_plain_lines_over_many_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("payung.extracts.plain_text.BLOCK_BYTES", 7)
    path = tmp_path / "x.csv"
    path.write_bytes(b"header;one\r\n" + b"abc;def\r\n" * 50)
    assert plain_lines(path, NOTHING) == 51
    path.write_bytes(b"header;one\r\n" + b"abc;def\r\n" * 50 + b"\r\n" + b"abc;def\r\n" * 50)
    assert plain_lines(path, NOTHING) is None


def test_blank_lines_are_no_rows_but_keep_their_place(
    write_dukcapil: Callable[..., Path], dukcapil: Callable[..., str], run: Callable[[], Any]
) -> None:
    write_dukcapil(dukcapil(NAMA_LGKP="A"), "", ";" * 17, dukcapil(NAMA_LGKP="B", NIK="12"), "   ")
    done = run()
    assert names(done) == [(1, "A"), (2, "B")]
    assert done.rows("SELECT row, line FROM rejects WHERE code = 'NIK_LENGTH'") == [(2, 5)]


def test_a_title_above_the_header_is_passed_over(
    source: Path, dukcapil: Callable[..., str], write_dukcapil: Callable[..., Path], run: Callable[[], Any]
) -> None:
    path = write_dukcapil(dukcapil(NAMA_LGKP="A", TGL_LHR="x"))
    path.write_text("DATA PENDUDUK;KABUPATEN X\n\n" + path.read_text())
    done = run()
    assert names(done) == [(1, "A")]
    assert done.rows("SELECT row, line FROM rejects") == [(1, 4)]


def test_a_bad_line_costs_its_own_row_and_no_other(
    write_dukcapil: Callable[..., Path], dukcapil: Callable[..., str], run: Callable[[], Any]
) -> None:
    write_dukcapil(
        dukcapil(NAMA_LGKP="A"),
        dukcapil(NAMA_LGKP="B") + ";lebih",
        dukcapil(NAMA_LGKP='"C'),
        dukcapil(NAMA_LGKP="D"),
        dukcapil(NAMA_LGKP='MA"RUF'),
        dukcapil(NAMA_LGKP="E") + ";;",
        dukcapil(NAMA_LGKP="F")[:40],
        dukcapil(NAMA_LGKP="G"),
    )
    done = run()
    assert names(done) == [(1, "A"), (3, '"C'), (4, "D"), (5, 'MA"RUF'), (6, "E"), (8, "G")]
    assert done.codes == [(2, "", "WRONG_FIELD_COUNT"), (7, "", "WRONG_FIELD_COUNT")]


def test_a_quoted_value_may_go_on_below(
    write_dukcapil: Callable[..., Path], dukcapil: Callable[..., str], run: Callable[[], Any]
) -> None:
    write_dukcapil(dukcapil(TMPT_LHR='"KOTA\nBATU"', NAMA_LGKP="A"), dukcapil(NAMA_LGKP="B", TGL_LHR="x"))
    done = run()
    assert names(done) == [(1, "A"), (2, "B")]
    assert done.one("birth_place") == ("KOTA BATU",)
    assert done.rows("SELECT row, line FROM rejects") == [(2, 4)]
    assert done.report.rows_read == 2


def test_an_open_quote_does_not_swallow_the_rows_below(
    write_dukcapil: Callable[..., Path], dukcapil: Callable[..., str], run: Callable[[], Any]
) -> None:
    write_dukcapil(dukcapil(NO_HP='"081') + ";x", *(dukcapil(NAMA_LGKP=f"N{n}", NIK="") for n in range(40)))
    done = run()
    assert len(names(done)) == 40
    assert done.codes == [(1, "", "UNCLOSED_QUOTE")]


def test_a_last_line_that_is_cut_off(
    write_dukcapil: Callable[..., Path], dukcapil: Callable[..., str], run: Callable[[], Any]
) -> None:
    write_dukcapil(dukcapil(), dukcapil()[:60], end="")
    done = run()
    assert done.codes == [(2, "", "TRUNCATED")]
    assert done.report.rows_kept == 1


def test_windows_lines_and_a_byte_order_mark(
    write_dukcapil: Callable[..., Path], dukcapil: Callable[..., str], run: Callable[[], Any]
) -> None:
    path = write_dukcapil(dukcapil(NAMA_LGKP="A"), dukcapil(NAMA_LGKP="B"))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    done = run()
    assert names(done) == [(1, "A"), (2, "B")]
    assert done.codes == []


def test_letters_in_another_encoding_cost_their_value_only(
    write_dukcapil: Callable[..., Path], dukcapil: Callable[..., str], run: Callable[[], Any]
) -> None:
    others = [dukcapil(NAMA_LGKP=f"N{n}") for n in range(9)]
    write_dukcapil(dukcapil(NAMA_LGKP="RENE", TMPT_LHR="RENG\udcc9"), *others)
    done = run()
    assert done.one("name, birth_place") == ("RENE", None)
    assert done.codes == [(1, "TMPT_LHR", "BAD_BYTES")]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_an_encoding_named_in_the_mapping(
    source: Path,
    write_dukcapil: Callable[..., Path],
    dukcapil: Callable[..., str],
    run: Callable[[], Any],
    encoding: str,
) -> None:
    write_dukcapil(dukcapil(NAMA_LGKP="RENÉ"), encoding=encoding)
    (source / "mapping.yaml").write_text(f"dukcapil:\n  encoding: {encoding}\n")
    done = run()
    assert names(done) == [(1, "RENÉ")]
    assert done.report.rows_read == 1
