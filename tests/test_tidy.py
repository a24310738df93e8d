"""Does the house keep its form? Lengths, faces of steps, docstrings, rule headers. Exceptions only shrink."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "payung"
STEPS = (
    *("terms", "law", "engine", "reckon", "extracts", "sample", "link", "determine", "path", "plan", "ledger", "act"),
    "follow",
)
FILE_LINES = 400
FACE_LINES = 800  # a public.py is a list of names, one a line, twice; there is nothing in it to be read
FUNCTION_LINES = 50
LONG_FILES: dict[str, int] = {}
LONG_FUNCTIONS: dict[str, int] = {}
# Numbers that are no law: nothing, one, a pair, months of a year, the base of rates, the percent of a hundred.
STRUCTURAL_NUMBERS = {"0", "1", "2", "12", "100000"}
WEEKDAYS = {"3", "5", "6", "7", "8"}  # how far it is from a weekday to the next
MONTH_KEYS = {"3", "4", "5", "6"}  # keys of a parameter that has a value for each month
NUMBERS_IN_RULES: dict[str, set[str]] = {
    "payung/determine/rules/all/due.sql": WEEKDAYS,
    "payung/determine/rules/tk/paid_month.sql": WEEKDAYS,
    "payung/reckon/rules/bpu/due_day.sql": WEEKDAYS,
    "payung/reckon/rules/jkn/due_day.sql": WEEKDAYS,
    "payung/reckon/rules/pu/due_day.sql": WEEKDAYS,
    "payung/reckon/rules/jkk/benefit.incapacity.sql": MONTH_KEYS,
    "payung/reckon/rules/jkp/benefit.cash.sql": MONTH_KEYS,
}


def python_files() -> list[Path]:
    """Every Python file of the project and its tests, migrations left out."""
    folders = (PACKAGE, ROOT / "config", ROOT / "tests", ROOT / "bench", ROOT / "docs")
    return sorted(p for folder in folders for p in folder.rglob("*.py") if "migrations" not in p.parts)


def sql_rules() -> list[Path]:
    """Every rule of law written in SQL."""
    return sorted(path for step in ("reckon", "determine", "path") for path in (PACKAGE / step).rglob("*.sql"))


def name(path: Path) -> str:
    """Path as it is written in the lists above."""
    return path.relative_to(ROOT).as_posix()


def test_files_are_short() -> None:
    long = {
        name(p): n
        for p in python_files()
        if (n := len(p.read_text().splitlines()))
        > LONG_FILES.get(name(p), FACE_LINES if p.name == "public.py" else FILE_LINES)
    }
    assert long == {}


def test_functions_are_short() -> None:
    long: dict[str, int] = {}
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = node.end_lineno - node.lineno + 1 - _docstring_lines(node)
                key = f"{name(path)}:{node.name}"
                if lines > LONG_FUNCTIONS.get(key, FUNCTION_LINES):
                    long[key] = lines
    assert long == {}


def test_exceptions_only_shrink() -> None:
    assert [key for key in LONG_FILES if len((ROOT / key).read_text().splitlines()) <= FILE_LINES] == []
    assert len(LONG_FILES) == 0
    assert len(LONG_FUNCTIONS) == 0


@pytest.mark.parametrize("step", STEPS)
def test_each_step_has_its_face(step: str) -> None:
    folder = PACKAGE / step
    assert (folder / "README.md").is_file()
    assert (folder / "public.py").is_file()
    assert "**Question.**" in (folder / "README.md").read_text()
    assert (ROOT / "tests" / step).is_dir()


def test_every_module_says_its_question() -> None:
    silent = [name(p) for p in python_files() if ast.get_docstring(ast.parse(p.read_text())) is None]
    assert silent == []


def test_public_functions_have_docstrings() -> None:
    silent = []
    for path in (p for p in python_files() if p.is_relative_to(PACKAGE)):
        for node in ast.parse(path.read_text()).body:
            is_public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            # An overload's signatures are explained once, where the function is.
            is_public = is_public and not any("overload" in ast.unparse(mark) for mark in node.decorator_list)
            if is_public and ast.get_docstring(node) is None:
                silent.append(f"{name(path)}:{node.name}")
    assert silent == []


@pytest.mark.parametrize("path", sql_rules(), ids=name)
def test_rules_have_headers_and_no_legal_number(path: Path) -> None:
    text = path.read_text()
    header = dict(re.findall(r"^-- (\w+): (.+)$", text, flags=re.MULTILINE))
    assert {"id", "label", "sources", "in", "out"} <= header.keys()
    tree = sqlglot.parse_one(text, dialect="duckdb")
    numbers = {str(node.this) for node in tree.find_all(exp.Literal) if not node.is_string}
    assert numbers - STRUCTURAL_NUMBERS - NUMBERS_IN_RULES.get(name(path), set()) == set()


def test_nothing_names_a_registry_or_a_foreign_person() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    hosts = ["py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "deb.deb" + "ian.org"]
    faults = []
    for file in tracked:
        path = ROOT / file
        if not path.is_file() or path.suffix in {".parquet", ".xlsx", ".png", ".mo"}:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        faults += [f"{file}: {host}" for host in hosts if host in text]
        if path.suffix in {".py", ".yaml", ".html", ".md", ".sql"}:
            faults += [f"{file}: {nik}" for nik in re.findall(r"(?<!\d)[1-9]\d{11}[0-8]\d{3}(?!\d)", text)]
    assert faults == []


def _docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[0]
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return first.end_lineno - first.lineno + 1 if is_docstring else 0
