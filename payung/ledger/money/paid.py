"""Up to which month has a payer paid, and since when? Asked for many payers at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from payung.ledger.reader.scope import current_scope, newest_generation

# Which months were moved is asked once for all: a plan is rare, a bill is not.
BILLS = """
SELECT b.bill_id, b.participant_id, b.party_id, b.kind, b.month, b.due_on, b.amount_idr,
       coalesce(sum(a.amount_idr), 0)::bigint, max(p.paid_on),
       b.bill_id IN (SELECT x.bill_id FROM ledger.allocation x
           WHERE x.recorded_at <= %(at)s AND x.allocation_id = ANY (ARRAY(
               SELECT ledger.name_uuid('moved/' || i.plan_id || '/' || m.bill_id)
               FROM ledger.instalment_plan i JOIN ledger.bill m USING (participant_id)
               WHERE i.participant_id = ANY (%(participants)s::bigint[]))))
FROM ledger.bill b
LEFT JOIN ledger.allocation a ON a.bill_id = b.bill_id AND a.recorded_at <= %(at)s
LEFT JOIN ledger.payment p ON p.payment_id = a.payment_id
WHERE {column} = ANY (%(payers)s::bigint[]) AND b.recorded_at <= %(at)s
    AND NOT EXISTS (SELECT FROM ledger.bill_withdrawal w WHERE w.bill_id = b.bill_id AND w.recorded_at <= %(at)s)
GROUP BY b.bill_id ORDER BY b.month, b.due_on, b.bill_id
"""
OF_FAMILY = """
SELECT asked.person_id, a.participant_id
FROM ledger.person asked
JOIN ledger.person f ON f.generation = asked.generation AND f.family_id = asked.family_id
JOIN ledger.participant a ON a.subject = f.subject
WHERE asked.generation = %s AND f.generation = %s AND asked.person_id = ANY (%s::bigint[])
"""
CLOCKS = """
SELECT person_id, clock, opens, closes, article FROM ledger.clock
WHERE generation = %s AND programme = %s AND person_id = ANY (%s::bigint[]) ORDER BY closes, clock
"""
LINES = """
SELECT DISTINCT l.participant_id, l.bill_id FROM ledger.bill_line l JOIN ledger.bill b USING (bill_id)
WHERE l.participant_id = ANY (%s::bigint[]) AND b.party_id IS NOT NULL
"""


@dataclass(frozen=True)
class BillState:
    """A bill with what was paid of it by a moment; `paid_on` is the day of the last payment, None where credit paid.

    `is_moved` tells a month that was closed by moving it into instalments: nobody has paid it yet.
    """

    bill_id: UUID
    participant_id: int | None
    party_id: int | None
    kind: str
    month: date
    due_on: date
    amount_idr: int
    paid_idr: int
    paid_on: date | None
    is_moved: bool = False

    @property
    def is_paid(self) -> bool:
        """Whether nothing of it is open."""
        return self.paid_idr >= self.amount_idr


@dataclass(frozen=True)
class RunningClock:
    """A window of a person that is running."""

    clock: str
    opens: date | None
    closes: date
    article: str


def bills_of(
    participant_ids: Sequence[int], party_ids: Sequence[int], known_at: datetime
) -> dict[tuple[str, int], list[BillState]]:
    """Bills by payer, ("participant", id) or ("party", id), the oldest first; those withdrawn are left out."""
    current_scope()
    found: dict[tuple[str, int], list[BillState]] = {}
    for kind, ids in (("participant", participant_ids), ("party", party_ids)):
        if not ids:
            continue
        # Only a participant's months are moved into instalments.
        values = {"at": known_at, "payers": list(ids), "participants": list(ids) if kind == "participant" else []}
        with connection.cursor() as cursor:
            cursor.execute(BILLS.format(column=f"b.{kind}_id"), values)
            for row in cursor.fetchall():
                bill = BillState(*row)
                payer = bill.participant_id if kind == "participant" else bill.party_id
                found.setdefault((kind, payer or 0), []).append(bill)
    return found


def billed_to(participant_ids: Sequence[int]) -> dict[int, set[UUID]]:
    """The bills of parties in which each participant stands."""
    current_scope()
    found: dict[int, set[UUID]] = {}
    if participant_ids:
        with connection.cursor() as cursor:
            cursor.execute(LINES, [list(participant_ids)])
            for participant_id, bill_id in cursor.fetchall():
                found.setdefault(participant_id, set()).add(bill_id)
    return found


def family_participants(person_ids: Sequence[int]) -> dict[int, list[int]]:
    """Participants on the family card of each person of the load: any of them may pay for the family."""
    found: dict[int, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(OF_FAMILY, [newest_generation(), newest_generation(), list(person_ids)])
        for person_id, participant_id in cursor.fetchall():
            found.setdefault(person_id, []).append(participant_id)
    return found


def running_clocks(person_ids: Sequence[int], programme: str) -> dict[int, list[RunningClock]]:
    """Windows that run for each person of the load in a programme, the next to close first."""
    found: dict[int, list[RunningClock]] = {}
    with connection.cursor() as cursor:
        cursor.execute(CLOCKS, [newest_generation(), programme, list(person_ids)])
        for person_id, *row in cursor.fetchall():
            found.setdefault(person_id, []).append(RunningClock(*row))
    return found
