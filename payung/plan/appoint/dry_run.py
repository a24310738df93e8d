"""Who is hit by a decree, how badly, what is left to them, and what does it do to regions and budgets? Nothing is
changed.

The answer is five tables and a report in one folder. A list that must be refused as a whole is refused with its
codes; the tables are written all the same, so that the official sees why, and `is_refused` keeps others from
carrying it out.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from string import Template
from typing import Any

from payung.engine.public import DuckdbEngine, Step
from payung.law.public import Law, load_law
from payung.plan.appoint.listing import read_list
from payung.plan.appoint.quota import Quota, quota_of_law
from payung.plan.appoint.what_if import write_hits
from payung.plan.appoint.words import practice, values_sql, word_rows
from payung.plan.run_tables import Scale, day_of, open_tables, sql_text
from payung.terms.public import codes, table

FOLDER = Path(__file__).parent
INPUTS = ("persons", "memberships", "determinations")
REPORT = "dry_run.json"
RATE = 100_000


@dataclass(frozen=True)
class DryRun:
    """What a decree would do, in figures; the people stand in the tables of the folder.

    `refusals` are codes of terms/codes/decree_faults.yaml that refuse the whole; `faults` counts rejected rows by
    code. `groups` counts by vulnerable group the people removed and those of them dropped; `kinds` counts the people
    removed by what is left to them. `national` is the quota of the state list and what it holds after.
    """

    as_of: date
    list_sha256: str
    law_version: str
    rows: int
    accepted: int
    refusals: tuple[str, ...]
    faults: Mapping[str, int]
    removed: int
    added: int
    newly_active: int
    losing_cover: int
    bridged: int
    dropped: int
    in_treatment: int
    in_treatment_dropped: int
    eligible_removed: int
    groups: Mapping[str, tuple[int, int]]
    kinds: Mapping[str, int]
    median_price_now_idr: int | None
    national: Mapping[str, int]
    regions_over_quota: int
    regions_below_after: int
    regions_above_after: int
    quota_origin: str = "CURRENT"
    scale: Scale = field(default_factory=Scale)

    @property
    def is_refused(self) -> bool:
        """Whether the list as a whole may not be carried out."""
        return bool(self.refusals)


def dry_run(
    list_path: Path,
    tables: Path,
    out: Path,
    *,
    law: Law | None = None,
    quota: Quota | None = None,
    scale: Scale | None = None,
    choices: Mapping[str, int] | None = None,
    memory_limit: str = "2GB",
    threads: int = 2,
) -> DryRun:
    """Try a decree list against the tables of a run; write decree_rows, _hits, _regions, _payers, _batches into
    `out`.

    `list_path` is CSV or Parquet (see `listing.read_list`); `quota` defaults to that of the law with each regency's
    places as they are; `choices` overrides values of `practice.yaml` (notice_days, objection_days,
    people_in_a_batch). Raises ListUnreadable for a list that cannot be read as a whole and TableMissing for a folder
    that is no run.
    """
    book, size = law or load_law(), scale or Scale()
    listed = read_list(list_path)
    out.mkdir(parents=True, exist_ok=True)
    with open_tables(tables, INPUTS, memory_limit=memory_limit, threads=threads, temp=out / "spill") as engine:
        day = day_of(engine)
        places = quota or quota_of_law(engine, book, size)
        engine.connection.register("listed", listed)
        engine.run(judge_steps(), as_of=day, inline=book.inline)
        engine.write("decree_rows", out / "decree_rows.parquet", order_by=("row",))
        accepted = "SELECT person_id, action, payer, effective_on FROM decree_rows WHERE outcome = 'ACCEPTED'"
        engine.run([Step("accepted", accepted)])
        write_hits(engine, "accepted", out, as_of=day, law=book, memory_limit=memory_limit, threads=threads)
        engine.register("hits", out / "decree_hits.parquet")
        engine.run(effect_steps(places, choices or {}), as_of=day, inline=book.inline)
        for name in ("decree_regions", "decree_payers", "decree_batches"):
            engine.write(name, out / f"{name}.parquet", order_by=table(name).key)
        digest = sha256(list_path.read_bytes()).hexdigest()
        report = _report(engine, day, book.version, digest, places, size)
    (out / REPORT).write_text(json.dumps(_plain(report), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return report


def judge_steps() -> list[Step]:
    """Steps from `listed`, persons and determinations to `decree_rows`."""
    return [
        Step("action_word", values_sql("word, code", word_rows("actions"))),
        Step("payer_word", values_sql("word, code", word_rows("payers"))),
        Step("decree_line", sql_text(FOLDER, "row")),
        Step("decree_found", sql_text(FOLDER, "found")),
        Step("decree_rows", sql_text(FOLDER, "judged"), output=table("decree_rows")),
    ]


def effect_steps(places: Quota, choices: Mapping[str, int]) -> list[Step]:
    """Steps from `hits`, persons and determinations to decree_regions, decree_payers and decree_batches."""
    values = {name: choices.get(name, one.value) for name, one in practice().items()}
    quotas = [(code, str(number)) for code, number in sorted(places.regency.items())]
    listed = values_sql("code, places", [*quotas, ("-", "0")])
    return [
        Step("regency_quota", f"SELECT code AS regency_code, CAST(places AS BIGINT) AS quota FROM ({listed}) AS q"),
        Step("regency_before", sql_text(FOLDER, "regency_before")),
        Step("decree_regions", sql_text(FOLDER, "region"), output=table("decree_regions")),
        Step("decree_payers", sql_text(FOLDER, "payer"), output=table("decree_payers")),
        Step("decree_batches", Template(sql_text(FOLDER, "batch")).substitute(values), output=table("decree_batches")),
    ]


def read_report(out: Path) -> dict[str, Any]:
    """The report of a dry run as plain data, as it was written beside its tables."""
    found: dict[str, Any] = json.loads((out / REPORT).read_text(encoding="utf-8"))
    return found


def _report(engine: DuckdbEngine, day: date, version: str, digest: str, places: Quota, scale: Scale) -> DryRun:
    ((rows, accepted),) = engine.rows("SELECT COUNT(*), COUNT(*) FILTER (outcome = 'ACCEPTED') FROM decree_rows")
    faults = engine.rows(
        "SELECT fault, COUNT(*) FROM decree_rows WHERE fault IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    (counts,) = engine.rows(COUNTS)
    groups = engine.rows(GROUPS)
    kinds = engine.rows("SELECT route_kind, COUNT(*) FROM hits WHERE action = 'REMOVE' GROUP BY 1 ORDER BY 1")
    ((before, after, over, below, above),) = engine.rows(REGIONS)
    refusals = [
        code
        for code, is_so in (
            ("NOTHING_ACCEPTED", accepted == 0),
            # A list that only takes people off a list already too long is the way down, not a fault.
            ("OVER_NATIONAL_QUOTA", after > places.national and after > before),
            ("OVER_REGENCY_QUOTA", over > 0),
        )
        if is_so
    ]
    return DryRun(
        as_of=day,
        list_sha256=digest,
        law_version=version,
        rows=int(rows),
        accepted=int(accepted),
        refusals=tuple(refusals),
        faults={str(code): int(number) for code, number in faults},
        **{name: int(number) for name, number in zip(COUNTED, counts, strict=True)},
        groups=_every_group({str(code): (int(people), int(dropped)) for code, people, dropped in groups}),
        kinds={str(kind): int(people) for kind, people in kinds},
        median_price_now_idr=_median(engine),
        national={"quota": places.national, "before": int(before), "after": int(after)},
        regions_over_quota=int(over),
        regions_below_after=int(below),
        regions_above_after=int(above),
        quota_origin=places.origin,
        scale=scale,
    )


COUNTED = (
    *("removed", "added", "newly_active", "losing_cover", "bridged", "dropped", "in_treatment", "in_treatment_dropped"),
    "eligible_removed",
)
COUNTS = """
SELECT
  COUNT(*) FILTER (action = 'REMOVE'), COUNT(*) FILTER (action = 'ADD'),
  COUNT(*) FILTER (action = 'ADD' AND is_active_after AND NOT is_active_before),
  COUNT(*) FILTER (action = 'REMOVE' AND is_active_before AND (NOT is_active_after OR reason_after =
  'CHRONIC_BRIDGE')), COUNT(*) FILTER (action = 'REMOVE' AND reason_after = 'CHRONIC_BRIDGE'),
  COUNT(*) FILTER (is_dropped), COUNT(*) FILTER (action = 'REMOVE' AND is_in_treatment),
  COUNT(*) FILTER (is_dropped AND is_in_treatment), COUNT(*) FILTER (action = 'REMOVE' AND is_eligible)
