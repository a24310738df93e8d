"""How do rows of claims enter? Each once under its caller's id; what the database refuses is answered with a code.

A repeat (same id, same content) changes nothing. Everything is written in the writer's own scope.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from payung.ledger.error import OutOfScope, constraint_of, is_forbidden
from payung.ledger.money.receive import call
from payung.ledger.reader.scope import current_scope, vault

LOAD = "act"
ENTERED, REPEAT = "ENTERED", "REPEAT"
# Codes of payung.terms (claim_refusals) by the constraint that refused the row.
REFUSALS = {
    "claim_once": "SAME_EVENT",
    "claim_corrected_once": "ALREADY_CORRECTED",
    "claim_corrects_unpaid": "CORRECTS_PAID",
    "claim_corrects_its_like": "CORRECTS_OTHER",
    "claim_event_not_after_filing": "EVENT_IN_FUTURE",
    "claim_decision_is_open": "ALREADY_DECIDED",
    "claim_decision_round_once": "ALREADY_DECIDED",
    "claim_decision_of_standing_claim": "CORRECTED",
    "claim_check_by_another": "SAME_PERSON",
    "claim_check_once": "ALREADY_CHECKED",
    "claim_check_of_what_stands": "NOT_WHAT_STANDS",
    "claim_appeal_once": "ALREADY_APPEALED",
    "claim_appeal_of_refusal": "NOT_A_REFUSAL",
    "claim_payee_before_payment": "ALREADY_PAID",
    "claim_payee_place_once": "NOT_WHAT_STANDS",
}


def enter_claim(claim_id: UUID, row: Mapping[str, Any]) -> str:
    """Enter a claim; ENTERED, REPEAT, or why not: SAME_EVENT, OTHER_CONTENT, ALREADY_CORRECTED, CORRECTS_PAID, ...

    `row` has the columns of `ledger.claim` but the id and the writer. Raises OutOfScope.
    """
    return _enter("claim", "claim_id", claim_id, {**row, "filed_by": current_scope().user_id})


def enter_document(document_id: UUID, row: Mapping[str, Any]) -> str:
    """Enter a paper of a claim; the same bytes of the same kind are a repeat."""
    return _enter("claim_document", "document_id", document_id, {**row, "received_by": current_scope().user_id})


def enter_payee(payee_id: UUID, row: Mapping[str, Any], account_no: str) -> str:
    """Enter the account to pay to, sealed; `row` has the other columns."""
    (sealed,) = vault().seal_many("claim_payee/account", [payee_id], [account_no], load=LOAD)
    whole = {**row, "account_cipher": sealed, "account_index": account_index(row["bank"], account_no)}
    return _enter("claim_payee", "payee_id", payee_id, {**whole, "named_by": current_scope().user_id})


def enter_decision(decision_id: UUID, row: Mapping[str, Any]) -> str:
    """Enter a maker's decision: ENTERED, REPEAT, ALREADY_DECIDED, CORRECTED, OTHER_CONTENT."""
    return _enter("claim_decision", "decision_id", decision_id, {**row, "made_by": current_scope().user_id})


def enter_check(check_id: UUID, row: Mapping[str, Any]) -> str:
    """Enter a checker's verdict: ENTERED, REPEAT, SAME_PERSON, ALREADY_CHECKED, NOT_WHAT_STANDS, OTHER_CONTENT."""
    return _enter("claim_check", "check_id", check_id, {**row, "checked_by": current_scope().user_id})


def enter_appeal(appeal_id: UUID, row: Mapping[str, Any]) -> str:
    """Enter an appeal: ENTERED, REPEAT, ALREADY_APPEALED, NOT_A_REFUSAL, OTHER_CONTENT."""
    return _enter("claim_appeal", "appeal_id", appeal_id, {**row, "filed_by": current_scope().user_id})


def pay_claim(
    payment_id: UUID, claim_id: UUID, *, channel: str, by: int, on: date, at: datetime
) -> tuple[str, str | None, int]:
    """Pay a claim once: PAID or REPEAT with the amount, or REFUSED with the reason. Raises LedgerAway."""
    types = "%s::uuid, %s::uuid, %s::text, %s::bigint, %s::date, %s::timestamptz"
    outcome, reason, amount_idr = call("pay_claim", types, [payment_id, claim_id, channel, by, on, at])
    return str(outcome), reason, int(amount_idr)


def seal_file(place: str, row: object, content: bytes) -> bytes:
    """A paper sealed for its row, to be kept in the data folder."""
    return vault().seal_bytes(place, row, content, load=LOAD)


def open_file(place: str, row: object, sealed: bytes) -> bytes:
    """A paper that was sealed for this row. Raises CannotOpen."""
    return vault().open_bytes(place, row, sealed, load=LOAD)


def account_index(bank: str, account_no: str) -> bytes:
    """The index under which an account is found again without being told."""
    return vault().index("account", f"{bank}|{account_no}")


def _enter(table: str, key: str, key_value: UUID, row: Mapping[str, Any]) -> str:
    values = {key: key_value, **{name: _stored(value) for name, value in row.items()}}
    found = _compared(table, key, values)
    if found is not None:
        return found
    statement = f"INSERT INTO ledger.{table} ({', '.join(values)}) VALUES ({', '.join(['%s'] * len(values))})"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, list(values.values()))
    except DatabaseError as error:
        return _refused(error, table, key, values)
    return ENTERED


def _refused(error: DatabaseError, table: str, key: str, values: Mapping[str, Any]) -> str:
    if is_forbidden(error):
        raise OutOfScope("this participant lies outside the writer's scope") from error
    constraint = constraint_of(error)
    if constraint == f"{table}_pkey" or (table == "claim_document" and constraint == "claim_document_once"):
        # Another session entered it between our look and our write.
        return _compared(table, key, values) or REPEAT
    if constraint not in REFUSALS:
        raise error
    return REFUSALS[constraint]


def _compared(table: str, key: str, values: Mapping[str, Any]) -> str | None:
    """REPEAT where the row is there with this content, OTHER_CONTENT where it has other, None where it is not there."""
    names = [name for name in values if not name.endswith("_cipher") and name not in ("recorded_at", "payable_from")]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(names)} FROM ledger.{table} WHERE {key} = %s", [values[key]])
        found = cursor.fetchone()
    if found is None:
        return None
    same = all(_plain(held) == _plain(values[name]) for name, held in zip(names, found, strict=True))
    return REPEAT if same else "OTHER_CONTENT"


def _stored(value: Any) -> Any:
    return json.dumps(value, sort_keys=True) if isinstance(value, dict | list) else value


def _plain(value: Any) -> Any:
    """A value of either side in one form: JSON as what it says, bytes as bytes."""
    if isinstance(value, memoryview | bytes):
        return bytes(value)
    if isinstance(value, str) and value[:1] in ("{", "["):
        return json.loads(value)
    return value
