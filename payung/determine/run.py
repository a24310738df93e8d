"""How are persons and memberships turned into determinations and clocks?"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from payung.determine.rule import rules
from payung.determine.words import word_steps
from payung.engine.public import PEOPLE_IN_A_CHUNK, Inline, Step, open_engine, parquet_sql, run_in_chunks
from payung.law.public import Law, LawError
from payung.terms.public import table

# A parameter that begins with the rules these determinations rest on; before it there is no regime to determine by.
FIRST_RULE = "jkn.suspension_rule"
INPUTS = ("persons", "memberships")
OUTPUTS = ("determinations", "clocks")


class DayBeforeTheLaw(LawError):
    """A determination was asked for a day on which the rules it rests on were not in force."""


# What the rules of employment would hand to the last rule, where only health is asked.
NO_WORK = {
    "tk_span": "SELECT person_id, 'JKK' AS programme, segment AS kind, segment, reason, since, until, arrears_months, "
    "register_status FROM jkn_span WHERE FALSE",
    "tk_never": "SELECT person_id, 'JKK' AS programme, segment AS kind FROM jkn_span WHERE FALSE",
}


@dataclass(frozen=True)
class DetermineReport:
    """What was determined: rows written, and people by programme and status."""

    determinations: int
    clocks: int
    by_status: dict[tuple[str, str], int] = field(default_factory=dict)


def determination_steps() -> list[Step]:
    """Steps over the views persons and memberships which yield the steps named determinations and clocks.

    They run on any engine, with a day (`as_of`) and a law (`inline`), and on live rows as `chain_sql`.
    """
    return [*word_steps(), *(rule.step for rule in rules())]


def health_steps() -> list[Step]:
    """Steps over the views persons and memberships which yield the step `determinations`, of JKN alone.

    The same rules; for a question about one programme, such as what would hold if somebody else stopped paying.
    """
    jkn = [rule.step for rule in rules() if rule.id.startswith("jkn.") or rule.id == "all.due"]
    last = next(rule.step for rule in rules() if rule.id == "all.determination")
    without_work = [Step(name, sql, is_kept=False) for name, sql in NO_WORK.items()]
    return [*word_steps(), *jkn, *without_work, last]


def determine(
    tables: Path,
    *,
    as_of: date,
    law: Law,
    engine: str = "duckdb",
    memory_limit: str = "4GB",
    threads: int = 2,
    people_in_a_chunk: int = PEOPLE_IN_A_CHUNK,
) -> DetermineReport:
    """Read persons and memberships in `tables`, write determinations and clocks beside them, sorted by their keys.

    Raises DayBeforeTheLaw for a day before the rules, UnknownEngine and EngineMissing as the engine does, and
    FileNotFoundError where an input is missing.
    """
    if not law.parameter(FIRST_RULE).values or as_of < _first_day(law):
        raise DayBeforeTheLaw(f"the rules begin on {_first_day(law)}; nothing can be determined for {as_of}")
    inputs = {name: _existing(tables / f"{name}.parquet") for name in INPUTS}
    outputs = {table(name): tables / f"{name}.parquet" for name in OUTPUTS}
    steps = determination_steps()
    if engine == "duckdb":
        with open_engine("duckdb", memory_limit=memory_limit, threads=threads, temp=tables / "spill") as duck:
            run_in_chunks(
                duck,
                steps,
                inputs=inputs,
                outputs=outputs,
                as_of=as_of,
                inline=law.inline,
                people_in_a_chunk=people_in_a_chunk,
            )
    else:
        _run_whole(steps, inputs, tables, engine, as_of, law.inline, memory_limit, threads)
    return _report(tables, memory_limit, threads)


def _run_whole(
    steps: list[Step],
    inputs: dict[str, Path],
    tables: Path,
    engine: str,
    as_of: date,
    inline: Inline,
    memory_limit: str,
    threads: int,
) -> None:
    with open_engine(engine, memory_limit=memory_limit, threads=threads) as whole:
        for name, path in inputs.items():
            whole.register(name, path)
        whole.run(steps, as_of=as_of, inline=inline)
        for name in OUTPUTS:
            whole.write(name, tables / f"{name}.parquet", order_by=table(name).key)


def _first_day(law: Law) -> date:
    return min(value.since for value in law.parameter(FIRST_RULE).values if value.since)


def _existing(path: Path) -> Path:
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing: run link first")
    return path


def _report(tables: Path, memory_limit: str, threads: int) -> DetermineReport:
    determinations, clocks = (parquet_sql(tables / f"{name}.parquet") for name in OUTPUTS)
    with open_engine("duckdb", memory_limit=memory_limit, threads=threads) as duck:
        counted = duck.rows(f"SELECT programme, status, count(*) FROM {determinations} GROUP BY ALL ORDER BY ALL")
        ((clock_count,),) = duck.rows(f"SELECT count(*) FROM {clocks}")
    by_status = {(programme, status): int(people) for programme, status, people in counted}
    return DetermineReport(sum(by_status.values()), int(clock_count), by_status)
