"""In which shapes does the ledger answer about claims?"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID


def account_shown(number: str | None) -> str:
    """An account's number as people see it: the last four digits, by which two accounts are told apart."""
    if not number:
        return ""
    return "•" * max(len(number) - 4, 0) + number[-4:] if len(number) > 4 else "•" * len(number)


@dataclass(frozen=True)
class ClaimLine:
    """A claim in a list. `state` is a code of payung.terms (claim_states); `since` when it came to stand there."""

    claim_id: UUID
    participant_id: int
    name: str
    region_code: str
    programme: str
    kind: str
    event_on: date
    filed_on: date
    filed_by: int
    filed_as: str
    beneficiary_id: int | None
    corrects: UUID | None
    state: str
    since: datetime
    amount_idr: int


@dataclass(frozen=True)
class DocumentRow:
    """A paper that came with a claim."""

    document_id: UUID
    kind: str
    sha256: str
    size_bytes: int
    media_type: str
    received_on: date
    received_by: int


@dataclass(frozen=True)
class PayeeRow:
    """An account to pay to, its number masked; `uses` is the number of other participants whose claims name it."""

    payee_id: UUID
    place: int
    name: str
    relation: str
    bank: str
    account_masked: str
    payable_from: datetime
    named_by: int
    recorded_at: datetime
    uses: int


@dataclass(frozen=True)
class CheckRow:
    """What a checker said of a decision."""

    check_id: UUID
    decision_id: UUID
    payee_id: UUID | None
    verdict: str
    note: str | None
    checked_by: int
    checked_on: date


@dataclass(frozen=True)
class DecisionRow:
    """A maker's decision with what it was computed from."""

    decision_id: UUID
    round: int
    answer: str
    amount_idr: int
    reason: str
    article: str
    computed: dict[str, Any]
    law_version: str
    made_by: int
    made_on: date


@dataclass(frozen=True)
class AppealRow:
    """An objection to a decision."""

    appeal_id: UUID
    decision_id: UUID
    ground: str
    filed_on: date
    filed_by: int


@dataclass(frozen=True)
class ClaimPaymentRow:
    """The payment of a claim."""

    payment_id: UUID
    payee_id: UUID
    amount_idr: int
    paid_on: date
    paid_by: int


@dataclass(frozen=True)
class ClaimFile:
    """Everything of one claim, each list in the order it came."""

    line: ClaimLine
    facts: dict[str, Any]
    needs: tuple[str, ...]
    law_version: str
    corrected_by: UUID | None
    beneficiary_name: str | None
    documents: tuple[DocumentRow, ...]
    payees: tuple[PayeeRow, ...]
    decisions: tuple[DecisionRow, ...]
    checks: tuple[CheckRow, ...]
    appeals: tuple[AppealRow, ...]
    payment: ClaimPaymentRow | None

    @property
    def missing(self) -> tuple[str, ...]:
        """Documents that are asked for and have not come."""
        come = {one.kind for one in self.documents}
        return tuple(kind for kind in self.needs if kind not in come)

    @property
    def payee(self) -> PayeeRow | None:
        """The account that stands."""
        return self.payees[-1] if self.payees else None

    @property
    def decision(self) -> DecisionRow | None:
        """The decision that stands, checked or not."""
        return self.decisions[-1] if self.decisions else None

    def check_of(self, decision_id: UUID) -> CheckRow | None:
        """The newest check of a decision."""
        return next((one for one in reversed(self.checks) if one.decision_id == decision_id), None)
