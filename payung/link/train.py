"""Where do the model's weights come from? Counted once on a sample whose truth is known, and shipped in model.json.

How often each level is seen among pairs of one person is counted over the pairs that reach the model (at least one side
not anchored in the civil register); among pairs of two people, over random pairs. Both by Splink's own estimators.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from payung.engine.public import DuckdbEngine, open_engine
from payung.link.compare import COMPARISONS, MODEL, Model, splink_settings, stored_model
from payung.link.entity import find_entities, prepare
from payung.link.run import open_records
from payung.link.score import chances, open_linker
from payung.link.statement import run_statement

RANDOM_PAIRS = 20_000_000
SEED = 1
# What was never seen is not impossible.
LEAST_SHARE = 0.000_000_1
DIGITS = 3


def train(tables: Path, truth: Path, *, as_of: date, out: Path = MODEL) -> Model:
    """Count the model on `tables`/records.parquet with its `truth` (records.parquet) and write it to `out`.

    One thread, so that the random pairs are the same on every run.
    """
    with open_engine("duckdb", threads=1) as engine:
        open_records(engine, tables / "records.parquet")
        engine.register("truth", truth)
        prepare(engine)
        find_entities(engine, as_of)
        run_statement(engine, "label")
        model = _count(engine)
    out.write_text(json.dumps({"share_matched": model.share_matched, "m": model.m, "u": model.u}, indent=1) + "\n")
    return model


def _count(engine: DuckdbEngine) -> Model:
    entities = engine.rows("SELECT count(*) FROM entity")[0][0]
    settings = splink_settings(stored_model(), entities, chances(engine))
    for comparison in settings["comparisons"]:
        for level in comparison["comparison_levels"]:
            level.pop("m_probability", None)
            level.pop("u_probability", None)
    linker, backend = open_linker(engine, settings)
    linker.training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=SEED, min_count_per_level=None)
    linker.training.estimate_m_from_pairwise_labels(backend.register("label"))
    counted = linker.misc.save_model_to_json()
    loose, matched = engine.rows(MATCHED)[0]
    return Model(_shares(counted, "m_probability"), _shares(counted, "u_probability"), round(matched / loose, DIGITS))


# Of the entities that are not anchored, how many have a partner.
MATCHED = """
SELECT count(*), count(*) FILTER (unique_id IN (SELECT unique_id_l FROM label UNION SELECT unique_id_r FROM label))
FROM entity WHERE NOT is_anchored
"""


def _shares(counted: dict[str, Any], kind: str) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for comparison, saved in zip(COMPARISONS, counted["comparisons"], strict=True):
        levels = saved["comparison_levels"][1:]
        found[comparison.name] = {
            level.name: float(f"{max(kept.get(kind) or 0.0, LEAST_SHARE):.{DIGITS}g}")
            for level, kept in zip(comparison.levels, levels, strict=True)
        }
    return found
