"""24 months of status as statements of SQL: the days on which a status changes, and every month written out.

A statement is compiled from the law once, as one is prepared in a database, and kept as a file;
`bench/statements.py` runs it.
"""

from datetime import date
from pathlib import Path

from payung.reckon.public import PARQUET, compiled, rule

ON = date(2026, 11, 1)
MONTHS = 24
STATUS = {"jkn.suspension": "segment NOT IN ('PBI', 'PBPU_PEMDA')", "bpu.membership": "work = 'BPU'"}
# On which inputs the answer rests for people who have paid a month before, and the days on which their status changes.
INPUTS = {"jkn.suspension": ("paid_through", "segment"), "bpu.membership": ("paid_through",)}
DAYS = {"jkn.suspension": "first_unpaid, covered_until", "bpu.membership": "paid_through, grace_until, ends_on"}
TOLD = {
    "jkn.suspension": "CASE WHEN month > covered_until THEN 'SUSPENDED' WHEN month < first_unpaid THEN 'PAID_UP'"
    " ELSE 'IN_GRACE' END",
    "bpu.membership": "CASE WHEN month >= ends_on THEN 'GRACE_OVER' WHEN month > grace_until THEN 'PAUSED'"
    " WHEN month > paid_through THEN 'IN_GRACE' ELSE 'PAID_UP' END",
}
# The other system's variables of a month, as the rule's answer gives them.
MONTHLY = {
    "jkn.suspension": {
        "jkn_suspended": "reason = 'SUSPENDED'",
        "jkn_months_unpaid": "CAST(months_unpaid AS INT)",
        "jkn_months_billed": "CAST(months_billed AS INT)",
    },
    "bpu.membership": {
        "bpu_state": "CASE reason WHEN 'PAID_UP' THEN 0 WHEN 'IN_GRACE' THEN 1 WHEN 'PAUSED' THEN 2 ELSE 3 END"
    },
}
SQL_TYPES = {"int64": "BIGINT", "text": "VARCHAR", "date": "DATE", "bool": "BOOLEAN"}


def write_statements(folder: Path) -> None:
    """Write `days.sql` and `every_month.sql`: a statement for each rule, from the people to a file beside them."""
    for name, of_rule in (("days", days), ("every_month", every_month)):
        lines = [f"COPY ({of_rule(one)}) TO '{folder}/{one}.{name}.parquet' ({PARQUET});" for one in STATUS]
        (folder / f"{name}.sql").write_text("\n".join(lines), encoding="utf-8")


def days(rule_id: str) -> str:
    """The days on which a person's status changes: with them the status of every month is told, past and to come.

    The rule is asked once, not once a month. Where the days rest on one input alone it is asked once for each of its
    values, not for each person.
    """
    if len(INPUTS[rule_id]) > 1:
        asked = f"SELECT ask_no, {_inputs(rule_id)} FROM people WHERE {STATUS[rule_id]}"
        return f"SELECT ask_no, {DAYS[rule_id]} FROM ({_answer(rule_id, asked, ON)})"
    worked_out = ", ".join(one for one in DAYS[rule_id].split(", ") if one not in INPUTS[rule_id])
    answer = _answer(rule_id, _of_kinds(rule_id), ON)
    return (
        f"{_kinds(rule_id)}, answered AS (SELECT ask_no AS kind, {worked_out} FROM ({answer}))"
        f" {_of_people(rule_id, DAYS[rule_id])}"
    )


def every_month(rule_id: str) -> str:
    """One row a person, one column a month and variable: the same table as the other system writes.

    The rule is asked once for all months of every set of inputs that occurs; each person gets the answers of their set.
    """
    listed = ", ".join(f"({number}, DATE '{month}')" for number, month in enumerate(months()))
    asked = f"SELECT kind * {MONTHS} + number AS ask_no, month AS asked_on, {_inputs(rule_id)} FROM kinds"
    answer = f"WITH asked AS ({asked}, (VALUES {listed}) AS m(number, month)) {compiled(rule_id, 'duckdb')}"
    columns = {
        f'"{name}_{month:%Y-%m}"': f"max({read}) FILTER (ask_no % {MONTHS} = {number})"
        for name, read in MONTHLY[rule_id].items()
        for number, month in enumerate(months())
    }
    told = ", ".join(f"{read} AS {name}" for name, read in columns.items())
    answered = f"answered AS (SELECT ask_no // {MONTHS} AS kind, {told} FROM ({answer}) GROUP BY ALL)"
    return f"{_kinds(rule_id)}, {answered} {_of_people(rule_id, ', '.join(columns))}"


def told(rule_id: str, source: Path) -> str:
    """The status of each month as the days in a file tell it: person, month, reason."""
    listed = ", ".join(f"(DATE '{month}')" for month in months())
    return f"SELECT ask_no, month, {TOLD[rule_id]} AS reason FROM '{source}', (VALUES {listed}) AS t(month)"


def month_by_month(rule_id: str) -> str:
    """The status of each month, the rule asked anew for everybody with all inputs: person, month, reason."""
    everything = ", ".join(one.name for one in rule(rule_id).arguments if one.name != "asked_on")
    asked = f"SELECT ask_no, {everything} FROM people WHERE {STATUS[rule_id]}"
    return " UNION ALL ".join(
        f"SELECT ask_no, DATE '{month}' AS month, reason FROM ({_answer(rule_id, asked, month)})" for month in months()
    )


def months() -> list[date]:
    """The first days of the 24 months, the last that of the question."""
    last = ON.year * 12 + ON.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(last - MONTHS + 1, last + 1)]


def _answer(rule_id: str, asked: str, on: date) -> str:
    return f"WITH asked AS ({asked}) {compiled(rule_id, 'duckdb', fixed={'asked_on': on})}"


def _inputs(rule_id: str) -> str:
    """The rule's inputs: those on which the answer rests, and none of the others."""
    named = INPUTS[rule_id]
    return ", ".join(
        one.name if one.name in named else f"CAST(NULL AS {SQL_TYPES[one.type]}) AS {one.name}"
        for one in rule(rule_id).arguments
        if one.name != "asked_on"
    )


def _kinds(rule_id: str) -> str:
    distinct = f"SELECT DISTINCT {', '.join(INPUTS[rule_id])} FROM people WHERE {STATUS[rule_id]}"
    return f"WITH kinds AS MATERIALIZED (SELECT row_number() OVER () AS kind, * FROM ({distinct}))"


def _of_kinds(rule_id: str) -> str:
    return f"SELECT kind AS ask_no, {_inputs(rule_id)} FROM kinds"


def _of_people(rule_id: str, columns: str) -> str:
    """What was answered for each set of inputs, given to the people who have it."""
    same = ", ".join(INPUTS[rule_id])
    both = f"(SELECT {same}, answered.* EXCLUDE (kind) FROM kinds JOIN answered USING (kind))"
    return f"SELECT ask_no, {columns} FROM people JOIN {both} AS given USING ({same}) WHERE {STATUS[rule_id]}"
