"""Which fees do employers owe for contributions that came late? The law's rules on the live rows, as sets.

How many months a contribution is late is asked of `pu.months_late`, counted from the day of its bill; what they cost,
programme by programme, of `pu.late_fee`. A bill of fees charges the months that are over and were not charged before,
so that a statement that is killed leaves nothing and one that is repeated adds nothing. A fee is withdrawn once a bank
tells that the contribution was paid earlier; what was paid of it is saved credit again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import batched
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection

from payung.ledger.error import BooksIncomplete
from payung.ledger.money.withdrawal import withdraw
from payung.ledger.reader.scope import system_scope
from payung.reckon.public import compiled

SQL = Path(__file__).parent / "sql" / "late_fee.sql"
RULES = ("pu.months_late", "pu.late_fee")
EMPLOYERS_A_CHUNK = 10_000


@dataclass(frozen=True)
class Fees:
    """What was charged of late employers: bills and rupiah entered, bills withdrawn, and bills that credit paid."""

    bills: int = 0
    amount_idr: int = 0
    withdrawn: int = 0
    paid_from_credit: int = 0


def charge_late_fees(as_of: date, at: datetime, *, chunk: int = EMPLOYERS_A_CHUNK) -> Fees:
    """Bill the fees of contributions that are late on a day, so many employers in one transaction.

    `at` is the moment entered in the rows. May be repeated, and must be after a kill. Raises BooksIncomplete where a
    programme has no account for its fees.
    """
    done = Fees()
    for employers in batched(_employers(), chunk, strict=False):
        one = _charge({"employers": list(employers), "as_of": as_of, "at": at})
        done = Fees(
            done.bills + one.bills,
            done.amount_idr + one.amount_idr,
            done.withdrawn + one.withdrawn,
            done.paid_from_credit + one.paid_from_credit,
        )
    return done


def _employers() -> list[int]:
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(EMPLOYERS)
        return [party_id for (party_id,) in cursor.fetchall()]


def _charge(values: dict[str, Any]) -> Fees:
    charge, over = _statements()
    with system_scope(), connection.cursor() as cursor:
        # The night's work is not a page, and nothing is known of the sizes of a statement's steps.
        cursor.execute("SET LOCAL statement_timeout = '10min'")
        cursor.execute("SET LOCAL enable_nestloop = off")
        # Of a table that was counted while it was empty every row would be read for each bill.
        cursor.execute("SET LOCAL enable_seqscan = off")
        # Two at once would charge the same months.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('late_fee', 0))")
        cursor.execute(over, values)
        withdrawn = _withdraw([bill_id for (bill_id,) in cursor.fetchall()], values["as_of"], values["at"])
        cursor.execute(OWED, values)
        cursor.execute(charge, values)
        bills, amount_idr, parties, unbooked = cursor.fetchone()
        if unbooked:
            # Within the transaction: nothing of the statement stays.
            raise BooksIncomplete(f"{unbooked} rupiah of late fees have no account to be posted to")
        cursor.execute(SPEND, [list(parties), values["as_of"], values["at"]])
        return Fees(bills, amount_idr, withdrawn, int(cursor.fetchone()[0]))


def _withdraw(bills: Sequence[UUID], on: date, at: datetime) -> int:
    """Take back what was paid of these bills of fees, and withdraw them; how many."""
    if not bills:
        return 0
    values = {"bills": list(bills), "on": on, "at": at}
    with connection.cursor() as cursor:
        # Payments of these payers wait, as for any bill that is withdrawn.
        cursor.execute(LOCK, values)
        cursor.execute(GIVE_BACK, values)
    return withdraw(bills, reason="PAID_EARLIER", on=on, at=at)


@lru_cache(maxsize=1)
def _statements() -> tuple[str, str]:
    text = SQL.read_text(encoding="utf-8")
    for rule in RULES:
        text = text.replace(f"<{rule}>", compiled(rule, "postgres").replace("%", "%%"))
    charge, over = text.split("\n----\n")
    return charge, over


EMPLOYERS = "SELECT DISTINCT party_id FROM ledger.bill WHERE kind = 'PU' AND party_id IS NOT NULL ORDER BY 1"
OWED = """
INSERT INTO ledger.account (kind, party_id)
SELECT DISTINCT 'RECEIVABLE', b.party_id FROM ledger.bill b
WHERE b.party_id = ANY (%(employers)s::bigint[]) AND b.kind = 'PU'
ORDER BY 2 ON CONFLICT DO NOTHING
"""
LOCK = """
SELECT pg_advisory_xact_lock(ledger.account_of('CREDIT', NULL, p.party_id)) FROM (
    SELECT DISTINCT b.party_id FROM ledger.bill b WHERE b.bill_id = ANY (%(bills)s::uuid[]) ORDER BY 1 OFFSET 0) AS p
"""
# A bill is paid whole by one posting from the payer's saved credit; that one is named and taken back.
GIVE_BACK = """
WITH paid AS MATERIALIZED (
    SELECT s.*, ledger.name_uuid('given back/' || s.posting_id) AS back_id
    FROM ledger.bill b
    JOIN ledger.account c ON c.party_id = b.party_id AND c.kind = 'CREDIT' AND c.programme IS NULL
    JOIN ledger.posting s ON s.debit_id = c.account_id AND s.bill_id = b.bill_id AND s.kind = 'SETTLE'
    WHERE b.bill_id = ANY (%(bills)s::uuid[])
        AND NOT EXISTS (SELECT FROM ledger.posting u WHERE u.corrects_id = s.posting_id)
),
allocated AS (
    INSERT INTO ledger.allocation (allocation_id, bill_id, payment_id, amount_idr, recorded_at)
    SELECT back_id, bill_id, payment_id, -amount_idr, %(at)s::timestamptz FROM paid
)
INSERT INTO ledger.posting (
    posting_id, entry, debit_id, credit_id, amount_idr, effective_on, kind, bill_id, payment_id, corrects_id,
    recorded_at)
SELECT back_id, back_id, credit_id, debit_id, amount_idr, %(on)s::date, 'UNSETTLE', bill_id, payment_id, posting_id,
    %(at)s::timestamptz FROM paid
"""
SPEND = """
SELECT coalesce(sum(s.settled), 0)::bigint FROM unnest(%s::bigint[]) AS saver (party_id)
JOIN ledger.account a ON a.party_id = saver.party_id AND a.kind = 'CREDIT' AND a.programme IS NULL
CROSS JOIN LATERAL ledger.spend_credit(current_setting('payung.context'), NULL, saver.party_id, %s::date,
    %s::timestamptz) AS s
"""
