"""Which records are surely one person? Normalised names, then the NIK stage, then entities with their best values."""

from datetime import date

import pyarrow as pa

from payung.engine.public import DuckdbEngine
from payung.link.normalise import NameForms, normalise
from payung.link.statement import run_statement
from payung.link.trust import TRUST, TRUST_ON_WORK

MOST_USES_OF_A_NIK = 12
ROUNDS_WITHIN_A_NIK = 3


def prepare(engine: DuckdbEngine) -> None:
    """Fill `trust`, `name_form` and `prepared` from the view `records`."""
    _load(engine, "trust", _trust_table())
    names = [row[0] for row in engine.rows(DISTINCT_NAMES)]
    _load(engine, "name_form", _name_table(names))
    run_statement(engine, "macro")
    run_statement(engine, "prepared")


DISTINCT_NAMES = """
SELECT '' AS name UNION SELECT name FROM records WHERE name IS NOT NULL
UNION SELECT mother_name FROM records WHERE mother_name IS NOT NULL ORDER BY name
"""


def find_entities(engine: DuckdbEngine, as_of: date) -> None:
    """Fill `entity_member`, `entity` and `duplicate` from `prepared`: the NIK stage.

    Each round takes the most trusted record of a NIK that has no place yet as anchor, and what agrees with it. Records
    that disagree with every anchor stand alone, and their NIK counts for nothing: it is somebody else's.
    """
    run_statement(engine, "nik_held", most_uses=MOST_USES_OF_A_NIK)
    engine.connection.execute(EMPTY_STAR)
    for number in range(1, ROUNDS_WITHIN_A_NIK + 1):
        run_statement(engine, "nik_pair")
        run_statement(engine, "nik_elsewhere")
        run_statement(engine, "nik_star", round=number)
    run_statement(engine, "entity_member")
    run_statement(engine, "entity", century_turn=f"'{as_of:%y}'")
    run_statement(engine, "duplicate")


EMPTY_STAR = "CREATE OR REPLACE TEMP TABLE nik_star (rid BIGINT, anchor BIGINT, round BIGINT)"


def _trust_table() -> pa.Table:
    return pa.table(
        {
            "supplier": list(TRUST),
            "trust": [TRUST.index(supplier) + 1 for supplier in TRUST],
            "work_trust": [TRUST_ON_WORK.index(supplier) + 1 for supplier in TRUST],
        }
    )


def _name_table(names: list[str]) -> pa.Table:
    columns = zip(*normalise(names), strict=True)
    table = pa.table(dict(zip(NameForms._fields, (list(column) for column in columns), strict=True)))
    return table.append_column("name_id", pa.array(range(len(names)), pa.int64()))


def _load(engine: DuckdbEngine, name: str, table: pa.Table) -> None:
    engine.connection.register("loaded", table)
    engine.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM loaded")
    engine.connection.unregister("loaded")
