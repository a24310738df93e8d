"""How good are the links? Against a truth: precision, recall, mixed clusters, and the same for each group of people.

Pairs are pairs of records in one cluster. A group's precision and recall are over the pairs with at least one record of
the group. The truth is the folder that the sample writes apart: records.parquet (supplier, row, true_person_id).
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from payung.engine.public import DuckdbEngine, open_engine
from payung.link.entity import prepare
from payung.link.run import open_records
from payung.link.statement import run_statement


@dataclass(frozen=True)
class GroupQuality:
    """Pair precision and recall among the pairs that touch one group of people."""

    aspect: str
    group: str
    true_pairs: int
    precision: float
    recall: float


@dataclass(frozen=True)
class LinkQuality:
    """Pair precision, recall and F1; clusters that hold two or more people; recall and precision by group.

    `missed_cover_share` is the share of people both on a roster and in BPJS Ketenagakerjaan whom the links show as not
    covered there: the error that harms most.
    """

    precision: float
    recall: float
    f1: float
    linked_pairs: int
    true_pairs: int
    clusters: int
    mixed_clusters: int
    mixed_clusters_per_100k: float
    missed_cover_share: float
    groups: tuple[GroupQuality, ...]


def evaluate(links: Path, truth: Path, *, as_of: date) -> LinkQuality:
    """Compare `links` (links.parquet, with records.parquet beside it) with `truth` (folder or records.parquet).

    `as_of` is the day on which ages are counted. Records that the truth does not know are left out.
    """
    records = truth / "records.parquet" if truth.is_dir() else truth
    with open_engine("duckdb") as engine:
        open_records(engine, links.parent / "records.parquet")
        prepare(engine)
        engine.register("links", links)
        engine.register("truth", records)
        run_statement(engine, "judged", as_of=f"'{as_of}'")
        run_statement(engine, "judged_group")
        return _quality(engine)


def _quality(engine: DuckdbEngine) -> LinkQuality:
    linked, true, right = (int(value or 0) for value in engine.rows(PAIRS)[0])
    clusters, mixed = (int(value or 0) for value in engine.rows(MIXED)[0])
    both, missed = (int(value or 0) for value in engine.rows(MISSED_COVER)[0])
    precision, recall = _share(right, linked), _share(right, true)
    return LinkQuality(
        precision=precision,
        recall=recall,
        f1=2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        linked_pairs=linked,
        true_pairs=true,
        clusters=clusters,
        mixed_clusters=mixed,
        mixed_clusters_per_100k=mixed / max(clusters, 1) * 100_000,
        missed_cover_share=missed / max(both, 1),
        groups=tuple(
            GroupQuality(aspect, group, int(true), _share(int(right), int(linked)), _share(int(right), int(true)))
            for aspect, group, linked, true, right in engine.rows("SELECT * FROM judged_group ORDER BY aspect, value")
        ),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


PAIRS = """
SELECT (SELECT sum(n * (n - 1)) // 2 FROM (SELECT count(*) AS n FROM judged GROUP BY linked)),
       (SELECT sum(n * (n - 1)) // 2 FROM (SELECT count(*) AS n FROM judged GROUP BY true_one)),
       (SELECT sum(n * (n - 1)) // 2 FROM (SELECT count(*) AS n FROM judged GROUP BY linked, true_one))
"""

MIXED = """
SELECT count(*), count(*) FILTER (people > 1)
FROM (SELECT count(DISTINCT true_one) AS people FROM judged GROUP BY linked)
"""

MISSED_COVER = """
SELECT count(*), count(*) FILTER (NOT is_found) FROM (
    SELECT true_one, max(CAST(is_found AS BIGINT)) = 1 AS is_found FROM (
        SELECT r.true_one, r.linked = t.linked AS is_found
        FROM judged r JOIN judged t ON t.true_one = r.true_one
        WHERE r.supplier = 'roster' AND t.supplier = 'bpjs_ketenagakerjaan'
    ) GROUP BY true_one
)
"""
