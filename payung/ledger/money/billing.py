"""What does everybody owe for a month? The law's rules on the live rows, one statement for a range of payers.

The rules are those of `payung/reckon/rules`, compiled for PostgreSQL with the law put in, so that a bill and the
calculator cannot differ. A statement enters the bills that are not there yet, each under an id drawn from payer, kind
and month, and only for those enters lines and postings: a statement that is killed leaves nothing, one that is repeated
adds nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import batched
from pathlib import Path
from typing import Any

from django.db import connection

from payung.law.public import Law, NotInForce, load_law
from payung.ledger.base.identity import month_key
from payung.ledger.enrol.enrolment import first_bill_id
from payung.ledger.error import BooksIncomplete
from payung.ledger.money.payer import party_of
from payung.ledger.person.death import Dead, of_party, of_payers
from payung.ledger.reader.scope import system_scope
from payung.reckon.public import compiled, evaluate
from payung.terms.public import names

BILL = Path(__file__).parent / "sql" / "bill.sql"
MINIMUM_WAGE = "pu.minimum_wage"
HEALTH, WORK = "BPJS_KESEHATAN", "BPJS_KETENAGAKERJAAN"
STATE = "NEGARA"
RULES = (
    *("bpu.membership", "jkn.pbpu.contribution", "jkn.pbi.contribution", "jkn.pbpu_pemda.contribution"),
    *("jkn.ppu_bu.contribution", "jkn.ppu_pn.contribution"),
    *("jkk.bpu.contribution", "jkm.bpu.contribution", "jht.bpu.contribution"),
    *("jkk.pu.contribution", "jkm.pu.contribution", "jht.pu.contribution", "jp.pu.contribution"),
)
# Each saver holds a lock until the end of the transaction, and the base has room for a few thousand.
SAVERS_AT_ONCE = 500
# Why an enrolment is not billed (payung.terms, `unbilled`).
REASONS = (
    *("DECEASED", "ARREARS_CAP", "GRACE_OVER", "PAYER_UNFIT", "NOT_MONTHLY", "RISK_UNKNOWN", "CLASS_UNKNOWN"),
    *("WAGE_UNKNOWN", "WITHOUT_RULE", "BILL_DIFFERS"),
)
# What a line rests on and is not wholly known (payung.terms, `line_notes`).
NOTES = ("FLOOR_UNKNOWN", "FLOOR_OF_PROVINCE", "KIN_UNKNOWN")
# Whose share it is where a residence lies in no province that is known.
NO_PROVINCE = "00"
# The worker and the spouse: of whom a wage covers, the others are children.
COUPLE = 2


@dataclass(frozen=True)
class Month:
    """A month to bill, as the law has it: due days by kind, the cap of arrears, and the months of grace.

    The cap and the grace are None where the law of the month knows none: then every month is owed. `minimum_wages` are
    those known of regions, None where no wage has a floor; `children` is how many the wage of a parent covers. A bill
    given out on `told_on` is not due before it.
    """

    month: date
    as_of: date
    due_on: Mapping[str, date]
    arrears_max: int | None
    grace_months: int | None
    minimum_wages: Mapping[str, int] | None
    children: int
    told_on: date | None = None


@dataclass(frozen=True)
class Chunk:
    """What one statement did: bills, lines and rupiah entered, how many were not billed for which reason, and how many
    lines rest on something that is not wholly known (`noted`).
    """

    bills: int
    lines: int
    amount_idr: int
    left_out: Mapping[str, int]
    noted: Mapping[str, int]


def month_of(month: date, as_of: date) -> Month:
    """What the law says of a contribution month on a day. Raises LawError where it says nothing of that month."""
    law = load_law()
    days = {"JKN": "jkn.due_day", "BPU": "bpu.due_day", "PU": "pu.due_day"}
    due_on = {kind: _due_on(rule, month) for kind, rule in days.items()}
    return Month(
        month,
        as_of,
        due_on,
        _number(law, "jkn.arrears_months_max", month),
        _number(law, "bpu.grace_months", month),
        _minimum_wages(law, month),
        int(str(law.value("jkn.ppu.family_covered", month))) - COUPLE,
    )


def ensure_books() -> None:
    """The agencies, the state, every province, and the accounts to which bills are posted; harmless when repeated."""
    with system_scope(), connection.cursor() as cursor:
        party_of(HEALTH, "AGENCY", "BPJS Kesehatan")
        party_of(WORK, "AGENCY", "BPJS Ketenagakerjaan")
        party_of(STATE, "STATE", "Negara (APBN)")
        known = names("provinces")
        cursor.execute(PROVINCES, [[*known, NO_PROVINCE], [*known.values(), "(tidak diketahui)"]])
        cursor.execute(INCOME)
        cursor.execute(FEES)
        cursor.execute(SUBSIDIES)


def payers() -> tuple[int, list[int]]:
    """The highest number of a participant who pays (0 where there is none), and the parties that pay for others."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(payer_id), 0) FROM ledger.enrolment")
        last = int(cursor.fetchone()[0])
        cursor.execute("SELECT DISTINCT party_id FROM ledger.enrolment WHERE party_id IS NOT NULL ORDER BY 1")
        return last, [party for (party,) in cursor.fetchall()]


