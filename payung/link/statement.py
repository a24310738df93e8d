"""Where is the SQL of linking, and how is it run? One statement a file in `sql/`, named after the table it makes."""

from functools import cache
from pathlib import Path
from string import Template

from payung.engine.public import DuckdbEngine

FOLDER = Path(__file__).parent / "sql"


def run_statement(engine: DuckdbEngine, name: str, **values: int | str) -> None:
    """Run `sql/<name>.sql` on the engine's connection, with each `$value` put in; KeyError when one is missing."""
    engine.connection.execute(Template(_text(name)).substitute(values))


@cache
def _text(name: str) -> str:
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
