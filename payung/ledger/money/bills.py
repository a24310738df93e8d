"""Which bills has a payer, what are they made of, and what was paid? Read inside a scope."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from payung.ledger.reader.scope import current_scope


@dataclass(frozen=True)
class LineRow:
    """A line of a bill: for whom, in which programme, the whole, relief, shares of state and region, what is owed.

    `worker_idr` is what of it is held back from a wage, None without one; `note` is of payung.terms, line_notes.
    """

    bill_id: UUID
    participant_id: int
    name: str
    programme: str
    care_class: int | None
    base_idr: int | None
    gross_idr: int
    relief_idr: int
    state_idr: int
    region_idr: int
    amount_idr: int
    worker_idr: int | None
    note: str | None


@dataclass(frozen=True)
class FeeRow:
    """A line of a bill of late fees: of the contributions of bill `of_bill_id`, late since after `due_on`, the fee of
    a programme for the months after `months_before` up to `months_late`; `owed_idr` is what was late.
    """

    bill_id: UUID
    programme: str
    of_bill_id: UUID
    due_on: date
    months_before: int
    months_late: int
    owed_idr: int
    amount_idr: int


@dataclass(frozen=True)
class BillRow:
    """A bill with its lines; `paid_idr` was given to it, `paid_on` is the day it was full, None while it is open.

    One of late fees has `fees` and no lines. `payer_kind` is the kind of the party that pays, None where a person does.
    A bill that was withdrawn has the day and the reason (terms, withdrawals); it is neither open nor paid.
    """

    bill_id: UUID
    payer: str
    kind: str
    month: date
    due_on: date
    amount_idr: int
    paid_idr: int
    paid_on: date | None
    payer_kind: str | None
    withdrawn_on: date | None
    withdrawn_for: str | None
    lines: tuple[LineRow, ...] = ()
    fees: tuple[FeeRow, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether something of it is owed."""
        return self.paid_idr < self.amount_idr


@dataclass(frozen=True)
class PaidRow:
    """A payment of a payer: day, way, rupiah, bills it paid, credit after it."""

    paid_on: date
    kind: str
    amount_idr: int
    settled_bills: int
    credit_after_idr: int


@dataclass(frozen=True)
class PayerRow:
    """A payer in scope: participant or party, name, number to pay to, saved credit."""

    participant_id: int | None
    party_id: int | None
    name: str
    account_no: str | None
    credit_idr: int


def payers_of(person_ids: list[int]) -> list[PayerRow]:
    """The payers of the bills in which these persons of the load shown stand, and who of them pays bills himself."""
    return [PayerRow(*row) for row in _rows(PAYERS, {"people": person_ids, "generation": current_scope().generation})]


def payer(participant_id: int) -> PayerRow | None:
    """This participant as a payer; None out of scope."""
    rows = _rows(PAYER, {"participant": participant_id})
    return PayerRow(*rows[0]) if rows else None


def subject_of(participant_id: int) -> tuple[bytes, str]:
    """The lasting index and the region of a participant in scope, for the access log."""
    statement = "SELECT subject, region_code FROM ledger.participant WHERE participant_id = %(of)s"
    rows = _rows(statement, {"of": participant_id})
    return bytes(rows[0][0]), str(rows[0][1])


def bills_of(participant_id: int, limit: int = 36) -> list[BillRow]:
    """The newest bills of a payer with their lines, newest first."""
    return _with_lines(
        _rows(BILLS.format(holder="b.participant_id = %(holder)s"), {"holder": participant_id, "limit": limit})
    )


def party_bills(limit: int = 50) -> list[BillRow]:
    """The newest bills of parties in scope, without their lines."""
    rows = _rows(BILLS.format(holder="b.party_id IS NOT NULL"), {"limit": limit})
    return [BillRow(*row) for row in rows]


def party_bill(bill_id: UUID) -> BillRow | None:
    """One bill of a party in scope, with its lines; None for any other."""
    rows = _rows(BILLS.format(holder="b.party_id IS NOT NULL AND b.bill_id = %(bill)s"), {"bill": bill_id, "limit": 1})
    return next(iter(_with_lines(rows)), None)


def fees_of(bill_id: UUID) -> list[BillRow]:
    """The bills of fees for contributions of a party's bill, oldest first, with their lines."""
    return _with_lines(_rows(BILLS.format(holder=OF_CONTRIBUTION), {"bill": bill_id, "limit": 100}))[::-1]


def payments_of(participant_id: int, limit: int = 24) -> list[PaidRow]:
    """The newest payments of a payer."""
    return [PaidRow(*row) for row in _rows(PAID, {"participant": participant_id, "limit": limit})]


