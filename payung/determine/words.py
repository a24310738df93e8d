"""Which small tables of words do the rules join? Made of the codes in terms: reasons, clocks, who works, sectors."""

from collections.abc import Iterable, Sequence
from functools import cache

from payung.engine.public import Step
from payung.terms.public import Code, codes, table

# Families of programmes under whose name terms/codes give the law of a reason or clock.
FAMILIES = ("JKN", "BPU", "PU", "JAKON", "PMI")
# The law is asked day by day backwards, or month by month forwards, a thousand times: further than any window reaches.
CALENDAR = """
SELECT ones.n + 10 * tens.n + 100 * hundreds.n AS n
FROM digits AS ones CROSS JOIN digits AS tens CROSS JOIN digits AS hundreds
"""

type Cell = str | int


@cache
def word_steps() -> tuple[Step, ...]:
    """Steps which the rules read beside persons and memberships; each a few rows of VALUES."""
    return (
        _step("digits", ("n",), [(n,) for n in range(10)]),
        Step("calendar", CALENDAR),
        _step("sectors", ("sector",), [(sector,) for sector in _sectors()]),
        _step("tk_scope", ("programme", "works_as"), _scope()),
        _step("tk_outside", ("programme", "occupation_code"), _outside()),
        _lawful("reason_words", ("reason", "family", "status", "decided_by", "next_move_by", "law"), _reasons()),
        _lawful("clock_words", ("clock", "family", "law"), _clocks()),
    )


def family_law(entry: Code, family: str) -> str:
    """Id of the parameter on which a reason or clock rests for a family (JKN, BPU, PU, JAKON, PMI)."""
    law: dict[str, str] = entry.facts["law"]
    return law.get(family.lower()) or law.get("any") or next(iter(law.values()))


def _reasons() -> Iterable[tuple[Cell, ...]]:
    for reason in codes("reasons").values():
        for family in FAMILIES:
            yield (
                reason.code,
                family,
                reason.facts["status"],
                reason.facts.get("decided_by_for", {}).get(family.lower(), reason.facts["decided_by"]),
                reason.facts.get("next_move_by_for", {}).get(family.lower(), reason.facts["next_move_by"]),
                family_law(reason, family),
            )


def _clocks() -> Iterable[tuple[Cell, ...]]:
    for clock in codes("clocks").values():
        for family in FAMILIES:
            yield (clock.code, family, family_law(clock, family))


def _sectors() -> Sequence[str]:
    return next(column.values for column in table("records").columns if column.name == "sector")


def _scope() -> Iterable[tuple[Cell, ...]]:
    return [
        (programme.code, works_as)
        for programme in codes("programmes").values()
        if programme.code != "JKN"
        for works_as in programme.facts["works_as"]
    ]


def _outside() -> Iterable[tuple[Cell, ...]]:
    return [
        (programme.code, occupation)
        for programme in codes("programmes").values()
        for occupation in programme.facts["outside_occupations"]
    ]


def _lawful(name: str, columns: Sequence[str], rows: Iterable[tuple[Cell, ...]]) -> Step:
    """A step of words whose last column is the id of a parameter, with the article in force on the day beside it."""
    words = list(rows)
    ids = ", ".join(_literal(law) for law in dict.fromkeys(row[-1] for row in words))
    selected = f"SELECT {', '.join(columns)}, basis_of(law, as_of(), {ids}) AS article"
    return Step(name, f"{selected} FROM ({_values(columns, words)}) AS words")


def _step(name: str, columns: Sequence[str], rows: Iterable[tuple[Cell, ...]]) -> Step:
    return Step(name, _values(columns, list(rows)))


def _values(columns: Sequence[str], rows: Sequence[tuple[Cell, ...]]) -> str:
    cells = ", ".join(f"({', '.join(_literal(cell) for cell in row)})" for row in rows)
    return f"SELECT {', '.join(columns)} FROM (VALUES {cells}) AS given({', '.join(columns)})"


def _literal(cell: Cell) -> str:
    if isinstance(cell, int):
        return str(cell)
    escaped = cell.replace("'", "''")
    return f"'{escaped}'"
