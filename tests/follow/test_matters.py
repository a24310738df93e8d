"""Are each matter's count, cost, age, trend and promises those of the data, and does each agency do only its own?"""

import uuid
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from payung.follow import matters as module
from payung.follow import step as steps
from payung.follow.matters import Pending, board, matter
from payung.follow.shipped import open_shipped, shipped
from payung.follow.step import Actor, offers, refusal_of, take_step
from payung.ledger.public import matter as book
from payung.ledger.public import system_scope
from payung.terms.public import codes

DAY = date(2026, 11, 1)
BPJS, MINISTRY = Actor("BPJS_KESEHATAN", "BPJS", ""), Actor("KEMENKO", "MINISTRY", "")
REGION = Actor("PEMDA", "REGION", "32.01")


def count(reason: str, people: int, route: str = "PAY_ARREARS", mover: str = "PERSON") -> book.BlockedRow:
    """People of a group who wait 10 days each, at 1,000 rupiah each."""
    return book.BlockedRow("JKN", reason, mover, route, people, 0, 1_000 * people, 0, 0, people, 10 * people, DAY)


def a_matter(number: int = 1, reason: str = "ARREARS", **facts: Any) -> book.MatterRow:
    """A blocked group as the load opens it."""
    row = book.MatterRow(
        *(uuid.UUID(int=number), "BLOCKED", None, "", "BPJS_KESEHATAN", "", "", "", "", "", DAY),
        *((book.Measure("JKN", reason, "PERSON"),), None, None, None, 0),
    )
    return replace(row, **facts)


