"""Who proposed to give money in suspense to which account, who checked it, and what does the database refuse?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from payung.ledger.error import OutOfScope, constraint_of, is_forbidden
from payung.ledger.reader.scope import current_scope

ENTERED, REPEAT, OTHER = "ENTERED", "REPEAT", "OTHER_CONTENT"
# Codes of payung.terms (assign_refusals) by the constraint or trigger that refused the row.
REFUSALS = {
    "suspense_proposal_of_what_waits": "NOT_IN_SUSPENSE",
    "suspense_proposal_alone": "ALREADY_PROPOSED",
    "suspense_proposal_round_once": "ALREADY_PROPOSED",
    "suspense_proposal_says_why": "NO_REASON",
    "suspense_check_by_another": "SAME_PERSON",
    "suspense_check_once": "ALREADY_CHECKED",
    "suspense_check_pkey": "ALREADY_CHECKED",
    "suspense_check_return_says_why": "NO_REASON",
}


@dataclass(frozen=True)
class ProposalRow:
    """A proposal with what was said of it: `verdict` None while nobody has; then by whom, when, with which note."""

    proposal_id: UUID
    payment_id: UUID
    round: int
    account_no: str
    words: str
    made_by: int
    made_as: str
    made_on: date
    verdict: str | None
    note: str | None
    checked_by: int | None
    checked_as: str | None
    checked_on: date | None


def enter_proposal(proposal_id: UUID, payment_id: UUID, account_no: str, words: str, *, on: date, at: datetime) -> str:
    """Enter a proposal under the reader's own name: ENTERED, REPEAT, OTHER_CONTENT, or a refusal of `REFUSALS`.

    Raises OutOfScope for who does not read for the nation.
    """
    asked = (payment_id, account_no, words)
    by = current_scope()
    found = _compared(proposal_id, asked)
    if found is not None:
        return found
    said = _enter(PROPOSE, [proposal_id, payment_id, *asked, by.user_id, by.username, on, at])
    # What stands may be the same, sent twice at once.
    return said if said == ENTERED else _compared(proposal_id, asked) or said


def enter_suspense_check(
    check_id: UUID, held: ProposalRow, verdict: str, note: str | None, *, on: date, at: datetime
) -> str:
    """Enter a verdict under the reader's own name: ENTERED, or a refusal of `REFUSALS`. Raises OutOfScope."""
    by = current_scope()
    values = [check_id, held.proposal_id, verdict, note, held.made_by, by.user_id, by.username, on, at]
    return _enter(CHECK, values)


def proposal(proposal_id: UUID) -> ProposalRow | None:
    """A proposal, for who reads for the nation; None where there is none."""
    rows = _rows(f"{PROPOSALS} WHERE p.proposal_id = %s", [proposal_id])
    return ProposalRow(*rows[0]) if rows else None


def proposals_of(payment_ids: Sequence[UUID]) -> dict[UUID, list[ProposalRow]]:
    """Proposals by payment, the newest first."""
    found: dict[UUID, list[ProposalRow]] = {}
    for row in _rows(f"{PROPOSALS} WHERE p.payment_id = ANY (%s::uuid[]) ORDER BY p.round DESC", [list(payment_ids)]):
        one = ProposalRow(*row)
        found.setdefault(one.payment_id, []).append(one)
    return found


def _compared(proposal_id: UUID, asked: tuple[UUID, str, str]) -> str | None:
    held = proposal(proposal_id)
    if held is None:
        return None
    return REPEAT if (held.payment_id, held.account_no, held.words) == asked else OTHER


def _enter(statement: str, values: list[Any]) -> str:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except DatabaseError as error:
        if is_forbidden(error):
            raise OutOfScope("money in suspense belongs to no region") from error
        name = constraint_of(error)
        if name not in REFUSALS:
            raise
        return REFUSALS[name]
    return ENTERED


def _rows(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    current_scope()
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


PROPOSALS = """
SELECT p.proposal_id, p.payment_id, p.round, p.account_no, p.words, p.made_by, p.made_as, p.made_on,
    c.verdict, c.note, c.checked_by, c.checked_as, c.checked_on
FROM ledger.suspense_proposal p LEFT JOIN ledger.suspense_check c USING (proposal_id)
"""
PROPOSE = """
INSERT INTO ledger.suspense_proposal (proposal_id, payment_id, round, account_no, words, made_by, made_as, made_on,
    recorded_at)
VALUES (%s, %s, 1 + (SELECT coalesce(max(round), 0) FROM ledger.suspense_proposal WHERE payment_id = %s),
    %s, %s, %s, %s, %s, %s)
"""
CHECK = """
INSERT INTO ledger.suspense_check (check_id, proposal_id, verdict, note, made_by, checked_by, checked_as, checked_on,
    recorded_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