def bill_participants(of: Month, after: int, until: int, at: datetime, *, dead: Sequence[Dead] = ()) -> Chunk:
    """Bill the participants numbered above `after` up to `until` who pay for themselves, in one transaction.

    `dead` are those of whom the load tells that they died (`dead_before`).
    """
    return _bill(of, {"after": after, "until": until, "party": None}, at, of_payers(dead, after, until))


def bill_party(of: Month, party_id: int, at: datetime, *, dead: Sequence[Dead] = ()) -> Chunk:
    """Bill a party for all for whom it pays, in one transaction: one bill of a collective, one an agency of others.

    `dead` as above.
    """
    return _bill(of, {"after": None, "until": None, "party": party_id}, at, of_party(dead, party_id))


def spend(of: Month, at: datetime, *, after: int = 0, until: int = 0, party_id: int | None = None) -> int:
    """Pay whole bills from what these payers have saved; how many bills. May be repeated, and must be after a kill."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(SAVERS, [after, until])
        savers = [payer for (payer,) in cursor.fetchall()]
    pieces: list[tuple[list[int | None], list[int | None]]] = [
        (list(piece), [None] * len(piece)) for piece in batched(savers, SAVERS_AT_ONCE)
    ]
    if party_id is not None:
        pieces.append(([None], [party_id]))
    paid = 0
    for piece in pieces:
        with system_scope(), connection.cursor() as cursor:
            cursor.execute(SPEND, [*piece, of.as_of, at])
            paid += int(cursor.fetchone()[0])
    return paid


def _bill(of: Month, payers: Mapping[str, int | None], at: datetime, dead: Sequence[int]) -> Chunk:
    values: dict[str, Any] = {
        **payers,
        "dead": list(dead),
        "provinces": list(names("provinces")),
        "month": of.month,
        "month_key": month_key(of.month),
        "as_of": of.as_of,
        "at": at,
        "cap": None if of.arrears_max is None else of.arrears_max - 1,
        "grace": of.grace_months,
        "has_floor": of.minimum_wages is not None,
        "floor_regions": list(of.minimum_wages or ()),
        "floor_idr": list((of.minimum_wages or {}).values()),
        "children": of.children,
        "told_on": of.told_on,
        "due_jkn": of.due_on["JKN"],
        "due_bpu": of.due_on["BPU"],
        "due_pu": of.due_on["PU"],
    }
    holder = "participant_id" if payers["party"] is None else "party_id"
    with system_scope(), connection.cursor() as cursor:
        # The night's work is not a page: a party may pay for a hundred thousand.
        cursor.execute("SET LOCAL statement_timeout = '10min'")
        # Nothing is known of the sizes of the steps within a statement: joins of steps are always hashed.
        cursor.execute("SET LOCAL enable_nestloop = off")
        _lock(cursor, of.month, payers)
        cursor.execute(OWED[holder], values)
        cursor.execute(ACTS.format(WORDS[holder]["payers"]), values)
        acts = [act_id for (act_id,) in cursor.fetchall()]
        values |= {"acts": acts, "firsts": [first_bill_id(act_id) for act_id in acts], **_gone(cursor, values)}
        cursor.execute(_statement(holder), values)
        bills, lines, amount_idr, *counts, unbooked = cursor.fetchone()
        if unbooked:
            # Within the transaction: nothing of the statement stays.
            raise BooksIncomplete(f"{unbooked} rupiah of subsidies have no account to be posted to")
    left_out, noted = counts[: len(REASONS)], counts[len(REASONS) :]
    return Chunk(
        bills, lines, amount_idr, dict(zip(REASONS, left_out, strict=True)), dict(zip(NOTES, noted, strict=True))
    )


def _gone(cursor: Any, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Bills of these payers that were withdrawn, and the acts whose first bill is among them: they owe nothing."""
    withdrawn: list[Any] = []
    acts: list[Any] = []
    if values["party"] is None:
        cursor.execute(WITHDRAWN, values)
        withdrawn = [bill_id for (bill_id,) in cursor.fetchall()]
    if withdrawn:
        known = set(withdrawn)
        cursor.execute(ACTS_OF_WITHDRAWN, [withdrawn])
        acts = [act_id for (act_id,) in cursor.fetchall() if first_bill_id(act_id) in known]
    return {"withdrawn": withdrawn, "gone": acts}


