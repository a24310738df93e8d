"""Does the wave end on the days of the law, does it add up, and does what is shown give a hidden count away?"""

import csv
import io
import json
import random
from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy
import pytest

from payung.follow import wave as module
from payung.follow.coverage import NoSuchRegion
from payung.follow.disclose import Disclosure
from payung.follow.kept_retention import kept_waves
from payung.follow.wave import Wave, Waves, waves
from payung.follow.wave_file import waves_as_csv, waves_as_json, waves_as_sdmx_csv
from payung.ledger.public import CoverageRow, spell, system_scope
from payung.plan.public import lapse_shares
from payung.terms.public import names
from tests.follow.test_disclose import attacked, span

COLUMNS = [(sector, joined) for sector in module.SECTORS for joined in ("NEW", "OLD", "")]
PROVINCES = ("32", "33", "34")
AS_OF = date(2026, 11, 1)


class Country:
    """Self-employed of some regencies, and of a province of whom nobody knows the regency; drawn by a seed."""

    def __init__(self, seed: int) -> None:
        """Draw them."""
        chance = random.Random(seed)
        places = [code for province in PROVINCES for code in names("regencies") if code.startswith(province)]
        self.places = [*chance.sample(places, 9), PROVINCES[0]]
        self.cells = {
            (place, column): chance.choice((0, 2, 3, 6, 40, 90) if column[1] else (0, 0, 1))
            for place in self.places
            for column in COLUMNS
        }

    def rows(self) -> list[spell.StandingRow]:
        """As the ledger answers."""
        return [spell.StandingRow(place, *column, people) for (place, column), people in self.cells.items() if people]

    def stocks(self, parent: str | None) -> list[CoverageRow]:
        """As the ledger answers of the regions right below one (None: the nation) for the disclosure."""
        length = 0 if parent is None else {0: 2, 2: 5}.get(len(parent), 99)
        codes = {place[:length] for place in self.places if len(place) >= length and place.startswith(parent or "")}
        found = []
        for code in sorted(codes):
            people = sum(count for (place, _), count in self.cells.items() if place.startswith(code))
            found.append(CoverageRow(code, "ACTIVE", "PAID_BY_SELF", "BPU", "NONE", people, people))
            found.append(CoverageRow(code, "NEVER", "NEVER_REGISTERED", "", "PERSON", 500, 0))
        return [row for row in found if row.people]

    def regions(self) -> list[str]:
        """Every region that somebody lives in."""
        return sorted({place[:length] for place in self.places for length in (0, 2, 5) if len(place) >= length})

    def line(self, region: str, *columns: tuple[str, str]) -> Any:
        """Which cells a count of a region sums."""
        return numpy.array([float(place.startswith(region) and at in columns) for place, at in sorted(self.cells)])


def shown(country: Country, shares: Disclosure) -> Waves:
    """The waves of the country."""
    counts = module._counts(country.rows())
    hidden = module._hidden(counts, shares)
    found = [
        module._wave(region, sector, AS_OF, counts[region], hidden, lapse_shares())
        for region in country.regions()
        for sector in module.SECTORS
        if module._has(counts[region], hidden, region, sector)
    ]
    return Waves(AS_OF, "run", tuple(found), sum(row.people for row in country.rows() if not row.joined))


def known(country: Country, shares: Disclosure) -> Iterator[tuple[Any, int]]:
    """Everything that pages and files say: the waves, the self-employed of each region, who has no wave is nobody."""
    found = shown(country, shares)
    told = {(one.region, one.sector): one for one in found.waves}
    for region in country.regions():
        for sector in module.SECTORS:
            one = told.get((region, sector), Wave(region, sector, AS_OF, 0, 0, 0, 0, 0))
            for joined, count in (("NEW", one.joined_under_it), ("OLD", one.members_before)):
                if count is not None:
                    yield country.line(region, (sector, joined)), count
        if not shares.hides(region, module._is_own):
            line = country.line(region, *COLUMNS)
            yield line, int(line @ truth(country))
    yield country.line("", *((sector, "") for sector in module.SECTORS)), found.unknown_since


def truth(country: Country) -> Any:
    """The people of each cell."""
    return numpy.array([country.cells[cell] for cell in sorted(country.cells)])


