"""Which months does a payer owe, and how do they become instalments? Arrears are moved, never forgiven or doubled.

Moving is one transaction: every month of arrears is closed by an allocation and a posting that moves it, and the same
sum is opened again as bills of instalments. What the payer owes in all is the same before and after.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection

from payung.ledger.base.identity import name_uuid
from payung.ledger.reader.scope import current_scope, system_scope


@dataclass(frozen=True)
class Arrears:
    """Months a participant owes before a month: bills (id, month, rupiah) oldest first, care class and members.

    A month may have more than one bill. `care_class` is that of the newest month, None where nobody has told it.
    """

    bills: tuple[tuple[UUID, date, int], ...]
    care_class: int | None
    members: int
    has_moved_segment: bool

    @property
    def months(self) -> int:
        """How many months are owed."""
        return len({month for _, month, _ in self.bills})

    @property
    def amount_idr(self) -> int:
        """What is owed in all."""
        return sum(idr for _, _, idr in self.bills)


@dataclass(frozen=True)
class PlanRow:
    """A plan as it was agreed, with its instalments in order."""

    plan_id: UUID
    participant_id: int
    agreed_on: date
    first_month: date
    months_billed: int
    arrears_idr: int
    instalments: int
    instalment_idr: int
    last_instalment_idr: int
    current_idr: int
    active_after: str
    schedule: tuple["InstalmentRow", ...] = ()


@dataclass(frozen=True)
class InstalmentRow:
    """One instalment: number from 1, month, due day, rupiah, and the day it was paid, None while it is open."""

    number: int
    month: date
    due_on: date
    amount_idr: int
    paid_on: date | None


def arrears_of(participant_id: int, before: date) -> Arrears:
    """The open JKN bills of a payer in scope for months before `before`, and the facts of the newest of them."""
    with connection.cursor() as cursor:
        cursor.execute(OPEN, [participant_id, before])
        bills = tuple(cursor.fetchall())
        newest = [bill_id for bill_id, month, _ in bills if month == bills[-1][1]]
        cursor.execute(FACTS, [newest, participant_id, newest, participant_id, before])
        care_class, members, has_moved = cursor.fetchone()
    # The payer alone, where a register's bill came without its lines.
    return Arrears(bills, care_class, members or 1, bool(has_moved))


def move_arrears(plan: PlanRow, bills: Sequence[UUID], due: Sequence[tuple[date, date, int]], at: datetime) -> bool:
    """Enter a plan: close these bills and open one for each of `due` (month, due day, rupiah). False where it is there.

    Raises ValueError where the sums differ, or a bill has been paid meanwhile: then nothing is moved.
    """
    current_scope()
    model = apps.get_model("ledger", "InstalmentPlan")
    facts = {key: value for key, value in vars(plan).items() if key not in ("schedule", "plan_id")}
    with system_scope(), connection.cursor() as cursor:
        cursor.execute("SELECT ledger.account_of('CREDIT', %s::bigint, NULL)", [plan.participant_id])
        (saved,) = cursor.fetchone()
        # Payments of this payer wait: one that came in between would pay what is being moved.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [saved])
        if model.objects.filter(pk=plan.plan_id).exists():
            return False
        model.objects.bulk_create([model(plan_id=plan.plan_id, recorded_at=at, **facts)])
        months, days, amounts = (list(column) for column in zip(*due, strict=True))
        values = {
            "plan": plan.plan_id,
            "participant": plan.participant_id,
            "saved": saved,
            "on": plan.agreed_on,
            "at": at,
            "bills": list(bills),
            "new": [instalment_id(plan.plan_id, number) for number in range(1, len(due) + 1)],
            "months": months,
            "days": days,
            "amounts": amounts,
        }
        cursor.execute(MOVE, values)
        closed, opened = cursor.fetchone()
        if closed != plan.arrears_idr or opened != plan.arrears_idr:
            raise ValueError(f"plan {plan.plan_id} moves {closed} into {opened}, not {plan.arrears_idr}")
    return True


def plans_of(participant_id: int) -> list[PlanRow]:
    """The plans of a participant in scope with their instalments, newest first."""
    with connection.cursor() as cursor:
        cursor.execute(PLANS, [participant_id])
        plans = [PlanRow(*row) for row in cursor.fetchall()]
        return [_with_schedule(cursor, plan) for plan in plans]


def instalment_id(plan_id: UUID, number: int) -> UUID:
    """The id of the bill of an instalment, counted from 1."""
    return name_uuid(f"instalment/{plan_id}/{number}")


def _with_schedule(cursor: Any, plan: PlanRow) -> PlanRow:
    ids = [instalment_id(plan.plan_id, number) for number in range(1, plan.instalments + 1)]
    cursor.execute(SCHEDULE, [ids])
    rows = tuple(InstalmentRow(number, *row) for number, row in enumerate(cursor.fetchall(), 1))
    return PlanRow(**{**vars(plan), "schedule": rows})


OPEN = """
SELECT b.bill_id, b.month, b.amount_idr FROM ledger.bill b
WHERE b.participant_id = %s AND b.kind = 'JKN' AND b.month < %s
    AND b.amount_idr > (SELECT coalesce(sum(a.amount_idr), 0) FROM ledger.allocation a WHERE a.bill_id = b.bill_id)
