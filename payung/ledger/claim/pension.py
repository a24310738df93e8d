"""Which pensions run, what of them is due, ended and paid, and what does the database refuse?

A pension is a claim of JP that was paid with a monthly amount; its first month is the claim's own payment.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from payung.ledger.base.identity import name_uuid
from payung.ledger.error import constraint_of
from payung.ledger.money.receive import call
from payung.ledger.reader.scope import current_scope, newest_generation

ENTERED, REPEAT = "ENTERED", "REPEAT"
# Codes of payung.terms (pension_refusals) by the constraint that refused the row.
REFUSALS = {
    "pension_check_by_another": "SAME_PERSON",
    "pension_check_pkey": "ALREADY_CHECKED",
    "pension_check_return_says_why": "NO_REASON",
    "pension_end_pkey": "ALREADY_ENDED",
}
SHOWN = 200


@dataclass(frozen=True)
class PensionRow:
    """A pension: whose, of which kind, for which heir (None the member), since when, and the first monthly amount.

    `last_month` and `last_idr` are the newest month that is due after the first; `family` are the people of the
    member's card in the load: relation code, birth date, whether married, day of death, whether it is the member.
    """

    claim_id: UUID
    participant_id: int
    subject: bytes
    name: str
    kind: str
    heir: str | None
    event_on: date
    monthly_idr: int
    died_on: date | None
    last_month: date | None
    last_idr: int | None
    ended_on: date | None
    cause: str | None
    family: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class DueRow:
    """A month of a pension that may be paid."""

    due_id: UUID
    claim_id: UUID
    name: str
    kind: str
    month: date
    amount_idr: int
    reason: str
    article: str


@dataclass(frozen=True)
class RunRow:
    """A run with what was said of it; `verdict` None while nobody has."""

    run_id: UUID
    month: date
    dues: int
    amount_idr: int
    made_by: int
    made_as: str
    made_on: date
    verdict: str | None
    note: str | None
    checked_as: str | None
    checked_on: date | None


def pensions(claim_id: UUID | None = None, *, limit: int | None = None, offset: int = 0) -> list[PensionRow]:
    """Pensions in scope, by claim; those that ended too. `limit` and `offset` cut a page out of them."""
    values = {"generation": newest_generation(), "claim": claim_id, "limit": limit, "offset": offset}
    rows = _rows(PENSIONS, values)
    return [PensionRow(*row[:2], bytes(row[2]), *row[3:-1], _family(row[-1])) for row in rows]


def pension_count() -> int:
    """How many pensions there are in scope, those that ended too."""
    [(count,)] = _rows(f"SELECT count(*) FROM ({PENSIONS}) AS p", ALL)
    return int(count)


@dataclass(frozen=True)
class MonthRow:
    """A month of a pension: what it comes to, why, by which article, and when it was paid (None while it was not)."""

    month: date
    amount_idr: int
    reason: str
    article: str
    paid_on: date | None


def months_of(claim_id: UUID) -> list[MonthRow]:
    """Months of a pension in scope after the first, the newest first."""
    return [MonthRow(*row) for row in _rows(MONTHS, {"claim": claim_id, "limit": SHOWN})]


def enter_dues(dues: Sequence[tuple[UUID, int, date, int, str, str]], at: datetime) -> int:
    """Enter months: claim, participant, month, rupiah, reason, article; how many were new. A repeat enters nothing."""
    if not dues:
        return 0
    claims, people, months, amounts, reasons, articles = (list(column) for column in zip(*dues, strict=True))
    with connection.cursor() as cursor:
        ids = [name_uuid(f"pension/{claim}/{month}") for claim, month in zip(claims, months, strict=True)]
        cursor.execute(ENTER_DUES, [at, ids, claims, people, months, amounts, reasons, articles])
        return int(cursor.rowcount)


def enter_end(claim_id: UUID, participant_id: int, cause: str, from_on: date, words: str | None, at: datetime) -> str:
    """End a pension from a day, once: ENTERED, or ALREADY_ENDED."""
    values = [claim_id, participant_id, cause, from_on, words, current_scope().user_id, at]
    return _enter(ENTER_END, values)


def payable(until_month: date) -> tuple[list[DueRow], int, int]:
    """What may be paid up to a month: the oldest of them for a page, how many there are, and how much in all."""
    rows = [DueRow(*row) for row in _rows(PAYABLE, {"month": until_month, "limit": SHOWN})]
    [(count, amount_idr)] = _rows(PAYABLE_TOTAL, {"month": until_month})
    return rows, count, amount_idr


def enter_run(run_id: UUID, month: date, dues: int, amount_idr: int, *, on: date, at: datetime) -> str:
    """Enter a run under the reader's own name: ENTERED, REPEAT, or ALREADY_PROPOSED while another waits."""
    by = current_scope()
    with connection.cursor() as cursor:
        # Two makers at once: one waits here until the other's run stands.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('pensions', 0))")
    if any(one.run_id == run_id for one in runs()):
        return REPEAT
    if any(one.verdict is None for one in runs()):
        return "ALREADY_PROPOSED"
    return _enter(ENTER_RUN, [run_id, month, dues, amount_idr, by.user_id, by.username, on, at])