@pytest.fixture
def ledger(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """What the ledger would say: two loads, two matters, no promise."""
    said = SimpleNamespace(
        matters=[a_matter(), a_matter(2, "LAID_OFF")],
        counts={2: [count("ARREARS", 60), count("ARREARS", 40, "INSTALMENTS"), count("LAID_OFF", 7, "")], 1: []},
        promises=[],
    )
    said.counts[1] = [count("ARREARS", 120)]
    runs = {2: SimpleNamespace(generation=2, as_of=DAY), 1: SimpleNamespace(generation=1, as_of=date(2026, 10, 1))}
    monkeypatch.setattr(module, "current_run", lambda before=3: runs.get(before - 1))
    monkeypatch.setattr(module.book, "blocked", lambda region, generation: said.counts[generation])
    monkeypatch.setattr(module.book, "promises", lambda region: said.promises)
    monkeypatch.setattr(
        module.book,
        "matters",
        lambda region, wanted=None: [row for row in said.matters if wanted in (None, row.matter_id)],
    )
    return said


def first() -> Pending:
    """The matter of people in arrears, as it stands."""
    found = matter(uuid.UUID(int=1))
    assert found is not None
    return found


def test_a_matter_takes_count_cost_age_and_trend_from_the_data(ledger: Any) -> None:
    found = first()
    assert (found.people, found.before, found.change) == (100, 120, -20)
    assert (found.cost.now_idr, found.mean_days, found.oldest) == (100_000, 10, DAY)
    assert (found.route, found.route_people) == ("PAY_ARREARS", 60)
    assert found.title["en"] == "In arrears: the move is with the person"


def test_people_without_a_way_are_said(ledger: Any) -> None:
    found = matter(uuid.UUID(int=2))
    assert found is not None
    assert (found.cost.without_route, found.route, found.before) == (7, None, 0)


def test_the_board_has_a_lane_for_each_holder_and_the_overdue_first(ledger: Any) -> None:
    ledger.matters.append(a_matter(3, "AGED_OUT", holder="KEMENKO"))
    ledger.counts[2].append(count("AGED_OUT", 500))
    ledger.promises = [book.PromiseRow(uuid.UUID(int=2), uuid.UUID(int=9), "X", "x", 50, 5, date(2026, 10, 31), DAY)]  # type: ignore[arg-type]
    found = board()
    assert found is not None
    assert [(lane.holder, lane.people, lane.overdue) for lane in found.columns] == [
        ("BPJS_KESEHATAN", 107, 1),
        ("KEMENKO", 500, 0),
    ]
    assert [one.row.matter_id.int for one in found.columns[0].matters] == [2, 1]


def test_who_is_waived_still_waits(ledger: Any) -> None:
    before = board()
    ledger.matters[0] = a_matter(ended="WAIVED", ended_until=LATER)
    after = board()
    assert before is not None
    assert after is not None
    assert (before.people, before.waived) == (107, 0)
    assert (after.people, after.waived) == (107, 100)


@pytest.mark.parametrize(
    ("to_people", "by_day", "standing", "done"),
    [
        (100, date(2026, 12, 1), "MET", 1000),
        (90, date(2026, 12, 1), "RUNNING", 900),
        (90, DAY, "RUNNING", 900),
        (90, date(2026, 10, 31), "OVERDUE", 900),
        (0, date(2026, 10, 31), "OVERDUE", 473),
    ],
)
def test_a_promise_is_judged_by_the_number_it_was_to_move(
    ledger: Any, to_people: int, by_day: date, standing: str, done: int
) -> None:
    ledger.promises = [book.PromiseRow(uuid.UUID(int=1), uuid.UUID(int=9), "X", "x", 190, to_people, by_day, DAY)]  # type: ignore[arg-type]
    (promise,) = first().promises
    assert (promise.standing, promise.done_per_1000) == (standing, done)


@pytest.mark.parametrize(
    ("ended", "until", "people", "state", "is_back"),
    [
        (None, None, 100, "OPEN", False),
        (None, None, 0, "CLOSED", False),
        ("CLOSED", None, 0, "CLOSED", False),
        ("CLOSED", None, 5, "OPEN", True),
        ("WAIVED", date(2026, 12, 1), 5, "WAIVED", False),
        ("WAIVED", date(2026, 10, 31), 5, "OPEN", True),
        ("REOPENED", None, 5, "OPEN", False),
    ],
)
def test_what_was_ended_comes_back_with_its_people(
    ledger: Any, ended: str | None, until: date | None, people: int, state: str, is_back: bool
) -> None:
    ledger.matters[0] = a_matter(ended=ended, ended_until=until)
    ledger.counts[2] = [count("ARREARS", people)] if people else []
    assert (first().state, first().is_back) == (state, is_back)


def step(kind: str, **facts: Any) -> book.MatterStep:
    """A step on the matter of people in arrears."""
    return book.MatterStep(uuid.UUID(int=7), uuid.UUID(int=1), kind, "", **facts)


LATER, PDF = date(2026, 12, 1), b"%PDF-1.7"
CASES = [
    (step("COMMENT", words="x"), Actor("demo", "BPJS", ""), "NO_AGENCY"),
    (step("COMMENT", words="x"), Actor(None, "BPJS", ""), "NO_AGENCY"),
    (step("COMMENT", words="x"), REGION, "OUT_OF_REGION"),
    (step("COMMENT"), BPJS, "WORDS_MISSING"),
    (step("COMMENT", words="x"), MINISTRY, None),
    (step("TAKEN_OVER"), BPJS, "ALREADY_HOLDS"),
    (step("TAKEN_OVER"), MINISTRY, None),
    (step("HANDED_OVER", to_agency="KEMENSOS"), MINISTRY, "NOT_THE_HOLDER"),
    (step("HANDED_OVER", to_agency="KEMENSOS"), BPJS, None),
    (step("HANDED_OVER", to_agency="BPJS_KESEHATAN"), BPJS, "AGENCY_UNKNOWN"),
    (step("HANDED_OVER", to_agency="NASA"), BPJS, "AGENCY_UNKNOWN"),
    (step("DECISION", words="x"), MINISTRY, "NOT_THE_HOLDER"),
    (step("CLOSED", words="x"), BPJS, "STILL_BLOCKED"),
    (step("REOPENED"), BPJS, "NOT_ENDED"),
    (step("WAIVED", words="x", until=LATER), BPJS, "ONLY_A_MINISTRY_WAIVES"),
    (step("WAIVED", words="x", until=DAY), MINISTRY, "DAY_MISSING"),
    (step("WAIVED", until=LATER), MINISTRY, "WORDS_MISSING"),
    (step("WAIVED", words="x", until=LATER), MINISTRY, None),
    (step("COMMITMENT", to_people=100, by_day=LATER), BPJS, "TARGET_WRONG"),
    (step("COMMITMENT", to_people=None, by_day=LATER), BPJS, "TARGET_WRONG"),
    (step("COMMITMENT", to_people=50, by_day=DAY), BPJS, "DAY_MISSING"),
    (step("COMMITMENT", to_people=50, by_day=LATER), BPJS, None),
    (step("EVIDENCE"), BPJS, "NOTHING_SHOWN"),
    (step("EVIDENCE", link="http://x"), BPJS, "LINK_WRONG"),
    (step("EVIDENCE", link="https://x"), BPJS, None),
    (step("EVIDENCE", file_name="a.pdf", content=PDF), BPJS, None),
    (step("EVIDENCE", file_name="a.png", content=PDF), BPJS, "FILE_KIND"),
    (step("EVIDENCE", file_name="a.exe", content=PDF), BPJS, "FILE_KIND"),
    (step("EVIDENCE", file_name="a.csv", content=b"a;b\n"), BPJS, None),
    (step("EVIDENCE", file_name="a.csv", content=b"\xff\x00"), BPJS, "FILE_KIND"),
    (step("EVIDENCE", file_name="a.pdf", content=PDF + bytes(steps.BIGGEST_FILE)), BPJS, "FILE_TOO_BIG"),
]


@pytest.mark.parametrize(("asked", "actor", "refusal"), CASES)
def test_each_agency_does_what_is_its_own(
    ledger: Any, asked: book.MatterStep, actor: Actor, refusal: str | None
) -> None:
    assert refusal_of(asked, first(), actor) == refusal
    assert refusal is None or refusal in codes("matter_refusals")


def test_an_ended_matter_takes_words_until_it_is_reopened(ledger: Any) -> None:
    ledger.matters[0] = a_matter(ended="WAIVED", ended_until=LATER)
    assert refusal_of(step("COMMITMENT", to_people=1, by_day=LATER), first(), BPJS) == "IS_ENDED"
    assert refusal_of(step("COMMENT", words="x"), first(), BPJS) is None
    assert refusal_of(step("REOPENED"), first(), BPJS) is None
    assert offers(first(), BPJS) == ("COMMENT", "EVIDENCE", "REOPENED")


def test_nothing_is_offered_that_would_be_refused_to_the_agency(ledger: Any) -> None:
    assert set(offers(first(), BPJS)) == {"COMMENT", "EVIDENCE", "COMMITMENT", "DECISION", "HANDED_OVER"}
    assert set(offers(first(), MINISTRY)) == {"COMMENT", "EVIDENCE", "TAKEN_OVER", "WAIVED"}
    assert offers(first(), REGION) == ()


def test_shipped_matters_name_known_agencies_causes_and_their_source() -> None:
    assert len(shipped()) == 14
    for one in shipped().values():
        assert {one.owner, *one.decides, *one.acts} <= set(codes("agencies"))
        assert all(measure.reason in codes("reasons") for measure in one.measures)
        assert one.source
        assert one.title["id"]
        assert one.title["en"] != one.title["id"]


@pytest.mark.django_db
def test_the_shipped_matters_stand_on_the_board_once_and_count_the_loaded_people() -> None:
    assert open_shipped(DAY) == open_shipped(DAY) == 14
    with system_scope():
        found = board()
        assert found is not None
        own = {one.row.code: one for lane in found.columns for one in lane.matters if one.row.kind == "OWN"}
        assert own["WRITE_OFF"].people == 3
        assert own["REACTIVATION"].people == 1
        assert own["ONE_SET_OF_NUMBERS"].people is None


@pytest.mark.django_db
def test_a_matter_is_taken_over_promised_and_not_closed_while_its_people_wait() -> None:
    open_shipped(DAY)
    with system_scope():
        found = board()
        assert found is not None
        (write_off,) = [one for lane in found.columns for one in lane.matters if one.row.code == "WRITE_OFF"]
        number = write_off.row.matter_id

        def take(kind: str, actor: Actor, **facts: Any) -> str | None:
            return take_step(book.MatterStep(uuid.uuid4(), number, kind, "", **facts), actor)

        assert take("TAKEN_OVER", BPJS) is None
        assert take("COMMITMENT", BPJS, to_people=1, by_day=LATER) is None
        assert take("CLOSED", BPJS, words="Selesai") == "STILL_BLOCKED"
        assert take("WAIVED", MINISTRY, words="Menunggu Perpres", until=LATER) is None
        after = matter(number)
        assert after is not None
        assert (after.holder, after.state, after.promises[0].row.to_people) == ("BPJS_KESEHATAN", "WAIVED", 1)
