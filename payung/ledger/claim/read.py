"""What do the rows of claims say? Read inside `with scope(user):`; a claim's state is told by the rows that name it."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from payung.ledger.claim.entry import LOAD
from payung.ledger.claim.row import (
    AppealRow,
    CheckRow,
    ClaimFile,
    ClaimLine,
    ClaimPaymentRow,
    DecisionRow,
    DocumentRow,
    PayeeRow,
    account_shown,
)
from payung.ledger.enrol.enrolment import first_bill_id
from payung.ledger.reader.scope import current_scope, vault

# d: the newest decision; y: the newest payee; k: what was said of both; a: an appeal that no decision answers yet.
LINES = """
SELECT * FROM (
    SELECT c.claim_id, c.participant_id, p.name, p.region_code, c.programme, c.kind, c.event_on, c.filed_on, c.filed_by,
        c.filed_as, c.beneficiary_id, c.corrects_id,
        CASE
            WHEN m.claim_id IS NOT NULL THEN 'PAID'
            WHEN l.claim_id IS NOT NULL THEN 'REPLACED'
            WHEN a.appeal_id IS NOT NULL THEN 'APPEALED'
            WHEN d.decision_id IS NULL OR k.verdict = 'RETURNED' THEN CASE
                WHEN EXISTS (SELECT FROM jsonb_array_elements_text(c.needs) AS n (kind) WHERE NOT EXISTS (
                    SELECT FROM ledger.claim_document o WHERE o.claim_id = c.claim_id AND o.kind = n.kind))
                    THEN 'WAITS_DOCUMENTS'
                WHEN y.payee_id IS NULL THEN 'WAITS_PAYEE'
                ELSE 'WAITS_MAKER' END
            WHEN k.check_id IS NULL THEN 'WAITS_CHECKER'
            WHEN d.answer = 'REFUSE' THEN 'REFUSED'
            WHEN %(at)s < y.payable_from THEN 'WAITS_COOL_OFF'
            ELSE 'WAITS_PAYMENT' END AS state,
        greatest(c.recorded_at, d.recorded_at, k.recorded_at, a.recorded_at, m.recorded_at, l.recorded_at) AS since,
        coalesce(m.amount_idr, d.amount_idr, 0) AS amount_idr
    FROM ledger.claim c
    JOIN ledger.participant p USING (participant_id)
    LEFT JOIN ledger.claim_payment m ON m.claim_id = c.claim_id
    LEFT JOIN ledger.claim l ON l.corrects_id = c.claim_id
    LEFT JOIN LATERAL (SELECT * FROM ledger.claim_decision o WHERE o.claim_id = c.claim_id
        ORDER BY o.round DESC LIMIT 1) d ON true
    LEFT JOIN LATERAL (SELECT * FROM ledger.claim_payee o WHERE o.claim_id = c.claim_id
        ORDER BY o.place DESC LIMIT 1) y ON true
    LEFT JOIN LATERAL (SELECT * FROM ledger.claim_check o
        WHERE o.claim_id = c.claim_id AND o.decision_id = d.decision_id AND (
            o.verdict = 'RETURNED'
            OR o.payee_id IS NOT DISTINCT FROM CASE WHEN d.answer = 'PAY' THEN y.payee_id END)
        LIMIT 1) k ON true
    LEFT JOIN ledger.claim_appeal a ON a.claim_id = c.claim_id AND a.decision_id = d.decision_id
    WHERE {condition}
) AS told WHERE {state} ORDER BY {order} LIMIT %(limit)s
"""
COLUMNS = {
    DocumentRow: ("claim_document", "recorded_at, document_id"),
    DecisionRow: ("claim_decision", "round"),
    CheckRow: ("claim_check", "recorded_at, check_id"),
    AppealRow: ("claim_appeal", "recorded_at, appeal_id"),
    ClaimPaymentRow: ("claim_payment", "recorded_at"),
}
LIST = 200
PAID_MONTHS = """
SELECT DISTINCT b.month FROM ledger.bill b
WHERE (b.bill_id IN (SELECT l.bill_id FROM ledger.bill_line l WHERE l.participant_id = %s AND l.programme = %s)
    OR b.bill_id = ANY (%s::uuid[]))
  AND NOT EXISTS (SELECT FROM ledger.bill_withdrawal w WHERE w.bill_id = b.bill_id)
  AND b.amount_idr <= (SELECT sum(a.amount_idr) FROM ledger.allocation a LEFT JOIN ledger.payment p USING (payment_id)
    WHERE a.bill_id = b.bill_id AND coalesce(p.paid_on, (a.recorded_at AT TIME ZONE 'Asia/Jakarta')::date) <= %s)
