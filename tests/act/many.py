"""Very many who are enrolled and owe, for proofs and measurements of billing: written by sets, numbered from 1.

Everybody works for oneself (JKK and JKM); every third also pays JKN for oneself; every seventh has saved something.
"""

from datetime import date
from typing import Any, Protocol

SINCE = date(2026, 1, 1)


class Executes(Protocol):
    """A cursor or connection."""

    def execute(self, query: Any, params: Any = ..., /) -> Any:
        """Execute a statement."""


def write_many(base: Executes, payers: int, *, saves: bool = True) -> None:
    """So many participants with their enrolments, past row security; nobody has saved anything where not `saves`."""
    base.execute(PARTICIPANTS, [payers])
    base.execute(ENROLMENTS, [SINCE, SINCE, payers])
    if saves:
        base.execute(CREDIT, [payers])
        base.execute(SAVED, [SINCE])


PARTICIPANTS = """
INSERT INTO ledger.participant (participant_id, subject, name, region_code, entered_by)
SELECT i, decode(lpad(to_hex(i), 32, '0'), 'hex'), 'PESERTA ' || i, '32.01.01.2001', 0 FROM generate_series(1, %s) AS i
"""
ENROLMENTS = """
INSERT INTO ledger.enrolment (enrolment_id, act_id, participant_id, subject, region_code, programme, segment, payer_id,
    since, pay_from, care_class, income_monthly_idr, sector, entered_by)
SELECT md5(i || p.programme)::uuid, md5(i::text)::uuid, i, decode(lpad(to_hex(i), 32, '0'), 'hex'), '32.01.01.2001',
    p.programme, p.segment, i, %s, %s, CASE p.programme WHEN 'JKN' THEN 3 END,
    CASE p.programme WHEN 'JKN' THEN NULL ELSE 2000000 END, CASE p.programme WHEN 'JKN' THEN NULL ELSE 'TRADE' END, 0
FROM (SELECT generate_series(1, %s) AS i) n,
    (VALUES ('JKK', 'BPU'), ('JKM', 'BPU'), ('JKN', 'PBPU')) AS p (programme, segment)
WHERE p.programme <> 'JKN' OR i %% 3 = 0
"""
CREDIT = """
INSERT INTO ledger.account (kind, participant_id) SELECT 'CREDIT', i FROM generate_series(1, %s) AS i WHERE i %% 7 = 0
"""
# Ten months of the smallest contribution.
SAVED = """
INSERT INTO ledger.posting (posting_id, entry, debit_id, credit_id, amount_idr, effective_on, kind)
SELECT md5('saved' || a.account_id)::uuid, md5('saved' || a.account_id)::uuid, b.cash_id, a.account_id, 168000, %s,
    'RECEIPT'
FROM ledger.bank_of('BANK_T') b, ledger.account a WHERE a.kind = 'CREDIT'
"""
