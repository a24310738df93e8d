"""Can an attacker with every published count of a small country recover a hidden one? A linear program tries.

Published is what the pages and files say: of every region its totals, causes and movers, and every indicator. The
attacker knows all of it at once and looks for the least and the most that a hidden count can be.
"""

import random
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import highspy
import numpy
import pytest

from payung.follow import coverage, disclose, measure
from payung.follow.coverage import Coverage, coverage_of
from payung.follow.disclose import counts
from payung.follow.share import indicators
from payung.ledger.public import CoverageRow, kept
from payung.terms.public import names

Matches = Callable[[CoverageRow], bool]
PROVINCES = ("32", "33")
DISTRICTS = ("01.01", "01.02", "01.03", "02.01", "02.02", "02.03")
# Status, reason, segment, mover; how many people a village may have of each.
KINDS = (
    ("ACTIVE", "PAID_BY_STATE", "PBI", "NONE", (20, 60, 200)),
    ("ACTIVE", "PAID_BY_SELF", "PBPU", "NONE", (0, 3, 30)),
    ("SUSPENDED", "ARREARS", "PBPU", "PERSON", (0, 4, 15, 40)),
    ("SUSPENDED", "INSTALMENTS_RUNNING", "PBPU", "PERSON", (0, 0, 1)),
    ("SUSPENDED", "EMPLOYER_ARREARS", "PPU_BU", "EMPLOYER", (0, 2, 12)),
    ("ENDED", "REMOVED_FROM_PBI", "PBI", "DINSOS", (0, 5, 20)),
    ("ENDED", "LAID_OFF", "PPU_BU", "PERSON", (0, 1, 6)),
    ("WAITING", "REACTIVATION_RUNNING", "PBI", "DINSOS", (0, 0, 2)),
    ("WAITING", "REACTIVATION_RUNNING", "PBI", "HEALTH_FACILITY", (0, 0, 1)),
    ("ENDED", "IDENTITY_MISMATCH", "PBPU", "DUKCAPIL", (0, 1, 8)),
    ("NEVER", "NEVER_REGISTERED", "", "VILLAGE", (0, 7, 30)),
    ("NEVER", "ATTEMPT_FAILED", "", "PERSON", (0, 0, 2)),
)
SAMPLES = [CoverageRow("", *kind[:4], 1, 0) for kind in KINDS]


class Country:
    """Villages of two provinces with people drawn by a seed, and their counts at every level."""

    def __init__(self, seed: int) -> None:
        """Draw it."""
        chance = random.Random(seed)
        districts = [code for code in names("districts") if code[:2] in PROVINCES and code[3:] in DISTRICTS]
        self.villages: list[str] = []
        for one in districts:
            self.villages += [code for code in names("villages") if code.startswith(one)][:2]
        # Somebody of a district of whom nobody knows the village.
        self.places = [*self.villages, f"{districts[0]}.?"]
        self.cells = {
            (village, place): chance.choice(kind[4]) for village in self.villages for place, kind in enumerate(KINDS)
        }

    def rows(self, region: str) -> list[CoverageRow]:
        """The counts of one region."""
        found = []
        for place, (status, reason, segment, mover, _) in enumerate(KINDS):
            people = sum(
                count for (village, at), count in self.cells.items() if at == place and village.startswith(region)
            )
            if people:
                found.append(
                    CoverageRow(region, status, reason, segment, mover, people, 0 if status == "NEVER" else people)
                )
        return found

    def regions(self, length: int) -> list[str]:
        """Codes of a level, by their length."""
        return sorted({village[:length] for village in self.villages})

    def below(self, level: str, parent: str, programme: str) -> list[CoverageRow]:
        """As the ledger answers for the regions of a level under one."""
        length = {"nation": 0, "province": 2, "regency": 5, "district": 8, "village": 13}[level]
        return [row for code in self.regions(length) if code.startswith(parent) for row in self.rows(code)]


