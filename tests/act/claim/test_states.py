"""Do random acts on claims end where a plain model says, whatever the order?"""

import uuid
from datetime import date
from typing import Any

import pytest
from django.db import connections, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from payung.act.public import appeal
from tests.act.claim.test_parallel import books
from tests.act.claimants import CHECKER, FILED_ON, MAKER, SECOND_MAKER, Desk, seen_by
from tests.conftest import point_to

# Two people: the law pays for one and refuses the other.
CASES: dict[str, dict[str, Any]] = {
    "PAY": {"person_id": 2, "kind": "JKM_DEATH", "event_on": date(2026, 10, 10)},
    "REFUSE": {"person_id": 9, "kind": "JKM_DEATH", "event_on": date(2026, 8, 1)},
}
LONG_AFTER = 1000
MAKERS = st.sampled_from([MAKER, SECOND_MAKER])


class Claims(RuleBasedStateMachine):
    """One claim beside a model of six plain facts."""

    @initialize(answer=st.sampled_from(sorted(CASES)))
    def begin(self, answer: str) -> None:
        """Everything an example does is taken back at its end."""
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.answer = answer
        self.desk = Desk(uuid.uuid4())
        assert self.desk.file(**CASES[answer]).outcome == "FILED"
        self.papers, self.accounts = False, 0
        self.maker: int | None = None
        self.verdict: str | None = None
        self.checked_account, self.appealed_makers = 0, set[int]()
        self.is_appealed, self.paid = False, False

    @property
    def with_maker(self) -> bool:
        """Whether it is the maker's turn."""
        return not self.paid and (self.maker is None or self.verdict == "RETURNED" or self.is_appealed)

    @property
    def is_approved(self) -> bool:
        """Whether a checker agreed with the decision and the account that stand."""
        return self.verdict == "APPROVED" and (self.answer == "REFUSE" or self.checked_account == self.accounts)

    @rule()
    def hand_in(self) -> None:
        """Papers are harmless at any time."""
        self.desk.papers()
        self.papers = True

    @rule()
    def name_account(self) -> None:
        """An account may be named until money has gone."""
        said = self.desk.payee(account_no=f"{self.desk.count:08d}")
        assert said.reason == ("ALREADY_PAID" if self.paid else None)
        self.accounts += not self.paid

    @rule(user=MAKERS)
    def decide(self, user: int) -> None:
        """Only in the maker's turn, only complete, on appeal only another."""
        said = self.desk.propose(user)
        if not self.with_maker:
            assert said.reason == "ALREADY_DECIDED"
        elif user in self.appealed_makers:
            assert said.reason == "SAME_MAKER"
        elif self.answer == "PAY" and not (self.papers and self.accounts):
            assert said.reason == ("DOCUMENTS_MISSING" if not self.papers else "PAYEE_MISSING")
        else:
            assert said.outcome == "DONE"
            self.maker, self.verdict, self.is_appealed, self.checked_account = user, None, False, 0

    @rule(user=st.sampled_from([CHECKER, MAKER, SECOND_MAKER]), returns=st.booleans())
    def check(self, user: int, returns: bool) -> None:
        """Only another than the maker and the filer, once for each decision and account."""
        if self.maker is None:
            return
        said = self.desk.check(user, verdict="RETURNED" if returns else "APPROVED", note="lihat lagi")
        if user in (self.maker, MAKER):
            assert said.reason == "SAME_PERSON"
        elif self.paid or self.verdict == "RETURNED" or self.is_approved:
            assert said.reason in ("NOT_WHAT_STANDS", "ALREADY_CHECKED")
        else:
            assert said.outcome == "DONE"
            self.verdict = "RETURNED" if returns else "APPROVED"
            self.checked_account = self.accounts

    @rule()
    def object(self) -> None:
        """Only to a refusal that stands, once."""
        if self.maker is None:
            return
        with seen_by(MAKER):
            said = appeal(uuid.uuid4(), self.desk.claim_id, ground="salah", on=FILED_ON, at=self.desk.at)
        if self.answer == "REFUSE" and self.verdict == "APPROVED" and not self.is_appealed:
            assert said.outcome == "DONE"
            self.is_appealed = True
            self.appealed_makers.add(self.maker)
        else:
            assert said.reason in ("NOT_A_REFUSAL", "ALREADY_APPEALED")

    @rule()
    def pay(self) -> None:
        """Only what is approved to be paid, once."""
        said, amount_idr = self.desk.pay(hours=LONG_AFTER)
        if self.answer == "PAY" and self.is_approved and not self.paid:
            assert (said.outcome, amount_idr) == ("DONE", 42_000_000)
            self.paid = True
        else:
            assert said.outcome == "REFUSED"

    @invariant()
    def stands_where_the_model_says(self) -> None:
        """The state told by the rows is the model's, and the books hold what was paid and nothing else."""
        if not hasattr(self, "desk"):
            return
        assert self.desk.state(hours=LONG_AFTER) == self._state()
        assert books() == (int(self.paid), 42_000_000 * self.paid, 0)

    def teardown(self) -> None:
        """Take everything back."""
        if hasattr(self, "atomic"):
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    def _state(self) -> str:
        if self.paid:
            return "PAID"
        if self.is_appealed:
            return "APPEALED"
        if self.with_maker:
            return (
                "WAITS_MAKER" if self.papers and self.accounts else "WAITS_PAYEE" if self.papers else "WAITS_DOCUMENTS"
            )
        if not self.is_approved:
            return "WAITS_CHECKER"
        return "WAITS_PAYMENT" if self.answer == "PAY" else "REFUSED"


def test_random_acts_end_where_the_model_says(claim_base: str, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        before = connections.settings["default"]["NAME"]
        point_to(claim_base)
        try:
            run_state_machine_as_test(
                Claims,
                settings=settings(
                    max_examples=15,
                    stateful_step_count=14,
                    deadline=None,
                    derandomize=True,
                    database=None,
                    suppress_health_check=list(HealthCheck),
                ),
            )
        finally:
            point_to(before)


@pytest.mark.parametrize("answer", sorted(CASES))
def test_the_two_cases_are_what_they_are_called(answer: str, claim_desk: None) -> None:
    desk = Desk()
    desk.file(**CASES[answer])
    desk.papers()
    desk.payee()
    desk.propose()
    desk.check()
    assert desk.state() == ("WAITS_PAYMENT" if answer == "PAY" else "REFUSED")
