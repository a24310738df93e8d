"""Is the shipped model whole, and can it be counted again on records whose truth is known?"""

import json
from pathlib import Path

import pytest

from payung.link.compare import COMPARISONS, MODEL, Model, stored_model
from payung.link.public import train
from tests.engines import write_parquet
from tests.link.people import AS_OF, BUDI, RINA, record, write_records


@pytest.mark.parametrize("kind", ["m", "u"])
def test_every_level_has_its_share(kind: str) -> None:
    shares = getattr(stored_model(), kind)
    assert {c.name: [level.name for level in c.levels] for c in COMPARISONS} == {
        name: list(levels) for name, levels in shares.items()
    }
    for levels in shares.values():
        assert sum(levels.values()) == pytest.approx(1, abs=0.01)
        assert all(0 < share <= 1 for share in levels.values())


def test_agreement_speaks_for_one_person_and_disagreement_against() -> None:
    model = stored_model()
    for comparison in COMPARISONS:
        first, last = comparison.levels[0].name, comparison.levels[-1].name
        if comparison.name != "nik":
            assert model.m[comparison.name][first] > model.u[comparison.name][first]
        assert model.m[comparison.name][last] < model.u[comparison.name][last]


def test_a_model_is_counted_and_written(tmp_path: Path) -> None:
    people = [BUDI, RINA, {**RINA, "name": "DEWI LESTARI", "nik": "3201015703889002"}]
    records = [record(supplier, person) for supplier in ("dukcapil", "dtsen") for person in people]
    records += [record("roster", BUDI, nik=None), record("roster", RINA, nik=None, kk=None)]
    write_records(tmp_path, records)
    truth = [("dukcapil", 1, 1), ("dukcapil", 2, 2), ("dukcapil", 3, 3), ("dtsen", 1, 1), ("dtsen", 2, 2),
             ("dtsen", 3, 3), ("roster", 1, 1), ("roster", 2, 2)]  # fmt: skip
    write_parquet(
        tmp_path / "truth.parquet",
        {"supplier": "text", "row": "int64", "true_person_id": "int64"},
        [{"supplier": s, "row": r, "true_person_id": p} for s, r, p in truth],
    )
    out = tmp_path / "model.json"
    model = train(tmp_path, tmp_path / "truth.parquet", as_of=AS_OF, out=out)
    assert model.share_matched == 1.0
    assert model.m["birth"]["same day"] == 1.0
    saved = json.loads(out.read_text())
    assert Model(saved["m"], saved["u"], saved["share_matched"]) == model
    assert out != MODEL