def enter_pension_check(run: RunRow, verdict: str, note: str | None, *, on: date, at: datetime) -> str:
    """Enter a verdict under the reader's own name: ENTERED, SAME_PERSON, ALREADY_CHECKED or NO_REASON."""
    by = current_scope()
    return _enter(ENTER_CHECK, [run.run_id, verdict, note, run.made_by, by.user_id, by.username, on, at])


def runs(limit: int = 12) -> list[RunRow]:
    """The newest runs first."""
    return [RunRow(*row) for row in _rows(RUNS, {"limit": limit})]


def pay_pensions(run_id: UUID, *, channel: str, on: date, at: datetime) -> tuple[str, str | None, int, int]:
    """Pay an approved run whole: PAID or REFUSED with CHANGED; how many months, how much. Raises LedgerAway."""
    outcome, reason, paid, paid_idr = call(
        "pay_pensions", "%s::uuid, %s::text, %s::date, %s::timestamptz", [run_id, channel, on, at]
    )
    return str(outcome), reason, int(paid), int(paid_idr)


def paid_by(run_id: UUID) -> list[tuple[int, UUID, date, int]]:
    """Participant, claim, month and rupiah of what a run paid."""
    return _rows(PAID_BY, {"run": run_id})  # type: ignore[return-value]


def draws_pension(participant_id: int, on: date) -> bool:
    """Whether a monthly pension of the member's own had begun by a day."""
    return bool(_rows(DRAWS, {"of": participant_id, "on": on}))


def _enter(statement: str, values: list[Any]) -> str:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except DatabaseError as error:
        name = constraint_of(error)
        if name not in REFUSALS:
            raise
        return REFUSALS[name]
    return ENTERED


def _family(told: Any) -> tuple[dict[str, Any], ...]:
    people = json.loads(told) if isinstance(told, str) else told or []
    days = ("born", "died")
    return tuple({**one, **{day: one[day] and date.fromisoformat(one[day]) for day in days}} for one in people)