ORDER BY b.month
"""
ENROLMENTS = """
SELECT act_id, income_monthly_idr FROM ledger.enrolment
WHERE participant_id = %s AND programme = %s AND superseded_at IS NULL AND NOT is_void AND since <= %s
ORDER BY since, recorded_at
"""


def claims(at: datetime, states: Sequence[str] = (), limit: int = LIST) -> list[ClaimLine]:
    """Claims in scope, the oldest first where they wait, in these states (all without any)."""
    state = "state = ANY (%(states)s)" if states else "true"
    return _lines("true", {"at": at, "states": list(states), "limit": limit}, state=state, order="since, claim_id")


def claims_of(participant_id: int, at: datetime) -> list[ClaimLine]:
    """Every claim of a participant in scope, the newest first."""
    values = {"at": at, "of": participant_id, "limit": LIST}
    return _lines("c.participant_id = %(of)s", values, order="filed_on DESC, since DESC, claim_id")


def claim_counts(at: datetime) -> dict[str, int]:
    """How many claims in scope stand in each state."""
    found: dict[str, int] = {}
    for line in claims(at, limit=10 * LIST):
        found[line.state] = found.get(line.state, 0) + 1
    return found


def claim_file(claim_id: UUID, at: datetime) -> ClaimFile | None:
    """Everything of one claim in scope; None for one that does not exist or is out of scope."""
    lines = _lines("c.claim_id = %(id)s", {"at": at, "id": claim_id, "limit": 1}, order="claim_id")
    if not lines:
        return None
    facts, needs, law_version, corrected_by, beneficiary = _rows(
        "SELECT c.facts, c.needs, c.law_version, l.claim_id, b.name FROM ledger.claim c"
        " LEFT JOIN ledger.claim l ON l.corrects_id = c.claim_id"
        " LEFT JOIN ledger.participant b ON b.participant_id = c.beneficiary_id WHERE c.claim_id = %s",
        [claim_id],
    )[0]
    payments = _of(ClaimPaymentRow, claim_id)
    return ClaimFile(
        line=lines[0],
        facts=_json(facts),
        needs=tuple(_json(needs)),
        law_version=law_version,
        corrected_by=corrected_by,
        beneficiary_name=beneficiary,
        documents=tuple(_of(DocumentRow, claim_id)),
        payees=tuple(_payees(claim_id)),
        decisions=tuple(_of(DecisionRow, claim_id)),
        checks=tuple(_of(CheckRow, claim_id)),
        appeals=tuple(_of(AppealRow, claim_id)),
        payment=payments[0] if payments else None,
    )


def document_of(document_id: UUID) -> tuple[UUID, DocumentRow] | None:
    """A paper in scope with the claim it came with."""
    names = list(DocumentRow.__dataclass_fields__)
    rows = _rows(
        f"SELECT claim_id, {', '.join(names)} FROM ledger.claim_document WHERE document_id = %s", [document_id]
    )
    return (rows[0][0], DocumentRow(*rows[0][1:])) if rows else None


def paid_months(participant_id: int, programme: str, until: date) -> list[date]:
    """Months of a programme that were paid in full by a day through Payung, for a participant in scope.

    Saved credit pays on the day on which it is taken. The first bill of an enrolment has no lines until its month is
    billed; it is known by the act.
    """
    firsts = [first_bill_id(act_id) for act_id, _ in _enrolments(participant_id, programme, until)]
    return [month for (month,) in _rows(PAID_MONTHS, [participant_id, programme, firsts, until])]


def income_insured(participant_id: int, programme: str, on: date) -> int | None:
    """The monthly income on which a participant in scope is insured through Payung on a day; None where not."""
    incomes = [income for _, income in _enrolments(participant_id, programme, on) if income is not None]
    return incomes[-1] if incomes else None


def _enrolments(participant_id: int, programme: str, on: date) -> list[tuple[UUID, int | None]]:
    return _rows(ENROLMENTS, [participant_id, programme, on])  # type: ignore[return-value]


def _lines(condition: str, values: dict[str, Any], *, state: str = "true", order: str) -> list[ClaimLine]:
    current_scope()
    with connection.cursor() as cursor:
        cursor.execute(LINES.format(condition=condition, state=state, order=order), values)
        return [ClaimLine(*row) for row in cursor.fetchall()]


def _payees(claim_id: UUID) -> list[PayeeRow]:
    rows = _rows(
        "SELECT y.payee_id, y.place, y.name, y.relation, y.bank, y.account_cipher, y.payable_from, y.named_by,"
        " y.recorded_at,"
        " (SELECT count(DISTINCT o.participant_id) FROM ledger.claim_payee o"
        "  WHERE o.account_index = y.account_index AND o.participant_id <> y.participant_id)"
        " FROM ledger.claim_payee y WHERE y.claim_id = %s ORDER BY y.place",
        [claim_id],
    )
    found = []
    for payee_id, place, name, relation, bank, sealed, *rest in rows:
        number = vault().open("claim_payee/account", payee_id, sealed, load=LOAD)
        found.append(PayeeRow(payee_id, place, name, relation, bank, account_shown(number), *rest))
    return found


def _of(kind: type[Any], claim_id: UUID) -> list[Any]:
    table, order = COLUMNS[kind]
    names = list(kind.__dataclass_fields__)
    rows = _rows(f"SELECT {', '.join(names)} FROM ledger.{table} WHERE claim_id = %s ORDER BY {order}", [claim_id])
    place = names.index("computed") if "computed" in names else None
    return [kind(*(_json(value) if number == place else value for number, value in enumerate(row))) for row in rows]


def _rows(sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    current_scope()
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
