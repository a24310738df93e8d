"""How likely are two entities one person? Splink over the entities that the civil register does not anchor.

An entity with a civil-register record is anchored: its NIK is right, and two of them are two people. So only pairs with
at least one side not anchored are compared, an eighth of the country against all of it.
"""

import logging
from typing import Any

from splink import DuckDBAPI, Linker

from payung.engine.public import DuckdbEngine
from payung.link.compare import COLUMNS_COUNTED, FREQUENCIES, Model, splink_settings


def score(engine: DuckdbEngine, model: Model, *, least_weight: float) -> None:
    """Fill the table `edge` (unique_id_l, unique_id_r, match_weight) from `entity`; weights are in bits."""
    engine.connection.execute(EMPTY_EDGE)
    counts = dict(engine.rows("SELECT is_anchored, count(*) FROM entity GROUP BY ALL"))
    if not counts.get(False):
        return
    settings = splink_settings(model, sum(counts.values()), chances(engine))
    linker, backend = open_linker(engine, settings)
    for name, condition in (("loose", "NOT is_anchored"), ("anchored", "is_anchored")):
        engine.connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS FROM entity WHERE {condition}")
    loose, anchored = backend.register("loose"), backend.register("anchored")
    scored = [linker.inference.predict_within(loose, threshold_match_weight=least_weight)]
    if counts.get(True):
        scored.append(linker.inference.predict_between(loose, anchored, threshold_match_weight=least_weight))
    for part in scored:
        engine.connection.execute(f"INSERT INTO edge SELECT {EDGE_COLUMNS} FROM {part.physical_name}")
        part.drop_table_from_database_and_remove_from_cache()


EMPTY_EDGE = """
CREATE OR REPLACE TEMP TABLE edge (unique_id_l BIGINT, unique_id_r BIGINT, match_weight DOUBLE)
"""

EDGE_COLUMNS = "least(unique_id_l, unique_id_r), greatest(unique_id_l, unique_id_r), match_weight"


def open_linker(engine: DuckdbEngine, settings: dict[str, Any]) -> tuple[Any, Any]:
    """Splink's linker over all entities on the engine's own connection, and Splink's own face of that connection."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    backend = DuckDBAPI(connection=engine.connection)
    linker = Linker(backend.register("entity"), settings, log_level=logging.ERROR, validate_settings=False)
    for column in FREQUENCIES:
        engine.connection.execute(FREQUENCY.format(column=column))
        linker.table_management.register_term_frequency_lookup(backend.register(f"borne_{column}"), column)
    return linker, backend


# How often a name is borne, among all entities: two people called SITI prove little, two of a rare name much.
FREQUENCY = """
CREATE OR REPLACE TEMP TABLE borne_{column} AS
SELECT {column}, count(*) / (SELECT count({column}) FROM entity) AS tf_{column} FROM entity
WHERE {column} IS NOT NULL GROUP BY {column}
"""


def chances(engine: DuckdbEngine) -> dict[str, float]:
    """For each column counted: the chance that two entities which both have a value share it."""
    return {column: _chance(engine, column) for column in COLUMNS_COUNTED}


def _chance(engine: DuckdbEngine, column: str) -> float:
    rows = engine.rows(
        f"SELECT sum(n * (n - 1)), sum(n) FROM (SELECT count({column}) AS n FROM entity GROUP BY {column})"
    )
    pairs, values = (float(value or 0) for value in rows[0])
    return max(pairs, 1.0) / (values * (values - 1)) if values > 1 else 0.0