def _rows(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    current_scope()
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


PENSIONS = """
SELECT c.claim_id, c.participant_id, a.subject, a.name, c.kind, c.facts ->> 'heir', c.event_on, f.amount_idr,
    coalesce(p.died_on, a.died_on), n.month, n.amount_idr, e.from_on, e.cause,
    (SELECT json_agg(json_build_object('relation', o.relation_code, 'born', o.birth_date, 'is_married', o.is_married,
        'died', o.died_on, 'is_member', o.person_id = p.person_id)) FROM ledger.person o
     WHERE o.generation = p.generation AND o.family_id = p.family_id)
FROM ledger.claim c
JOIN ledger.claim_payment f USING (claim_id)
JOIN LATERAL (SELECT o.computed FROM ledger.claim_decision o
    WHERE o.claim_id = c.claim_id ORDER BY o.round DESC LIMIT 1) d
    ON coalesce((d.computed #>> '{rules,-1,outputs,pension_monthly_idr}')::bigint, 0) > 0
JOIN ledger.participant a ON a.participant_id = c.participant_id
LEFT JOIN LATERAL (SELECT o.* FROM ledger.person o WHERE o.generation = %(generation)s::int AND o.subject = a.subject
    ORDER BY o.person_id LIMIT 1) p ON true
LEFT JOIN LATERAL (SELECT o.month, o.amount_idr FROM ledger.pension_due o WHERE o.claim_id = c.claim_id
    ORDER BY o.month DESC LIMIT 1) n ON true
LEFT JOIN ledger.pension_end e ON e.claim_id = c.claim_id
WHERE c.programme = 'JP' AND (%(claim)s::uuid IS NULL OR c.claim_id = %(claim)s::uuid)
ORDER BY c.claim_id LIMIT %(limit)s OFFSET %(offset)s
"""
ALL = {"generation": 0, "claim": None, "limit": None, "offset": 0}
MONTHS = """
SELECT d.month, d.amount_idr, d.reason, d.article, p.paid_on FROM ledger.pension_due d
LEFT JOIN ledger.pension_payment p USING (due_id) WHERE d.claim_id = %(claim)s ORDER BY d.month DESC LIMIT %(limit)s
"""
ENTER_DUES = """
INSERT INTO ledger.pension_due (due_id, claim_id, participant_id, month, amount_idr, reason, article, recorded_at)
SELECT t.*, %s::timestamptz FROM unnest(%s::uuid[], %s::uuid[], %s::bigint[], %s::date[], %s::bigint[], %s::text[],
    %s::text[]) AS t ON CONFLICT DO NOTHING
"""
ENTER_END = """
INSERT INTO ledger.pension_end (claim_id, participant_id, cause, from_on, words, entered_by, recorded_at)
VALUES (%s, %s, %s, %s, %s, %s, %s)
"""
PAYABLE = """
SELECT d.due_id, d.claim_id, a.name, c.kind, d.month, d.amount_idr, d.reason, d.article
FROM ledger.payable_pensions(%(month)s::date) d JOIN ledger.claim c USING (claim_id)
JOIN ledger.participant a ON a.participant_id = d.participant_id
ORDER BY d.month, a.name, d.due_id LIMIT %(limit)s
"""
PAYABLE_TOTAL = """
SELECT count(*), coalesce(sum(d.amount_idr), 0)::bigint FROM ledger.payable_pensions(%(month)s::date) d
"""
ENTER_RUN = """
INSERT INTO ledger.pension_run (run_id, month, dues, amount_idr, made_by, made_as, made_on, recorded_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
"""
ENTER_CHECK = """
INSERT INTO ledger.pension_check (run_id, verdict, note, made_by, checked_by, checked_as, checked_on, recorded_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
"""
RUNS = """
SELECT r.run_id, r.month, r.dues, r.amount_idr, r.made_by, r.made_as, r.made_on, c.verdict, c.note, c.checked_as,
    c.checked_on
FROM ledger.pension_run r LEFT JOIN ledger.pension_check c USING (run_id) ORDER BY r.recorded_at DESC LIMIT %(limit)s
"""
PAID_BY = """
SELECT p.participant_id, p.claim_id, d.month, p.amount_idr FROM ledger.pension_payment p
JOIN ledger.pension_due d USING (due_id) WHERE p.run_id = %(run)s ORDER BY p.claim_id, d.month
"""
DRAWS = """
SELECT 1 FROM ledger.claim c JOIN ledger.claim_payment USING (claim_id)
JOIN LATERAL (SELECT o.computed FROM ledger.claim_decision o
    WHERE o.claim_id = c.claim_id ORDER BY o.round DESC LIMIT 1) d
    ON coalesce((d.computed #>> '{rules,-1,outputs,pension_monthly_idr}')::bigint, 0) > 0
WHERE c.participant_id = %(of)s AND c.kind IN ('JP_OLD_AGE', 'JP_DISABILITY') AND c.event_on <= %(on)s LIMIT 1
"""
