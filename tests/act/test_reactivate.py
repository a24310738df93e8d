"""Who comes back to the state's list, step by step, and who is told another way; do the totals of a decree add up?"""

from datetime import date, timedelta
from typing import Any

import pytest

from payung.act.decree.reactivate import ask, close, open_step, requests_of, steps_of_role
from payung.ledger.public import case, cases, decree_funnel
from tests.act.affair import DISABLED, KIDNEY, LAPSED, POOR, PREGNANT, REMOVED_ON, RICH, STRANGER
from tests.act.decree_steps import CLERK, FIRST_DAY, LAW, count, in_force, said_of

# Removed on 15 June by the register: six months end on 14 December. Removed by the decree on 8 January: on 7 July.
WINDOW_ENDS = date(2026, 12, 14)
ROLES = ("HOSPITAL", "VILLAGE", "REGION", "MINISTRY", "BPJS")


@pytest.mark.parametrize(
    ("number", "day", "refusal"),
    [
        (LAPSED, REMOVED_ON, None),
        (LAPSED, WINDOW_ENDS, None),
        (LAPSED, WINDOW_ENDS + timedelta(1), "WINDOW_CLOSED"),
        (STRANGER, WINDOW_ENDS, "NOT_REMOVED"),
        (POOR, WINDOW_ENDS, "NOT_REMOVED"),
        (999, WINDOW_ENDS, "NOT_REMOVED"),
    ],
)
def test_the_window_of_six_months(country: None, number: int, day: date, refusal: str | None) -> None:
    step = ask(number, on=day, by=CLERK, law=LAW)
    assert step.refusal == refusal
    assert step.window_until == (WINDOW_ENDS if number == LAPSED else None)


def test_one_day_late_is_kept_with_its_reason_and_the_other_routes(country: None) -> None:
    step = ask(LAPSED, on=WINDOW_ENDS + timedelta(1), by=CLERK, law=LAW)
    assert step.routes == ("REGION_APPOINTS",)
    assert step.case_id
    kept = case(step.case_id)
    assert kept
    assert (kept.refusal, open_step(kept), cases()) == ("WINDOW_CLOSED", None, [])
    assert close(step.case_id, 1, is_done=True, note="", on=WINDOW_ENDS, by=CLERK, role="BPJS").refusal == "ENDED"
    assert said_of(LAPSED, WINDOW_ENDS + timedelta(9)) is None


def test_five_steps_each_by_its_holder_and_then_covered(country: None) -> None:
    day = WINDOW_ENDS
    case_id = ask(LAPSED, on=day, by=CLERK, law=LAW).case_id
    assert case_id
    assert ask(LAPSED, on=day, by=CLERK, law=LAW).is_repeat
    assert said_of(LAPSED, day) == "REACTIVATION_RUNNING"
    for number, role in enumerate(ROLES, 1):
        known = case(case_id)
        assert known
        step = open_step(known)
        assert step
        assert (step.number, step.opened_on, step.days_left(day) >= 0) == (number, day, True)
        stranger = "AUDITOR" if role != "AUDITOR" else "BPJS"
        assert close(case_id, number, is_done=True, note="", on=day, by=CLERK, role=stranger).refusal == "NOT_YOUR_STEP"
        assert [one.case_id for one in cases(at_steps=steps_of_role(role))] == [case_id]
        day += timedelta(days=1)
        assert close(case_id, number, is_done=True, note="", on=day, by=CLERK, role=role).refusal is None
        # The same form sent again, though the next step may be held by the same role.
        assert close(case_id, number, is_done=True, note="", on=day, by=CLERK, role=role).refusal == "ALREADY_CLOSED"
    assert [said_of(LAPSED, day - timedelta(1)), said_of(LAPSED, day)] == [None, "PAID_BY_STATE"]
    assert count("reactivation_step") == 5
    assert close(case_id, 6, is_done=True, note="", on=day, by=CLERK, role="BPJS").refusal == "ENDED"
    assert ask(LAPSED, on=WINDOW_ENDS, by=CLERK, law=LAW).refusal in ("NOT_REMOVED", None)


def test_a_step_is_refused_with_its_reason_and_the_case_ends(country: None) -> None:
    case_id = ask(LAPSED, on=WINDOW_ENDS, by=CLERK, law=LAW).case_id
    assert case_id
    said: dict[str, Any] = {"on": WINDOW_ENDS, "by": CLERK, "role": "HOSPITAL"}
    assert close(case_id, 1, is_done=False, note=" ", **said).refusal == "NO_REASON"
    assert close(case_id, 1, is_done=False, note="tidak berobat di sini", **said).refusal is None
    assert close(case_id, 2, is_done=True, note="", **said).refusal == "ENDED"
    kept = requests_of(LAPSED)[0]
    assert (kept.is_refused, kept.steps[0].note) == (True, "tidak berobat di sini")
    assert said_of(LAPSED, WINDOW_ENDS) is None


def test_a_bridge_says_more_than_a_request_that_runs(country: None) -> None:
    in_force(KIDNEY)
    ask(KIDNEY, on=FIRST_DAY, by=CLERK, law=LAW)
    assert said_of(KIDNEY, FIRST_DAY) == "CHRONIC_BRIDGE"
    assert said_of(KIDNEY, date(2027, 4, 8)) == "REACTIVATION_RUNNING"


def test_the_funnel_adds_up(country: None) -> None:
    """Listed, matched, in care, reactivated, paid: stages of one list, as 120,472 and 102,921 were in February."""
    decree_id = in_force(KIDNEY, PREGNANT, POOR, RICH, DISABLED, STRANGER)
    done = ask(KIDNEY, on=FIRST_DAY, by=CLERK, law=LAW).case_id
    running = ask(POOR, on=FIRST_DAY, by=CLERK, law=LAW).case_id
    refused = ask(PREGNANT, on=FIRST_DAY, by=CLERK, law=LAW).case_id
    assert done
    assert running
    assert refused
    for number, role in enumerate(ROLES, 1):
        close(done, number, is_done=True, note="", on=FIRST_DAY, by=CLERK, role=role)
    close(refused, 1, is_done=False, note="tidak perlu", on=FIRST_DAY, by=CLERK, role="HOSPITAL")
    late = date(2027, 7, 8)
    assert ask(RICH, on=late, by=CLERK, law=LAW).refusal == "WINDOW_CLOSED"
    funnel = decree_funnel(decree_id, late)
    assert funnel == {
        "listed": 6,
        "matched": 5,
        "not_matched": 1,
        "removed": 5,
        "held": 0,
        "upheld": 0,
        "not_yet": 0,
        "in_treatment": 1,
        "bridged": 1,
        "not_bridged": 4,
        "reactivated": 1,
        "running": 1,
        "refused": 2,
        "not_asked": 1,
        "paid": 1,
    }
    assert funnel["removed"] == sum(funnel[name] for name in ("reactivated", "running", "refused", "not_asked"))
