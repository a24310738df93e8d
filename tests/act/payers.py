"""Participants with a virtual account each and bills to pay, for tests and measurements of collecting.

Payers are numbered from 1. Every fifth takes the exact amount only, the others any amount.
"""

from datetime import date
from typing import Any, Protocol

CHANNEL = "BANK_T"
MONTH = date(2026, 11, 1)
PARTICIPANTS = """
INSERT INTO ledger.participant (participant_id, subject, name, region_code, entered_by)
SELECT i, decode(lpad(to_hex(i), 32, '0'), 'hex'), 'PESERTA ' || i, '32.01.01.2001', 0 FROM generate_series(1, %s) AS i
"""
ACCOUNTS = """
INSERT INTO ledger.virtual_account (number, participant_id, amount_rule)
SELECT '88888' || lpad(i::text, 10, '0'), i, CASE WHEN i %% 5 = 0 THEN 'EXACT' ELSE 'ANY' END
FROM generate_series(1, %s) AS i
"""
PURSES = """
INSERT INTO ledger.account (kind, participant_id)
SELECT kind, i FROM generate_series(1, %s) AS i, unnest(ARRAY['CREDIT', 'RECEIVABLE']) AS kind
"""
BILLS = """
INSERT INTO ledger.bill (bill_id, participant_id, kind, month, due_on, amount_idr)
SELECT md5('bill' || i || '/' || m)::uuid, i, 'BPU', (%s::date - m * interval '1 month')::date,
    (%s::date - m * interval '1 month' + interval '14 days')::date, %s
FROM generate_series(1, %s) AS i, generate_series(0, %s - 1) AS m
"""


class Executes(Protocol):
    """A cursor or connection."""

    def execute(self, query: Any, params: Any = ..., /) -> Any:
        """Execute a statement."""


def write_payers(base: Executes, payers: int, *, amount_idr: int, months: int = 1) -> None:
    """So many payers, each with a virtual account and bills of `amount_idr` for the last months."""
    base.execute(PARTICIPANTS, [payers])
    base.execute(ACCOUNTS, [payers])
    base.execute(PURSES, [payers])
    base.execute(BILLS, [MONTH, MONTH, amount_idr, payers, months])


def account_no(payer: int) -> str:
    """The virtual account of a payer."""
    return f"88888{payer:010d}"