def _lock(cursor: Any, month: date, payers: Mapping[str, int | None]) -> None:
    """Nobody else completes the same bills meanwhile: ranges are billed side by side, but none twice at once, and one
    payer alone, as when a fact is told, while no range of the month is.
    """
    after, until, party = payers["after"], payers["until"], payers["party"]
    is_alone = after is not None and until is not None and until - after == 1
    lock = "pg_advisory_xact_lock" if is_alone else "pg_advisory_xact_lock_shared"
    cursor.execute(f"SELECT {lock}(hashtextextended('bill/' || %s::date, 0))", [month])
    own = "SELECT pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'bill', %s::date, %s::text, %s::text), 0))"
    cursor.execute(own, [month, party, after])


@lru_cache(maxsize=2)
def _statement(holder: str) -> str:
    text = BILL.read_text(encoding="utf-8")
    for rule in RULES:
        text = text.replace(f"<{rule}>", compiled(rule, "postgres").replace("%", "%%"))
    for place, words in WORDS[holder].items():
        text = text.replace(f"<{place}>", words)
    return text


def _number(law: Law, parameter: str, month: date, *keys: str) -> int | None:
    try:
        return int(str(law.value(parameter, month, *keys)))
    except NotInForce:
        return None


def _minimum_wages(law: Law, month: date) -> dict[str, int] | None:
    try:
        law.value("jkn.ppu.wage_floor", month)
    except NotInForce:
        return None
    known = ((region, _number(law, MINIMUM_WAGE, month, region)) for region in law.parameter(MINIMUM_WAGE).timelines)
    return {region: amount for region, amount in known if amount is not None}


def _due_on(rule: str, month: date) -> date:
    answer = evaluate(rule, on=month, inputs=[{"contribution_month": month}])[0]
    due_on: Any = answer.values["due_on"]
    return due_on  # type: ignore[no-any-return]