def recovered(country: Country, shares: Disclosure) -> list[tuple[str, tuple[str, str]]]:
    """Small counts of regions that an attacker learns exactly."""
    facts = list(known(country, shares))
    assert [count for line, count in facts if int(line @ truth(country)) != count] == []
    solver = attacked([line for line, _ in facts], [count for _, count in facts])
    aims = [
        (region, column)
        for region in country.regions()
        if region
        for column in COLUMNS
        if 0 < country.line(region, column) @ truth(country) < 5
    ]
    assert len(aims) > 5
    return [aim for aim in aims if span(solver, country.line(aim[0], aim[1])) < 0.5]


@pytest.mark.parametrize("seed", range(12))
def test_no_small_count_is_recovered_from_all_that_is_published(seed: int) -> None:
    country = Country(seed)
    assert recovered(country, Disclosure(country.stocks)) == []


def test_were_only_the_small_ones_hidden_some_would_be_recovered(monkeypatch: pytest.MonkeyPatch) -> None:
    def only_small(table: dict[tuple[str, str], int], *_: object) -> frozenset[tuple[str, str]]:
        return frozenset(cell for cell, people in table.items() if 0 < people < 5)

    monkeypatch.setattr(module, "protected", only_small)
    found = [recovered(country, Disclosure(country.stocks)) for country in map(Country, range(4))]
    assert any(found)


def test_not_everything_is_hidden_and_of_a_sector_all_or_nothing() -> None:
    found = [one for seed in range(12) for one in shown(Country(seed), Disclosure(Country(seed).stocks)).waves]
    assert sum(one.mid is not None for one in found) > len(found) / 6
    for one in found:
        assert (one.mid is None) == (one.joined_under_it is None) == (one.members_before is None) == (one.low is None)


@pytest.mark.django_db
def test_the_wave_of_the_loaded_people_ends_on_the_days_of_the_law(tmp_path: Any) -> None:
    with system_scope():
        found = kept_waves(tmp_path)
        assert kept_waves(tmp_path) == found == waves()
    assert found is not None
    own = [one for one in found.waves if not one.region]
    assert {(one.sector, one.ends_on) for one in own} == {
        ("TRANSPORT", date(2027, 3, 31)),
        ("OTHER", date(2026, 12, 31)),
    }
    other = next(one for one in own if one.sector == "OTHER")
    assert (other.joined_under_it or 0) + (other.members_before or 0) == 2
    # Few live there: nothing small is told of any province or regency.
    below = [one for one in found.waves if one.region]
    assert {len(one.region) for one in below} == {2, 5}
    assert {one.mid for one in below} == {None}


def test_a_region_comes_before_its_parts_and_hidden_ones_last_by_name() -> None:
    rows = [("32.02", None), ("", 90), ("33", 40), ("32", 50), ("34", None), ("31", None), ("32.01", 9)]
    made = Waves(AS_OF, "run", tuple(Wave(code, "OTHER", AS_OF, mid, mid, mid, mid, mid) for code, mid in rows), 0)
    assert [one.region for one in made.of("")] == ["", "32", "33", "31", "34"]
    assert [one.region for one in made.of("32")] == ["32", "32.01", "32.02"]
    assert [one.region for one in made.of("32.01")] == ["32.01"]
    with pytest.raises(NoSuchRegion):
        made.of("99")


def test_the_files_say_what_is_hidden_and_what_is_a_forecast() -> None:
    made = Waves(
        AS_OF,
        "run",
        (Wave("", "OTHER", AS_OF, 8, 90, 5, 7, 9), Wave("32", "OTHER", AS_OF, None, None, None, None, None)),
        3,
    )
    rows = list(csv.DictReader(io.StringIO(waves_as_csv(made, "").removeprefix("\ufeff"))))
    assert [(row["region_name"], row["mid"], row["is_hidden"]) for row in rows] == [
        ("Indonesia", "7", "false"),
        ("Jawa Barat", "", "true"),
    ]
    assert json.loads(waves_as_json(made, ""))["waves"][1]["high"] is None
    told = [line.split(",") for line in waves_as_sdmx_csv(made, "").split("\r\n")[1:-1]]
    assert {(row[5], *row[-2:]) for row in told if row[3] == "ID"} == {
        *(("JOINED_UNDER_IT", "A", "F"), ("MEMBERS_BEFORE", "A", "F")),
        *(("LOW", "F", "F"), ("MID", "F", "F"), ("HIGH", "F", "F")),
    }
    assert {(row[7], *row[-2:]) for row in told if row[3] == "32"} == {("", "Q", "C")}