@pytest.fixture(params=range(3))
def country(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Country:
    """A country in place of the ledger."""
    made = Country(request.param)
    run = SimpleNamespace(
        id=UUID(int=request.param), run_id=UUID(int=request.param), generation=1, as_of=date(2026, 11, 1)
    )
    disclose._kept.cache_clear()
    monkeypatch.setattr(coverage, "current_run", lambda: run)
    monkeypatch.setattr(coverage, "coverage", made.below)
    monkeypatch.setattr(disclose, "coverage", made.below)
    monkeypatch.setattr(kept, "loads", lambda limit=24: [run])
    monkeypatch.setattr(
        kept, "stocks", lambda run, programme, codes: [row for code in codes for row in made.rows(code)]
    )
    for name in ("clock_counts", "blocked_sums", "regency_shares"):
        monkeypatch.setattr(kept, name, lambda *_: [])
    monkeypatch.setattr(kept, "flows", lambda *_: [])
    return made


def published(country: Country) -> Iterator[tuple[str, Matches, int | None]]:
    """(region, whom it counts, the count or None where it is hidden) of everything that pages and files say."""
    for length in (0, 2, 5, 8, 13):
        for region in country.regions(length):
            found = coverage_of("JKN", region)
            assert found is not None
            yield from _of_page(region, found)
            if length <= 5:
                yield from _of_indicators(region)


def _of_page(region: str, found: Coverage) -> Iterator[tuple[str, Matches, int | None]]:
    for one in (found.figures, *found.regions):
        yield one.code, lambda row: True, one.population
        yield one.code, lambda row: row.status != "NEVER", one.registered.numerator
        yield one.code, lambda row: row.status != "ACTIVE", one.not_active
    for name, tallies in (("reason", found.by_reason), ("next_move_by", found.by_mover)):
        people = {one.code: one.people for one in tallies}
        # A cause that is not on the list is nobody.
        for code in sorted({getattr(sample, name) for sample in SAMPLES if sample.status != "ACTIVE"}):
            yield region, partial(_waits, name, code), people.get(code, 0)


def _waits(name: str, code: str, row: CoverageRow) -> bool:
    return row.status != "ACTIVE" and bool(getattr(row, name) == code)


def _of_indicators(region: str) -> Iterator[tuple[str, Matches, int | None]]:
    for code, figures in measure.figures("JKN", region, kept.loads(1)[0]).items():
        for one in figures:
            if one.indicator.count["of"] != "stock":
                continue
            for name in ("numerator", "denominator"):
                part = one.indicator.count[name]
                yield code, lambda row, part=part: _is_in(row, part), getattr(one, name)  # type: ignore[misc]


def _is_in(row: CoverageRow, part: Mapping[str, Any]) -> bool:
    return counts(row, part) and (part["sum"] != "registered" or row.status != "NEVER")


def lines(
    country: Country,
) -> tuple[list[numpy.ndarray[Any, Any]], list[int], list[tuple[str, numpy.ndarray[Any, Any]]]]:
    """What is known as lines over the villages' cells with their sums, and the lines of what is hidden."""
    order = sorted(country.cells)
    known, sums, hidden = {}, {}, {}
    for region, matches, count in published(country):
        taken = [matches(sample) for sample in SAMPLES]
        line = numpy.array([float(village.startswith(region) and taken[place]) for village, place in order])
        if count is None:
            hidden[line.tobytes()] = (region, line)
        elif line.tobytes() not in known:
            known[line.tobytes()], sums[line.tobytes()] = line, count
    return list(known.values()), [sums[key] for key in known], list(hidden.values())


def attacked(known: list[numpy.ndarray[Any, Any]], sums: list[int]) -> highspy.Highs:
    """The solver with everything that is known."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    width = len(known[0])
    solver.addVars(width, numpy.zeros(width), numpy.full(width, highspy.kHighsInf))
    for line, count in zip(known, sums, strict=True):
        places = numpy.flatnonzero(line).astype(numpy.int32)
        solver.addRow(count, count, len(places), places, line[places])
    return solver


def span(solver: highspy.Highs, line: numpy.ndarray[Any, Any]) -> float:
    """How far the most that a count can be is from the least."""
    found = []
    for sign in (1.0, -1.0):
        places = numpy.arange(len(line), dtype=numpy.int32)
        solver.changeColsCost(len(line), places, sign * line)
        solver.run()
        assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        found.append(sign * solver.getInfo().objective_function_value)
    return found[1] - found[0]


def test_no_small_count_of_a_place_is_recovered_from_all_that_is_published(country: Country) -> None:
    known, sums, hidden = lines(country)
    people = numpy.array([country.cells[cell] for cell in sorted(country.cells)])
    told = [(int(line @ people), count) for line, count in zip(known, sums, strict=True)]
    assert [one for one in told if one[0] != one[1]] == []
    # The attacker is after every small count: those not shown, and every cause with its mover.
    aims = {line.tobytes(): (region, line) for region, line in (*hidden, *_atoms(country)) if 0 < line @ people < 5}
    solver = attacked(known, sums)
    recovered = [(region, int(line @ people)) for region, line in aims.values() if span(solver, line) < 0.5]
    assert recovered == []
    assert len(aims) > 100


def test_without_the_companions_small_counts_would_be_recovered(country: Country) -> None:
    known, _, hidden = lines(country)
    people = numpy.array([country.cells[cell] for cell in sorted(country.cells)])
    naive = [*known, *(line for _, line in hidden if not 0 < line @ people < 5)]
    solver = attacked(naive, [int(line @ people) for line in naive])
    small = [line for _, line in hidden if 0 < line @ people < 5]
    assert any(span(solver, line) < 0.5 for line in small)


def test_of_higher_places_most_is_still_shown(country: Country) -> None:
    found = [coverage_of("JKN", region) for region in country.regions(5)]
    shown = [one.people is not None for each in found if each for one in each.by_reason]
    assert sum(shown) > len(shown) / 5
    assert set(indicators()) > {"active_share"}


def _atoms(country: Country) -> Iterator[tuple[str, numpy.ndarray[Any, Any]]]:
    order = sorted(country.cells)
    for region in (*PROVINCES, *country.regions(5), *country.regions(8), *country.villages):
        for place in range(len(KINDS)):
            yield region, numpy.array([float(at == place and village.startswith(region)) for village, at in order])
