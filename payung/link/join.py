"""From scored pairs to clusters: reads pairs from the engine, clusters them, hands the result back as tables."""

import pyarrow as pa

from payung.engine.public import DuckdbEngine
from payung.link.cluster import REVIEW_FROM_BITS, Clusters, Edge, cluster
from payung.link.compare import Model
from payung.link.score import score
from payung.link.statement import run_statement


def join_entities(engine: DuckdbEngine, model: Model) -> None:
    """Fill `clustered` (entity, cluster, weight) for entities that were joined, and `doubt` for pairs to review."""
    score(engine, model, least_weight=REVIEW_FROM_BITS)
    run_statement(engine, "edge_judged")
    edges = [Edge(*row) for row in engine.rows(EDGES)]
    duplicates = [(left, right) for left, right in engine.rows("SELECT * FROM duplicate ORDER BY ALL")]
    touched = engine.rows(TOUCHED)
    clusters = cluster(
        {entity: registers for entity, registers, _ in touched},
        {entity: birth for entity, _, birth in touched},
        duplicates,
        edges,
    )
    _hand_back(engine, clusters, [entity for entity, _, _ in touched])


EDGES = """
SELECT unique_id_l, unique_id_r, match_weight, is_vetoed, is_doubtful, is_same_name_and_day FROM edge_judged
ORDER BY match_weight DESC, unique_id_l, unique_id_r
"""

TOUCHED = """
SELECT unique_id, registers, birth_date FROM entity WHERE unique_id IN (
    SELECT unique_id_l FROM edge_judged UNION SELECT unique_id_r FROM edge_judged
    UNION SELECT unique_id_l FROM duplicate UNION SELECT unique_id_r FROM duplicate
) ORDER BY unique_id
"""


def _hand_back(engine: DuckdbEngine, clusters: Clusters, entities: list[int]) -> None:
    roots = [clusters.root(entity) for entity in entities]
    weights = [clusters.weights.get(entity) for entity in entities]
    clustered = pa.table(
        {
            "entity": pa.array(entities, pa.int64()),
            "cluster": pa.array(roots, pa.int64()),
            "weight": pa.array(weights, pa.float64()),
        }
    )
    doubts = clusters.doubts
    doubt = pa.table(
        {
            "entity": pa.array([d.left for d in doubts], pa.int64()),
            "other_entity": pa.array([d.right for d in doubts], pa.int64()),
            "weight": pa.array([d.weight for d in doubts], pa.float64()),
            "reason": pa.array([d.reason for d in doubts], pa.string()),
        }
    )
    for name, table in (("clustered", clustered), ("doubt", doubt)):
        engine.connection.register("handed_back", table)
        engine.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM handed_back")
        engine.connection.unregister("handed_back")