def _with_lines(rows: list[tuple[Any, ...]]) -> list[BillRow]:
    lines: dict[UUID, list[LineRow]] = {}
    for row in _rows(LINES, {"bills": [row[0] for row in rows]}):
        lines.setdefault(row[0], []).append(LineRow(*row))
    fees: dict[UUID, list[FeeRow]] = {}
    for row in _rows(FEES, {"bills": [row[0] for row in rows if row[2] == "LATE_FEE"]}):
        fees.setdefault(row[0], []).append(FeeRow(*row))
    return [BillRow(*row, tuple(lines.get(row[0], ())), tuple(fees.get(row[0], ()))) for row in rows]


def _rows(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    current_scope()
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


PAYER_COLUMNS = """a.participant_id, NULL::bigint, a.name,
    (SELECT v.number FROM ledger.virtual_account v WHERE v.participant_id = a.participant_id AND v.closed_on IS NULL
        ORDER BY v.number LIMIT 1),
    coalesce((SELECT (SELECT coalesce(sum(p.amount_idr), 0) FROM ledger.posting p WHERE p.credit_id = c.account_id)
            - (SELECT coalesce(sum(p.amount_idr), 0) FROM ledger.posting p WHERE p.debit_id = c.account_id)
        FROM ledger.account c WHERE c.participant_id = a.participant_id AND c.kind = 'CREDIT' AND c.programme IS NULL),
        0)::bigint"""
PAYER = f"SELECT {PAYER_COLUMNS} FROM ledger.participant a WHERE a.participant_id = %(participant)s"
# A first bill has no lines until its month is billed.
PAYERS = f"""
WITH asked AS MATERIALIZED (
    SELECT m.participant_id FROM ledger.participant m JOIN ledger.person p
        ON p.subject = m.subject AND p.generation = %(generation)s WHERE p.person_id = ANY (%(people)s::bigint[])
)
SELECT {PAYER_COLUMNS} FROM ledger.participant a
WHERE a.participant_id IN (
    SELECT b.participant_id FROM ledger.bill_line l JOIN ledger.bill b USING (bill_id)
    WHERE l.participant_id IN (SELECT m.participant_id FROM asked m)
    UNION ALL
    SELECT b.participant_id FROM asked m JOIN ledger.bill b USING (participant_id))
ORDER BY a.participant_id LIMIT 20
"""
BILLS = """
SELECT b.bill_id, coalesce(a.name, t.name), b.kind, b.month, b.due_on, b.amount_idr, coalesce(g.paid_idr, 0)::bigint,
    CASE WHEN w.bill_id IS NULL AND g.paid_idr >= b.amount_idr THEN g.paid_on END, t.kind, w.withdrawn_on, w.reason
FROM ledger.bill b LEFT JOIN ledger.participant a ON a.participant_id = b.participant_id
LEFT JOIN ledger.party t ON t.party_id = b.party_id
LEFT JOIN ledger.bill_withdrawal w ON w.bill_id = b.bill_id
LEFT JOIN LATERAL (SELECT sum(l.amount_idr) AS paid_idr,
        max(coalesce(m.paid_on, (l.recorded_at AT TIME ZONE 'Asia/Jakarta')::date)) AS paid_on
    FROM ledger.allocation l LEFT JOIN ledger.payment m USING (payment_id) WHERE l.bill_id = b.bill_id) AS g ON true
WHERE {holder} ORDER BY b.month DESC, b.due_on DESC, b.bill_id LIMIT %(limit)s
"""
LINES = """
SELECT l.bill_id, l.participant_id, p.name, l.programme, l.care_class, l.base_idr, l.gross_idr, l.relief_idr,
    l.state_idr, l.region_idr, l.amount_idr, l.worker_idr, l.note
FROM ledger.bill_line l JOIN ledger.participant p USING (participant_id)
WHERE l.bill_id = ANY (%(bills)s::uuid[])
ORDER BY l.bill_id, p.name, p.participant_id,
    array_position(ARRAY['JKN', 'JKK', 'JKM', 'JHT', 'JP', 'JKP'], l.programme)
"""
OF_CONTRIBUTION = "b.bill_id IN (SELECT f.bill_id FROM ledger.late_fee f WHERE f.of_bill_id = %(bill)s)"
FEES = """
SELECT f.bill_id, f.programme, f.of_bill_id, greatest(o.due_on, (o.recorded_at AT TIME ZONE 'Asia/Jakarta')::date),
    f.months_before, f.months_late, f.owed_idr, f.amount_idr
FROM ledger.late_fee f JOIN ledger.bill o ON o.bill_id = f.of_bill_id WHERE f.bill_id = ANY (%(bills)s::uuid[])
ORDER BY f.bill_id, array_position(ARRAY['JKK', 'JKM', 'JHT', 'JP'], f.programme)
"""
PAID = """
SELECT m.paid_on, m.kind, m.amount_idr, m.settled_bills, m.credit_after_idr
FROM ledger.payment m JOIN ledger.virtual_account v ON v.number = m.account_no
WHERE v.participant_id = %(participant)s ORDER BY m.paid_at DESC, m.payment_id LIMIT %(limit)s
"""