FROM hits
"""
GROUPS = """
SELECT code, COUNT(*), COUNT(*) FILTER (is_dropped) FROM (
  SELECT UNNEST(string_split(vulnerable_groups, ',')) AS code, is_dropped FROM hits
  WHERE action = 'REMOVE' AND vulnerable_groups <> ''
) AS each GROUP BY code ORDER BY code
"""
REGIONS = """
SELECT
  COALESCE(SUM(on_list_before), 0), COALESCE(SUM(on_list_after), 0),
  COUNT(*) FILTER (on_list_after > quota AND on_list_after > on_list_before),
  COUNT(*) FILTER (is_above_before AND NOT is_above_after), COUNT(*) FILTER (is_above_after AND NOT is_above_before)
FROM decree_regions
"""


def _every_group(hit: Mapping[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """All groups in their order, where somebody is hit: that nobody on dialysis is on the list is told too."""
    return {code: hit.get(code, (0, 0)) for code in codes("vulnerable_groups")} if hit else {}


def _median(engine: DuckdbEngine) -> int | None:
    """What half of the families with a priced route of their own would have to pay at most, first."""
    ((found,),) = engine.rows(
        "SELECT quantile_disc(price_now_idr, 0.5) FROM hits WHERE action = 'REMOVE' AND route_kind = 'PAID'"
    )
    return None if found is None else int(found)


def _plain(report: DryRun) -> dict[str, Any]:
    return {**asdict(report), "as_of": report.as_of.isoformat(), "is_refused": report.is_refused}