PROVINCES = """
INSERT INTO ledger.party (code, kind, name, region_code)
SELECT 'DAERAH-' || p.code, 'REGION', 'Pemerintah daerah ' || p.name, CASE p.code WHEN '00' THEN '' ELSE p.code END
FROM unnest(%s::text[], %s::text[]) AS p (code, name)
WHERE NOT EXISTS (SELECT FROM ledger.party t WHERE t.code = 'DAERAH-' || p.code) ON CONFLICT (code) DO NOTHING
"""
INCOME = """
INSERT INTO ledger.account (kind, programme, party_id)
SELECT 'INCOME', i.programme, p.party_id
FROM (VALUES ('JKN', 'BPJS_KESEHATAN'), ('JKK', 'BPJS_KETENAGAKERJAAN'), ('JKM', 'BPJS_KETENAGAKERJAAN'),
    ('JHT', 'BPJS_KETENAGAKERJAAN'), ('JP', 'BPJS_KETENAGAKERJAAN')) AS i (programme, code)
JOIN ledger.party p USING (code) ON CONFLICT DO NOTHING
"""
FEES = """
INSERT INTO ledger.account (kind, programme, party_id)
SELECT 'LATE_FEE', f.programme, p.party_id FROM unnest(ARRAY['JKK', 'JKM', 'JHT', 'JP']) AS f (programme)
JOIN ledger.party p ON p.code = 'BPJS_KETENAGAKERJAAN' ON CONFLICT DO NOTHING
"""
SUBSIDIES = """
INSERT INTO ledger.account (kind, programme, party_id)
SELECT 'SUBSIDY', 'JKN', party_id FROM ledger.party WHERE kind IN ('STATE', 'REGION') ON CONFLICT DO NOTHING
"""
# What the statement's places say where participants pay, and where a party does.
RANGE = "{0} > %(after)s::bigint AND {0} <= %(until)s::bigint"
WORDS = {
    "participant_id": {
        "payers": RANGE.format("e.payer_id"),
        "payer": "e.payer_id",
        "bills": RANGE.format("b.participant_id"),
        "owed": "a.party_id IS NULL AND " + RANGE.format("a.participant_id"),
        "holder": "participant_id",
    },
    "party_id": {
        "payers": "e.party_id = %(party)s::bigint",
        "payer": "e.party_id",
        "bills": "b.party_id = %(party)s::bigint",
        "owed": "a.participant_id IS NULL AND a.party_id = %(party)s::bigint",
        "holder": "party_id",
    },
}
# The acts of enrolment that may have given out a bill of the month.
ACTS = """
SELECT DISTINCT e.act_id FROM ledger.enrolment e
WHERE {} AND e.superseded_at IS NULL AND e.pay_from >= %(month)s::date - interval '1 month'
    AND e.pay_from < %(month)s::date + interval '1 month'
"""
# Only who pays for himself has such bills; they are few.
WITHDRAWN = """
SELECT w.bill_id FROM ledger.bill_withdrawal w JOIN ledger.bill b USING (bill_id)
WHERE b.participant_id > %(after)s::bigint AND b.participant_id <= %(until)s::bigint
"""
ACTS_OF_WITHDRAWN = """
SELECT DISTINCT e.act_id FROM ledger.bill b JOIN ledger.enrolment e ON e.payer_id = b.participant_id
WHERE b.bill_id = ANY (%s::uuid[])
"""
# The accounts of what is owed, made at a payer's first bill.
OWED = {
    "participant_id": """
INSERT INTO ledger.account (kind, participant_id)
SELECT DISTINCT 'RECEIVABLE', e.payer_id FROM ledger.enrolment e
WHERE e.payer_id > %(after)s::bigint AND e.payer_id <= %(until)s::bigint AND NOT EXISTS (
    SELECT FROM ledger.account a WHERE a.participant_id = e.payer_id AND a.kind = 'RECEIVABLE' AND a.programme IS NULL)
ORDER BY 2 ON CONFLICT DO NOTHING
""",
    "party_id": """
INSERT INTO ledger.account (kind, party_id) VALUES ('RECEIVABLE', %(party)s::bigint) ON CONFLICT DO NOTHING
""",
}
# Who has saved something and owes something; few of a chunk. Written out: a function would look anew, for each of many
# payers, whose rows it may see.
SAVERS = """
SELECT a.participant_id FROM ledger.account a
WHERE a.participant_id > %s AND a.participant_id <= %s AND a.kind = 'CREDIT'
    AND coalesce((SELECT sum(p.amount_idr) FROM ledger.posting p WHERE p.credit_id = a.account_id), 0)
        > coalesce((SELECT sum(p.amount_idr) FROM ledger.posting p WHERE p.debit_id = a.account_id), 0)
    AND EXISTS (SELECT FROM ledger.bill b WHERE b.participant_id = a.participant_id AND b.amount_idr
        > coalesce((SELECT sum(l.amount_idr) FROM ledger.allocation l WHERE l.bill_id = b.bill_id), 0))
ORDER BY 1
"""
SPEND = """
SELECT coalesce(sum(s.settled), 0)::bigint FROM unnest(%s::bigint[], %s::bigint[]) AS saver (participant_id, party_id),
    LATERAL ledger.spend_credit(current_setting('payung.context'), saver.participant_id, saver.party_id, %s::date,
        %s::timestamptz) AS s
"""
