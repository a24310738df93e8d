"""Which other accounts were named for monthly pensions, which wait for a check, and which one is paid to?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from payung.ledger.claim.entry import account_index
from payung.ledger.claim.row import account_shown
from payung.ledger.error import constraint_of
from payung.ledger.reader.scope import current_scope, vault

ENTERED, REPEAT = "ENTERED", "REPEAT"
PLACE, LOAD = "pension_account/account", "act"
# Codes of payung.terms (pension_refusals) by the constraint that refused the row.
REFUSALS = {
    "pension_account_is_open": "ACCOUNT_WAITS",
    "pension_account_place_once": "ACCOUNT_WAITS",
    "pension_account_pkey": "OTHER_CONTENT",
    "pension_account_says_why": "NO_REASON",
    "pension_account_check_by_another": "SAME_PERSON",
    "pension_account_check_pkey": "ALREADY_CHECKED",
    "pension_account_check_return_says_why": "NO_REASON",
}


@dataclass(frozen=True)
class AccountRow:
    """Another account for a pension, its number masked; `verdict` None while nobody has checked it.

    `note`, `checked_as` and `checked_on` are those of the check.
    """

    change_id: UUID
    claim_id: UUID
    participant_id: int
    pensioner: str
    name: str
    relation: str
    bank: str
    account_masked: str | None
    words: str
    payable_from: datetime
    made_by: int
    made_as: str
    made_on: date
    verdict: str | None
    note: str | None
    checked_as: str | None
    checked_on: date | None


def accounts(
    *, claim_ids: Sequence[UUID] | None = None, change_id: UUID | None = None, waits: bool = False
) -> list[AccountRow]:
    """Accounts in scope, the oldest first: of some pensions, one of them, or those that wait for a check."""
    current_scope()
    wanted = None if claim_ids is None else list(claim_ids)
    with connection.cursor() as cursor:
        cursor.execute(ACCOUNTS, {"claims": wanted, "change": change_id, "waits": waits})
        rows = cursor.fetchall()
    return [AccountRow(*row[:7], account_shown(_open(row[0], row[7])), *row[8:]) for row in rows]


def newest_accounts(claim_ids: Sequence[UUID]) -> dict[UUID, AccountRow]:
    """Of each of these pensions the account that was named last, checked or not; who never changed it is left out."""
    return {one.claim_id: one for one in accounts(claim_ids=claim_ids)} if claim_ids else {}


def enter_account(change_id: UUID, row: dict[str, Any], account_no: str) -> str:
    """Enter a proposal under the reader's own name: ENTERED, REPEAT or a refusal. `row` has the columns told."""
    by = current_scope()
    held = next(iter(accounts(change_id=change_id)), None)
    if held is not None:
        told = (row["claim_id"], row["name"], row["bank"], account_no)
        return REPEAT if (held.claim_id, held.name, held.bank, _number(change_id)) == told else "OTHER_CONTENT"
    (sealed,) = vault().seal_many(PLACE, [change_id], [account_no], load=LOAD)
    values = row | {
        "change_id": change_id,
        "place": len(accounts(claim_ids=[row["claim_id"]])) + 1,
        "account_cipher": sealed,
        "account_index": account_index(row["bank"], account_no),
        "made_by": by.user_id,
        "made_as": by.username,
    }
    return _enter("pension_account", values)


def enter_account_check(one: AccountRow, verdict: str, note: str | None, *, on: date, at: datetime) -> str:
    """Enter a verdict under the reader's own name: ENTERED, SAME_PERSON, ALREADY_CHECKED or NO_REASON."""
    by = current_scope()
    values = {"change_id": one.change_id, "verdict": verdict, "note": note, "made_by": one.made_by}
    values |= {"checked_by": by.user_id, "checked_as": by.username, "checked_on": on, "recorded_at": at}
    return _enter("pension_account_check", values)


def _enter(table: str, values: dict[str, Any]) -> str:
    statement = f"INSERT INTO ledger.{table} ({', '.join(values)}) VALUES ({', '.join(['%s'] * len(values))})"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, list(values.values()))
    except DatabaseError as error:
        name = constraint_of(error)
        if name not in REFUSALS:
            raise
        return REFUSALS[name]
    return ENTERED


def _number(change_id: UUID) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT account_cipher FROM ledger.pension_account WHERE change_id = %s", [change_id])
        return _open(change_id, cursor.fetchone()[0])


def _open(change_id: UUID, sealed: bytes | None) -> str | None:
    return vault().open(PLACE, change_id, sealed, load=LOAD)


ACCOUNTS = """
SELECT a.change_id, a.claim_id, a.participant_id, p.name, a.name, a.relation, a.bank, a.account_cipher, a.words,
    a.payable_from, a.made_by, a.made_as, a.made_on, k.verdict, k.note, k.checked_as,
    k.checked_on
FROM ledger.pension_account a JOIN ledger.participant p USING (participant_id)
LEFT JOIN ledger.pension_account_check k USING (change_id)
WHERE (%(claims)s::uuid[] IS NULL OR a.claim_id = ANY (%(claims)s::uuid[]))
    AND (%(change)s::uuid IS NULL OR a.change_id = %(change)s::uuid) AND NOT (%(waits)s AND k.verdict IS NOT NULL)
ORDER BY a.recorded_at, a.place, a.change_id
"""
