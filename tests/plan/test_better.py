"""Does the better list meet quota and order, spare those in treatment, and is its choice the best there is?"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest

from payung.plan.appoint import what_if
from payung.plan.appoint.choose import PeopleClass, Regency, choose
from payung.plan.appoint.words import practice
from payung.plan.public import BetterList, Quota, better_lines, better_list, dry_run
from tests.plan.small import persons

EFFECT = date(2027, 2, 1)


@pytest.fixture(scope="module")
def made(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[BetterList, Path]:
    """Four people off the list and two on it."""
    out = tmp_path_factory.mktemp("better")
    return better_list(tables, out, remove=4, add=2, effective_on=EFFECT), out


def listed(out: Path) -> Mapping[int, dict[str, Any]]:
    """The people on the list, by number."""
    return {row["person_id"]: row for row in pyarrow.parquet.read_table(out / "better_rows.parquet").to_pylist()}


def test_it_removes_and_adds_what_was_wanted_and_nobody_in_treatment_drops(made: tuple[BetterList, Path]) -> None:
    report, out = made
    assert (report.removed, report.added, report.short_removed, report.short_added) == (4, 2, 0, 0)
    assert report.in_treatment_dropped == 0
    assert report.protected == 2
    assert not {1, 5} & set(listed(out))


def test_deciles_go_from_the_highest_down_and_from_the_lowest_up(made: tuple[BetterList, Path]) -> None:
    by_place: dict[tuple[str, str], list[int | None]] = {}
    for row in listed(made[1]).values():
        by_place.setdefault((row["regency_code"], row["action"]), []).append(row["decile"])
    assert sorted(by_place["33.74", "REMOVE"], key=lambda one: -(one or 0))[0] == 10
    for (regency, action), taken in by_place.items():
        if action == "REMOVE":
            open_to = [
                row["decile"]
                for row in persons()
                if row["regency_code"] == regency and row["person_id"] in REMOVABLE and row["decile"] not in taken
            ]
            assert all(decile < min(one for one in taken if one) for decile in open_to if decile)
    assert set(by_place["32.01", "ADD"]) == {1}


REMOVABLE = {2, 3, 4, 8, 9, 15, 16, 17}


def test_the_list_is_a_decree_that_a_dry_run_takes_whole(
    tables: Path, made: tuple[BetterList, Path], tmp_path: Path
) -> None:
    found = dry_run(made[1] / "better_rows.parquet", tables, tmp_path)
    assert (found.faults, found.refusals) == ({}, ())
    assert (found.in_treatment_dropped, found.eligible_removed) == (0, 0)
    assert found.national["after"] == made[0].national["after"]


def test_nobody_without_a_nik_is_named(tables: Path, made: tuple[BetterList, Path], tmp_path: Path) -> None:
    """A decree names people by their NIK: of somebody without one an official would find a number of nothing."""
    lost = min(listed(made[1]))
    folder = tmp_path / "tables"
    shutil.copytree(tables, folder)
    rows = pyarrow.parquet.read_table(folder / "persons.parquet")
    niks = [row["nik"] if row["person_id"] != lost else None for row in rows.select(["person_id", "nik"]).to_pylist()]
    place = rows.schema.get_field_index("nik")
    pyarrow.parquet.write_table(
        rows.set_column(place, rows.schema.field(place), pyarrow.array(niks, rows.schema.field(place).type)),
        folder / "persons.parquet",
    )
    found = better_list(folder, tmp_path / "out", remove=4, add=2, effective_on=EFFECT)
    assert lost not in listed(tmp_path / "out")
    assert (found.removed, found.added) == (4, 2)
    assert {len(nik) for nik, *_ in better_lines(folder, tmp_path / "out")} == {16}


def test_the_same_tables_give_the_same_bytes(tables: Path, made: tuple[BetterList, Path], tmp_path: Path) -> None:
    assert better_list(tables, tmp_path, remove=4, add=2, effective_on=EFFECT) == made[0]
    assert (tmp_path / "better_rows.parquet").read_bytes() == (made[1] / "better_rows.parquet").read_bytes()


def test_families_asked_about_in_parts_give_the_same_list_and_leave_nothing_behind(
    tables: Path, made: tuple[BetterList, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(what_if, "PEOPLE_AT_ONCE", 3)
    assert better_list(tables, tmp_path, remove=4, add=2, effective_on=EFFECT) == made[0]
    assert (tmp_path / "better_rows.parquet").read_bytes() == (made[1] / "better_rows.parquet").read_bytes()
    assert {path.name for path in tmp_path.iterdir() if path.name != "spill"} == {
        "better_rows.parquet",
        "better_list.json",
    }


def test_what_cannot_be_met_is_said(tables: Path, tmp_path: Path) -> None:
    found = better_list(tables, tmp_path, remove=50, add=50, effective_on=EFFECT, quota=Quota(11, {"32.01": 6}))
    assert found.removed + found.short_removed == 50
    assert found.added + found.short_added == 50
    assert (found.removed, found.added) == (8, 5)
    assert found.national == {"quota": 11, "before": 14, "after": 11}


# Classes of two regencies: action, regency, level, kind, people, price, lost.
SMALL = [
    ("REMOVE", "A", 1, "PAID", 2, 50, 2),
    ("REMOVE", "A", 1, "FREE", 1, 0, 0),
    ("REMOVE", "A", 2, "PAID", 3, 10, 3),
    ("REMOVE", "B", 1, "PAID", 2, 40, 2),
    ("REMOVE", "B", 2, "NONE", 2, 0, 2),
    ("ADD", "A", 1, "ADD", 2, 0, 0),
    ("ADD", "B", 1, "ADD", 1, 0, 0),
    ("ADD", "B", 2, "ADD", 2, 0, 0),
]
CLASSES = [
    PeopleClass(number, action, regency, level, kind, False, False, people, price, lost)
    for number, (action, regency, level, kind, people, price, lost) in enumerate(SMALL)
]
REGENCIES = [Regency("A", 20, 17, 10, 80_000), Regency("B", 10, 9, 5, 80_000)]
QUOTAS = [
    (Quota(15, {"A": 10, "B": 5}), 4, 3),
    (Quota(15, {"A": 9, "B": 5}), 6, 5),
    (Quota(14, {}), 3, 2),
    (Quota(20, {"A": 12}), 8, 1),
]


@pytest.mark.parametrize(("quota", "remove", "add"), QUOTAS)
def test_the_choice_is_the_cheapest_of_all_choices(quota: Quota, remove: int, add: int) -> None:
    found = choose(CLASSES, REGENCIES, quota, remove=remove, add=add)
    best = min(cost for cost in _costs(quota, remove, add))
    assert found.cost == pytest.approx(best, rel=1e-4)
    taken = [found.take.get(one.number, 0) for one in CLASSES]
    assert _cost(taken, quota, remove, add) == pytest.approx(best)


def _costs(quota: Quota, remove: int, add: int) -> Iterator[float]:
    for taken in product(*(range(one.people + 1) for one in CLASSES)):
        cost = _cost(taken, quota, remove, add)
        if cost is not None:
            yield cost


def _cost(taken: Sequence[int], quota: Quota, remove: int, add: int) -> float | None:
    """What a choice costs by the words of the problem; None where it breaks the order or the national quota."""
    no_route, crossing = practice()["no_route_price_idr"].value, practice()["crossing_price_idr"].value
    total = {"REMOVE": 0, "ADD": 0}
    for one, people in zip(CLASSES, taken, strict=True):
        total[one.action] += people
        is_broken = people and any(
            other.action == one.action and other.regency == one.regency and other.level < one.level and n < other.people
            for other, n in zip(CLASSES, taken, strict=True)
        )
        if is_broken:
            return None
    change = total["ADD"] - total["REMOVE"]
    if total["REMOVE"] > remove or total["ADD"] > add or change > max(quota.national - 15, 0):
        return None
    cost = 2.0 * crossing * (remove - total["REMOVE"] + add - total["ADD"])
    for one, people in zip(CLASSES, taken, strict=True):
        cost += people * (no_route if one.kind == "NONE" else one.price_idr)
    for regency in REGENCIES:
        own = [(one, n) for one, n in zip(CLASSES, taken, strict=True) if one.regency == regency.code]
        held = regency.on_list + sum(n if one.action == "ADD" else -n for one, n in own)
        cost += 20 * crossing * max(held - quota.regency.get(regency.code, held), 0)
        active = regency.active + sum(
            n if one.action == "ADD" else -n * one.active_lost // one.people for one, n in own
        )
        cost += crossing if active * 100_000 <= regency.registered * regency.active_min else 0
    return cost
