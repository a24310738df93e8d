"""Who must move next where the best route decides, and where no lawful route exists?"""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow
import pyarrow.parquet

from payung.ledger.load.piece import _Determinations

# person, programme, what the determination says, whom the work list must name
CASES = [
    (1, "JKN", "BEST_ROUTE", "VILLAGE"),
    (1, "JKK", "BEST_ROUTE", "COLLECTIVE"),
    (2, "JKN", "PERSON", "PERSON"),
    # Of 65 years or more and never a member: the law leaves no route to work accident cover, so nobody can move.
    (3, "JKK", "BEST_ROUTE", "NONE"),
]


def test_the_first_mover_of_the_best_route_is_named_or_nobody(tmp_path: Path) -> None:
    paths = [
        {"person_id": 1, "programme": "JKN", "movers": "VILLAGE>BPJS_KESEHATAN", "is_best": True},
        {"person_id": 1, "programme": "JKN", "movers": "PERSON", "is_best": False},
        {"person_id": 1, "programme": "BPU", "movers": "COLLECTIVE", "is_best": True},
        {"person_id": 2, "programme": "JKN", "movers": "DINKES", "is_best": True},
    ]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(paths), tmp_path / "paths.parquet")
    batch: Any = {
        "person_id": pyarrow.array([person for person, *_ in CASES]),
        "programme": pyarrow.array([programme for _, programme, *_ in CASES]),
        "next_move_by": pyarrow.array([said for *_, said, _ in CASES]),
    }
    work: Any = SimpleNamespace(homes=SimpleNamespace(of=lambda people, _: people))
    [(_, made)] = list(_Determinations(tmp_path).make(work, batch))
    columns = (made[name].to_pylist() for name in ("person_id", "programme", "next_move_by"))
    assert sorted(zip(*columns, strict=True)) == sorted((one, way, wanted) for one, way, _, wanted in CASES)
