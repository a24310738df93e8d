"""People who are enrolled and owe, for tests of billing, instalments and notices.

Participants are numbered from 1: a family of three in class 3 (1 is its head), two self-employed workers (4, 5), two
members of an association (6, 7), and a worker of an employer (8).
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection

from payung.ledger.public import name_uuid, party_of, system_scope

FAMILY, WORKER, FARMER, MEMBERS, EMPLOYED = (1, 2, 3), 4, 5, (6, 7), 8
SINCE = date(2023, 1, 1)
PEOPLE = 8


def write_enrolled(*, since: date = SINCE) -> None:
    """The eight participants with their enrolments."""
    with system_scope(), connection.cursor() as cursor:
        for number in range(1, PEOPLE + 1):
            cursor.execute(
                "INSERT INTO ledger.participant (participant_id, subject, name, region_code, entered_by)"
                " VALUES (%s, %s, %s, '32.01.02.2001', 0)",
                [number, subject(number), f"PESERTA {number}"],
            )
        association = party_of("PASAR", "ASSOCIATION", "Paguyuban Pasar", "32.01")
        employer = party_of("PT", "EMPLOYER", "PT Maju", "32.01")
        for member in FAMILY:
            _enrol(cursor, member, "JKN", "PBPU", since, payer=FAMILY[0], care_class=3)
        for worker, sector, party in (
            (WORKER, "TRANSPORT", None),
            (FARMER, "AGRICULTURE", None),
            *((member, "TRADE", association) for member in MEMBERS),
        ):
            for programme in ("JKK", "JKM"):
                who = {"payer": worker if party is None else None, "party": party}
                _enrol(cursor, worker, programme, "BPU", since, **who, income=2_000_000, sector=sector)
        _enrol(cursor, WORKER, "JHT", "BPU", since, payer=WORKER, income=2_000_000, sector="TRANSPORT")
        _enrol(cursor, EMPLOYED, "JKN", "PPU_BU", since, party=employer, income=5_000_000)
        for programme in ("JKK", "JKM", "JHT", "JP"):
            _enrol(cursor, EMPLOYED, programme, "PU", since, party=employer, income=5_000_000)


def subject(number: int) -> bytes:
    """The lasting index of a participant."""
    return number.to_bytes(16, "big")


def rows(statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Rows as the machine sees them."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(statement, list(values))
        return list(cursor.fetchall())


def pay_all(participant: int, on: date, at: datetime) -> None:
    """Give a participant credit and let it pay what is due."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger.posting (posting_id, entry, debit_id, credit_id, amount_idr, effective_on, kind)"
            " SELECT uuidv7(), uuidv7(), b.cash_id, ledger.account_of('CREDIT', %s::bigint, NULL), o.due, %s::date,"
            " 'RECEIPT' FROM ledger.bank_of('BANK_T') b, (SELECT sum(amount_idr)::bigint AS due"
            " FROM ledger.open_bills(%s::bigint, NULL)) o WHERE o.due > 0",
            [participant, on, participant],
        )
        cursor.execute(
            "SELECT ledger.spend_credit(current_setting('payung.context'), %s::bigint, NULL, %s::date,"
            " %s::timestamptz)",
            [participant, on, at],
        )


def owe_months(
    participant: int, kind: str, first: date, months: int, amount_idr: int, *, at: datetime | None = None
) -> None:
    """Bills of so many months, as earlier runs would have left them; known since now, or since a moment."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger.bill (bill_id, participant_id, kind, month, due_on, amount_idr, recorded_at)"
            " SELECT uuidv7(), %s::bigint, %s::text, m::date, m::date + 9, %s::bigint, coalesce(%s::timestamptz, now())"
            " FROM generate_series(%s::date, %s::date + %s * interval '1 month', interval '1 month') AS m",
            [participant, kind, amount_idr, at, first, first, months - 1],
        )


def _enrol(
    cursor: Any,
    participant: int,
    programme: str,
    segment: str,
    since: date,
    *,
    payer: int | None = None,
    party: int | None = None,
    care_class: int | None = None,
    income: int | None = None,
    sector: str | None = None,
) -> None:
    cursor.execute(
        "INSERT INTO ledger.enrolment (enrolment_id, act_id, participant_id, subject, region_code, programme, segment,"
        " payer_id, party_id, since, pay_from, care_class, income_monthly_idr, sector, entered_by)"
        " VALUES (%s, %s, %s, %s, '32.01.02.2001', %s, %s, %s, %s, %s, %s, %s, %s, %s, 0)",
        [
            *(name_uuid(f"{participant}/{programme}"), name_uuid(str(participant)), participant, subject(participant)),
            *(programme, segment, payer, party, since, since, care_class, income, sector),
        ],
    )
