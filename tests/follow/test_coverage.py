"""Are people counted once, in the right split, and hidden where they could be recognised?"""

from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from payung.follow import coverage as module
from payung.follow import disclose
from payung.follow.public import NoSuchRegion, ancestors, coverage_of, level_of
from payung.ledger.public import CoverageRow

DAY = date(2026, 11, 1)
# People of districts in one regency: active, in arrears, never registered.
DISTRICTS = {"32.01.01": (90, 40, 20), "32.01.02": (60, 30, 3), "32.01.03": (50, 25, 10), "32.01.04": (200, 60, 40)}


def rows(region: str, active: int, arrears: int, never: int) -> list[CoverageRow]:
    """What the ledger counts of a region."""
    found = [
        CoverageRow(region, "ACTIVE", "PAID_BY_STATE", "PBI", "NONE", active, active),
        CoverageRow(region, "SUSPENDED", "ARREARS", "PBPU", "PERSON", arrears, arrears),
        CoverageRow(region, "NEVER", "NEVER_REGISTERED", "", "VILLAGE", never, 0),
    ]
    return [row for row in found if row.people]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], list[CoverageRow]]:
    """The counts by level and parent, in place of the ledger's."""
    sums = [sum(counts) for counts in zip(*DISTRICTS.values(), strict=True)]
    tables = {
        ("nation", ""): rows("", *sums),
        ("province", ""): rows("32", *sums),
        ("regency", "32"): rows("32.01", *sums),
        ("district", "32.01"): [row for code, counts in DISTRICTS.items() for row in rows(code, *counts)],
    }

    def read(level: str, parent: str, programme: str) -> list[CoverageRow]:
        return tables.get((level, parent), [])

    def stocks(generation: int, programme: str, regions: list[str]) -> list[CoverageRow]:
        found = [row for level in ("nation", "province", "regency") for row in tables.get((level, regions[0][:-3]), [])]
        return [row for row in found if row.region_code in regions]

    disclose._kept.cache_clear()
    monkeypatch.setattr(module, "coverage", read)
    monkeypatch.setattr(disclose, "coverage", read)
    monkeypatch.setattr(disclose.kept, "stocks", stocks)
    monkeypatch.setattr(module, "current_run", lambda: SimpleNamespace(as_of=DAY, id=UUID(int=1), generation=1))
    return tables


def found(region: str, **how: Any) -> module.Coverage:
    """The coverage of a region with a run loaded."""
    coverage = coverage_of("JKN", region, **how)
    assert coverage is not None
    return coverage


@pytest.mark.parametrize("region", ["", "32", "32.01"])
def test_registered_and_active_are_different_shares_of_the_same_people(counted: Any, region: str) -> None:
    figures = found(region).figures
    assert figures.population == 628
    assert (figures.registered.numerator, figures.registered.per_1000) == (555, 884)
    assert (figures.active.numerator, figures.active.per_1000) == (400, 637)
    assert (figures.active_of_registered.denominator, figures.active_of_registered.per_1000) == (555, 721)
    assert figures.not_active == 228
    assert figures.active.as_of == DAY


def test_reasons_and_movers_split_the_people_not_active(counted: Any) -> None:
    whole = found("32")
    assert [(one.code, one.people, one.per_1000) for one in whole.by_reason] == [
        ("ARREARS", 155, 680),
        ("NEVER_REGISTERED", 73, 320),
    ]
    assert [(one.code, one.people) for one in whole.by_mover] == [("PERSON", 155), ("VILLAGE", 73)]


def test_a_small_district_is_hidden_with_its_smallest_neighbour(counted: Any) -> None:
    regency = found("32.01")
    assert {one.code for one in regency.regions if one.is_hidden} == {"32.01.02", "32.01.03"}
    assert regency.has_hidden
    hidden = next(one for one in regency.regions if one.is_hidden)
    assert (hidden.registered.numerator, hidden.active.per_1000, hidden.active_of_registered.denominator) == (
        None,
        None,
        None,
    )


@pytest.mark.parametrize("region", ["32.01.02", "32.01.03"])
def test_a_district_hidden_in_the_table_is_hidden_on_its_own_page(counted: Any, region: str) -> None:
    district = found(region)
    assert district.figures.is_hidden
    assert {one.people for one in (*district.by_reason, *district.by_mover)} == {None}


def test_what_is_hidden_cannot_be_had_by_subtraction(counted: Any) -> None:
    regency = found("32.01")
    shown = sum(one.not_active for one in regency.regions if one.not_active is not None)
    assert regency.figures.not_active is not None
    missing = [one for one in regency.regions if one.is_hidden]
    assert len(missing) > 1
    assert regency.figures.not_active - shown == 33 + 35


def test_who_may_see_people_sees_the_counts(counted: Any) -> None:
    assert not found("32.01", is_exact=True).has_hidden
    assert found("32.01.02", is_exact=True).figures.not_active == 33


def test_a_region_where_nobody_is_counted(counted: Any) -> None:
    empty = found("33")
    assert (empty.figures.population, empty.figures.active.per_1000, empty.by_reason) == (0, None, ())


def test_without_a_run_there_is_nothing_to_say(counted: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "current_run", lambda: None)
    assert coverage_of("JKN") is None


@pytest.mark.parametrize("region", ["99", "32.1", "32.01.99", "3", "32.01.01.9999"])
def test_a_region_that_is_not_there_is_named(region: str) -> None:
    with pytest.raises(NoSuchRegion, match=region):
        level_of(region)


def test_levels_and_ancestors() -> None:
    assert [level_of(code) for code in ("", "32", "32.01", "32.01.01")] == ["nation", "province", "regency", "district"]
    assert ancestors("32.01.01.1001") == ("32", "32.01", "32.01.01")
    assert ancestors("32") == ancestors("") == ()


# Two causes in four districts of a regency; one cause is rare in one district only.
CAUSES = {
    "32.01.01": (90, 40, 3),
    "32.01.02": (60, 30, 12),
    "32.01.03": (50, 25, 10),
    "32.01.04": (200, 60, 40),
}


def test_a_rare_cause_is_not_had_by_subtracting_the_other_districts(
    counted: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def by_cause(code: str, active: int, arrears: int, removed: int) -> list[CoverageRow]:
        return [
            *rows(code, active, arrears, 20),
            CoverageRow(code, "ENDED", "REMOVED_FROM_PBI", "PBI", "DINSOS", removed, removed),
        ]

    counted["district", "32.01"] = [row for code, counts in CAUSES.items() for row in by_cause(code, *counts)]
    shown = {code: {one.code: one.people for one in found(code).by_reason} for code in CAUSES}
    for cause in ("ARREARS", "REMOVED_FROM_PBI", "NEVER_REGISTERED"):
        hidden = [code for code in CAUSES if shown[code][cause] is None]
        assert len(hidden) != 1, f"{cause} of {hidden} is the regency's less the others'"
    assert shown["32.01.01"]["REMOVED_FROM_PBI"] is None
    movers = {code: {one.code: one.people for one in found(code).by_mover} for code in CAUSES}
    assert movers["32.01.01"]["DINSOS"] is None
