"""How good are the links? The measure itself on a handmade truth, and linking on a sample whose truth is known."""

from datetime import date
from pathlib import Path

import pytest

from payung.extracts.public import extract
from payung.link.public import LinkQuality, evaluate, link
from payung.sample.public import write_sample
from tests.engines import write_parquet
from tests.link.people import AS_OF, BUDI, RINA, record, rows_of, write_records

PEOPLE = 10_000
SEED = 3


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small country, read and linked; its truth is in source/truth."""
    folder = tmp_path_factory.mktemp("linked")
    write_sample(folder / "source", people=PEOPLE, seed=SEED, as_of=AS_OF)
    extract(folder / "source", folder, as_of=AS_OF)
    link(folder, as_of=AS_OF)
    return folder


@pytest.fixture(scope="module")
def quality(sample: Path) -> LinkQuality:
    """How good the links of the sample are."""
    return evaluate(sample / "links.parquet", sample / "source" / "truth", as_of=AS_OF)


def test_precision_and_recall_on_the_sample(quality: LinkQuality) -> None:
    assert quality.true_pairs > PEOPLE
    assert quality.precision >= 0.999
    assert quality.recall >= 0.990


def test_hardly_anybody_is_mixed_with_another(quality: LinkQuality) -> None:
    assert quality.mixed_clusters <= 3
    assert quality.missed_cover_share <= 0.05


def test_no_group_is_left_behind(quality: LinkQuality) -> None:
    groups = {(group.aspect, group.group): group for group in quality.groups if group.true_pairs >= 500}
    assert {aspect for aspect, _ in groups} >= {"register", "sex", "age", "name", "birthday"}
    assert {key for key, group in groups.items() if group.precision < 0.997} == set()
    assert {key for key, group in groups.items() if group.recall < 0.95} == set()


def test_every_record_has_one_person(sample: Path) -> None:
    records = {(row["supplier"], row["row"]) for row in rows_of(sample, "records")}
    links = rows_of(sample, "links")
    assert len(links) == len(records)
    assert {(row["supplier"], row["row"]) for row in links} == records
    persons = rows_of(sample, "persons")
    assert [row["person_id"] for row in persons] == list(range(1, len(persons) + 1))
    assert {row["person_id"] for row in links} == {row["person_id"] for row in persons}
    assert sum(row["record_count"] for row in persons) == len(records)


def test_a_nik_and_a_rank_are_nobody_elses(sample: Path) -> None:
    niks = [row["nik"] for row in rows_of(sample, "persons") if row["nik"]]
    assert len(niks) == len(set(niks))
    standing = [(r["person_id"], r["programme"]) for r in rows_of(sample, "memberships") if r["rank"] == 1]
    assert len(standing) == len(set(standing))


def test_families_follow_each_other(sample: Path) -> None:
    seen: set[int] = set()
    last = 0
    for row in rows_of(sample, "persons"):
        if row["family_id"] != last:
            assert row["family_id"] == row["person_id"]
            assert row["family_id"] not in seen
            last = row["family_id"]
            seen.add(last)


def test_a_lent_nik_merges_nobody_whose_name_and_day_both_disagree(sample: Path) -> None:
    truth = {
        (row["supplier"], row["row"]): row["true_person_id"] for row in rows_of(sample / "source" / "truth", "records")
    }
    person = {(row["supplier"], row["row"]): row["person_id"] for row in rows_of(sample, "links")}
    holders: dict[tuple[int, str], list[dict[str, object]]] = {}
    for row in rows_of(sample, "records"):
        if row["nik"]:
            holders.setdefault((person[row["supplier"], row["row"]], row["nik"]), []).append(row)
    wrong = [
        (one["name"], other["name"])
        for rows in holders.values()
        for one in rows
        for other in rows
        if truth[one["supplier"], one["row"]] != truth[other["supplier"], other["row"]]  # type: ignore[index]
        and one["name"] != other["name"]
        and one["birth_date"] != other["birth_date"]
    ]
    assert wrong == []


def test_the_measure_counts_pairs(tmp_path: Path) -> None:
    records = [
        record("dukcapil", BUDI),
        record("dtsen", BUDI),
        record("roster", BUDI),
        record("dukcapil", RINA),
        record("bpjs_ketenagakerjaan", BUDI),
    ]
    write_records(tmp_path, records)
    key = {"supplier": "text", "row": "int64"}
    places = [("dukcapil", 1), ("dtsen", 1), ("roster", 1), ("dukcapil", 2), ("bpjs_ketenagakerjaan", 1)]
    linked_to = [1, 1, 1, 1, 2]
    truly = [1, 1, 1, 2, 1]
    write_parquet(
        tmp_path / "links.parquet",
        {**key, "person_id": "int64"},
        [{"supplier": s, "row": r, "person_id": p} for (s, r), p in zip(places, linked_to, strict=True)],
    )
    write_parquet(
        tmp_path / "truth.parquet",
        {**key, "true_person_id": "int64"},
        [{"supplier": s, "row": r, "true_person_id": p} for (s, r), p in zip(places, truly, strict=True)],
    )
    found = evaluate(tmp_path / "links.parquet", tmp_path / "truth.parquet", as_of=date(2026, 11, 1))
    assert (found.linked_pairs, found.true_pairs) == (6, 6)
    assert (found.precision, found.recall, found.f1) == (0.5, 0.5, 0.5)
    assert (found.clusters, found.mixed_clusters, found.missed_cover_share) == (2, 1, 1.0)
    women = next(group for group in found.groups if (group.aspect, group.group) == ("sex", "P"))
    assert (women.true_pairs, women.precision, women.recall) == (0, 0.0, 1.0)
