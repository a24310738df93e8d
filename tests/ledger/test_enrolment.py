"""Does a correction name what it corrects, and is the past told as it was known?"""

import uuid
from datetime import UTC, date, datetime

import pytest

from payung.ledger.public import (
    Conflict,
    NewEnrolment,
    Overlap,
    correct_enrolment,
    enrolments_on,
    enter_enrolments,
    enter_families,
    participant_of,
    system_scope,
)
from tests.country import BOGOR

pytestmark = pytest.mark.django_db

EARLY, LATE = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
BEGIN, MIDDLE = date(2026, 10, 1), date(2026, 10, 15)
ACT, MENDED = uuid.UUID(int=1), uuid.UUID(int=2)


def enrolled(act_id: uuid.UUID = ACT) -> NewEnrolment:
    """A person of the country in JKK."""
    number = participant_of(1)
    return NewEnrolment(act_id, number, b"s", BOGOR, "JKK", "BPU", BEGIN, BEGIN, payer_id=number)


def known(day: date, at: datetime) -> list[tuple[date, date | None]]:
    """From when to when the person was enrolled on a day, as known at a moment."""
    return [(row["since"], row["until"]) for row in enrolments_on(day, at, participant_of(1))]


def test_a_correction_ends_a_row_and_what_was_known_before_stays() -> None:
    with system_scope():
        row = enrolled()
        enter_enrolments([row], at=EARLY)
        correct_enrolment(row.enrolment_id, MENDED, until=MIDDLE, at=LATE)
        correct_enrolment(row.enrolment_id, MENDED, until=MIDDLE, at=LATE)
        after = date(2026, 10, 20)
        assert known(after, EARLY) == [(BEGIN, None)]
        assert known(after, LATE) == []
        assert known(MIDDLE, LATE) == [(BEGIN, MIDDLE)]
        with pytest.raises(Conflict):
            correct_enrolment(row.enrolment_id, uuid.UUID(int=3), until=None, at=LATE)


def test_what_never_held_is_made_void_and_leaves_room() -> None:
    with system_scope():
        row = enrolled()
        enter_enrolments([row], at=EARLY)
        correct_enrolment(row.enrolment_id, MENDED, until=None, is_void=True, at=LATE)
        assert known(MIDDLE, LATE) == []
        assert known(MIDDLE, EARLY) == [(BEGIN, None)]
        assert enter_enrolments([enrolled(uuid.UUID(int=4))], at=LATE) == 1


def test_two_at_once_are_refused_whole() -> None:
    with system_scope():
        enter_enrolments([enrolled()], at=EARLY)
        with pytest.raises(Overlap):
            enter_enrolments([enrolled(uuid.UUID(int=5))], at=EARLY)
        assert known(MIDDLE, LATE) == [(BEGIN, None)]


def test_a_second_card_is_refused_and_the_same_one_entered_once() -> None:
    with system_scope():
        number = participant_of(1)
        assert enter_families([(number, b"s", BOGOR, "3201020101209901", 1)], BEGIN, at=EARLY) == 1
        assert enter_families([(number, b"s", BOGOR, "3201020101209901", 1)], MIDDLE, at=EARLY) == 0
        with pytest.raises(Overlap):
            enter_families([(number, b"s", BOGOR, "3201020101209902", 1)], MIDDLE, at=EARLY)