ORDER BY b.month, b.bill_id
"""
# The class and the members of the newest month; whether the payer has meanwhile another payer.
FACTS = """
SELECT coalesce((SELECT min(l.care_class) FROM ledger.bill_line l WHERE l.bill_id = ANY (%s::uuid[])),
        (SELECT e.care_class FROM ledger.enrolment e WHERE e.payer_id = %s AND e.programme = 'JKN'
            AND e.care_class IS NOT NULL AND e.superseded_at IS NULL AND NOT e.is_void ORDER BY e.since DESC LIMIT 1)),
    (SELECT count(DISTINCT l.participant_id) FROM ledger.bill_line l WHERE l.bill_id = ANY (%s::uuid[])),
    EXISTS (SELECT FROM ledger.enrolment e WHERE e.participant_id = %s AND e.programme = 'JKN'
        AND e.superseded_at IS NULL AND NOT e.is_void AND e.until IS NULL AND e.segment NOT IN ('PBPU', 'BP')
        AND e.since <= %s)
"""
MOVE = """
WITH owed AS (SELECT ledger.account_of('RECEIVABLE', %(participant)s::bigint, NULL) AS account_id),
closed AS (
    SELECT b.bill_id, b.amount_idr FROM ledger.bill b
    WHERE b.bill_id = ANY (%(bills)s::uuid[]) AND b.participant_id = %(participant)s::bigint
        AND NOT EXISTS (SELECT FROM ledger.allocation a WHERE a.bill_id = b.bill_id
            GROUP BY a.bill_id HAVING sum(a.amount_idr) > 0)
),
allocated AS (
    INSERT INTO ledger.allocation (allocation_id, bill_id, payment_id, amount_idr, recorded_at)
    SELECT ledger.name_uuid('moved/' || %(plan)s::uuid || '/' || bill_id), bill_id, NULL, amount_idr,
        %(at)s::timestamptz FROM closed
),
opened AS (
    INSERT INTO ledger.bill (bill_id, participant_id, kind, month, due_on, amount_idr, recorded_at)
    SELECT n.bill_id, %(participant)s::bigint, 'INSTALMENT', n.month, n.due_on, n.amount_idr, %(at)s::timestamptz
    FROM unnest(%(new)s::uuid[], %(months)s::date[], %(days)s::date[], %(amounts)s::bigint[])
        AS n (bill_id, month, due_on, amount_idr)
    RETURNING bill_id, amount_idr
),
lines AS (
    INSERT INTO ledger.bill_line (bill_id, participant_id, programme, gross_idr, relief_idr, state_idr, region_idr,
        amount_idr)
    SELECT bill_id, %(participant)s::bigint, 'JKN', amount_idr, 0, 0, 0, amount_idr FROM opened
),
posted AS (
    INSERT INTO ledger.posting (posting_id, entry, debit_id, credit_id, amount_idr, effective_on, kind, bill_id,
        recorded_at)
    SELECT ledger.name_uuid('reschedule/' || m.bill_id), %(plan)s::uuid, m.debit_id, m.credit_id, m.amount_idr,
        %(on)s::date, 'RESCHEDULE', m.bill_id, %(at)s::timestamptz
    FROM (
        SELECT c.bill_id, c.amount_idr, %(saved)s::bigint AS debit_id, o.account_id AS credit_id FROM closed c, owed o
        UNION ALL
        SELECT n.bill_id, n.amount_idr, o.account_id, %(saved)s::bigint FROM opened n, owed o) AS m
)
SELECT (SELECT coalesce(sum(amount_idr), 0)::bigint FROM closed),
    (SELECT coalesce(sum(amount_idr), 0)::bigint FROM opened)
"""
PLANS = """
SELECT plan_id, participant_id, agreed_on, first_month, months_billed, arrears_idr, instalments, instalment_idr,
    last_instalment_idr, current_idr, active_after
FROM ledger.instalment_plan WHERE participant_id = %s ORDER BY agreed_on DESC, recorded_at DESC
"""
SCHEDULE = """
SELECT b.month, b.due_on, b.amount_idr, CASE WHEN p.paid_idr >= b.amount_idr THEN p.paid_on END
FROM unnest(%s::uuid[]) WITH ORDINALITY AS n (bill_id, number) JOIN ledger.bill b USING (bill_id),
    LATERAL (SELECT sum(a.amount_idr) AS paid_idr,
        max(coalesce(m.paid_on, (a.recorded_at AT TIME ZONE 'Asia/Jakarta')::date)) AS paid_on
        FROM ledger.allocation a LEFT JOIN ledger.payment m USING (payment_id) WHERE a.bill_id = b.bill_id) AS p
ORDER BY n.number
"""
