"""Is nobody enrolled who is dead, and no child alone? Asked of people whom the registers themselves tell so."""

import uuid
from datetime import date

import pytest

from payung.act.public import enrol_family, enrol_worker
from payung.ledger.public import Told, open_attempts
from tests.act.claimants import AGENT, AT, FILED_ON, seen_by

pytestmark = pytest.mark.usefixtures("claim_desk")
DEAD_MOTHER, HER_CHILD = "WATI", "BAYU"


def test_the_dead_are_not_enrolled_and_the_attempt_is_the_familys_to_put_right() -> None:
    told = Told("3201020207809002", "Joko", date(1980, 7, 2), "L", "", income_monthly_idr=2_500_000, sector="TRADE")
    with seen_by(AGENT):
        done = enrol_worker(uuid.uuid4(), told, on=FILED_ON, at=AT)
        assert (done.is_done, done.refused[0].causes, done.refused[0].holder) == (False, ("PERSON_DEAD",), "FAMILY")
        assert [one.cause for one in open_attempts()] == ["PERSON_DEAD"]


def test_a_child_whose_mother_died_is_not_enrolled_alone() -> None:
    with seen_by(AGENT):
        done = enrol_family(uuid.uuid4(), 15, 3, on=FILED_ON, at=AT)
        assert (done.is_done, done.bill_id) == (False, None)
        assert {one.name: one.causes[0] for one in done.refused} == {
            DEAD_MOTHER: "PERSON_DEAD",
            HER_CHILD: "CHILD_ALONE",
        }
        assert {one.name: one.holder for one in done.refused} == {DEAD_MOTHER: "FAMILY", HER_CHILD: "PARENTS"}
