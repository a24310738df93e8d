"""What becomes of a collective's list? Each row is taken or refused by itself; those taken are on one bill.

Who pays decides what a list may enrol in: an association, cooperative, platform, village or sponsor enrols workers in
BPU; a regional government enrols workers in BPU (without the discount that its budget is not given) and residents in
JKN. The same file again is the same list.
"""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from payung.act.enrol.judge import Judged, in_order, judge
from payung.act.enrol.list_file import ReadRow
from payung.act.enrol.once import taken_once
from payung.act.enrol.price import Price, is_priority, payer_word, region_price, work_prices
from payung.act.enrol.worker import SPACE, first_bill, needs_rescue, new_attempt, work_rows
from payung.ledger.public import (
    Known,
    ListRow,
    NewEnrolment,
    NewLine,
    coverage,
    enter_attempts,
    enter_enrolments,
    enter_list,
    participants_of,
    resolve_attempts,
    virtual_account_of,
)

REGION = "REGION"
# The kind under which the months after the first are billed to the same payer (`bill.py`).
BILL_KINDS = {"BPU": "COLLECTIVE", "JKN": "JKN"}


@dataclass(frozen=True)
class Collective:
    """Who hands a list in and pays: a party of the ledger (payung.ledger, `party_of`)."""

    party_id: int
    kind: str
    region_code: str


class NotThisProgramme(Exception):
    """A collective of this kind enrols nobody in this programme."""


def enrol_list(
    rows: Sequence[ReadRow],
    collective: Collective,
    programme: str,
    *,
    file_name: str,
    content: bytes,
    on: date,
    at: datetime,
) -> ListRow:
    """Take a list: whoever may be enrolled is, the others become failed attempts with their reasons; one bill for all.

    `content` are the file's bytes, of which, with party and programme, the list's id is drawn. Whom somebody else
    enrols meanwhile is refused like whoever was enrolled before. Raises NotThisProgramme.
    """
    if programme not in BILL_KINDS or (programme == "JKN" and collective.kind != REGION):
        raise NotThisProgramme(programme)
    list_id = list_id_of(collective.party_id, programme, content)

    def enter(known_at: datetime) -> None:
        _judge_and_enter(list_id, rows, collective, programme, file_name, on, known_at)

    return taken_once(list_id, collective.party_id, enter, at=at)


def _judge_and_enter(
    list_id: uuid.UUID,
    rows: Sequence[ReadRow],
    collective: Collective,
    programme: str,
    file_name: str,
    on: date,
    at: datetime,
) -> None:
    """Judge every row by what holds now, and enter the whole. Raises Overlap where somebody was enrolled meanwhile."""
    judged = judge([row.told for row in rows], programme, on=on, at=at, faults=[row.faults for row in rows])
    judged = _once_each(judged)
    prices = _prices(judged, collective, programme, on)
    lines, amount = _enter(list_id, rows, judged, prices, collective, programme, on, at)
    bill_id = None
    if amount:
        bill_id = first_bill(list_id, BILL_KINDS[programme], _whole(prices, amount), at, party_id=collective.party_id)
        virtual_account_of(party_id=collective.party_id)
    head = {
        "list_id": list_id,
        "party_id": collective.party_id,
        "region_code": collective.region_code,
        "programme": programme,
        "file_name": file_name,
        "as_of": on,
        "rows_read": len(rows),
        "rows_taken": sum(not line.causes for line in lines),
        "amount_idr": amount,
        "bill_id": bill_id,
        "recorded_at": at,
    }
    enter_list(head, lines)


def list_id_of(party_id: int, programme: str, content: bytes) -> uuid.UUID:
    """The id under which this file of this party is entered once."""
    return uuid.uuid5(SPACE, f"list|{party_id}|{programme}|{hashlib.sha256(content).hexdigest()}")


def _once_each(judged: list[Judged]) -> list[Judged]:
    """Two rows of one person, told with different names or dates, are one enrolment; the later row is refused."""
    seen: set[int] = set()
    found = []
    for one in judged:
        if one.may and one.known is not None:
            if one.known.person_id in seen:
                one = Judged(one.told, one.known, in_order(["REPEATED_ROW"]))
            seen.add(one.known.person_id)
        found.append(one)
    return found


def _prices(judged: Sequence[Judged], collective: Collective, programme: str, on: date) -> list[Price]:
    """A price for each who may be enrolled, in order."""
    taken = [one.told for one in judged if one.may]
    if programme == "BPU":
        return work_prices(taken, on=on, payer=payer_word(collective.kind))
    price = region_price(1, on=on, is_same_day=is_priority_regency(collective.region_code[:5], on))
    return [price] * len(taken)


def is_priority_regency(regency: str, on: date) -> bool:
    """Whether UHC Prioritas holds in a regency by the counts of the load."""
    counts = [row for row in coverage("regency", regency[:2], "JKN") if row.region_code == regency]
    return is_priority(
        residents=sum(row.people for row in counts),
        registered=sum(row.registered for row in counts),
        active=sum(row.people for row in counts if row.status == "ACTIVE"),
        on=on,
    )


def _whole(prices: Sequence[Price], amount: int) -> Price:
    first = prices[0]
    return Price(amount, (), 0, 0, first.reason, first.month, first.pay_from, first.due_on, first.articles)


def _enter(
    list_id: uuid.UUID,
    rows: Sequence[ReadRow],
    judged: Sequence[Judged],
    prices: Sequence[Price],
    collective: Collective,
    programme: str,
    on: date,
    at: datetime,
) -> tuple[list[NewLine], int]:
    """Enrolments, failed attempts and what became of each row; and the month's contribution of all."""
    party_id = collective.party_id
    persons = [one.known.person_id for one in judged if one.may and one.known]
    participants = participants_of(persons)
    attempts, enrolments, lines = [], [], []
    price_of = iter(prices)
    for row, one in zip(rows, judged, strict=True):
        if one.may and one.known is not None:
            price, participant_id = next(price_of), participants[one.known.person_id]
            if programme == "BPU":
                enrolments += work_rows(list_id, one.known, participant_id, one.told, on, party_id=party_id)
            else:
                enrolments.append(health_row(list_id, one.known, participant_id, party_id, price, on))
            taken = NewLine(row.row, one.told.name, one.told.nik, (), participant_id, None, price.amount_idr)
            lines.append(taken)
            continue
        attempt_id = None
        if needs_rescue(one):
            where = collective.region_code
            attempt = new_attempt(list_id, programme, one, str(row.row), party_id=party_id, region=where)
            attempts.append(attempt)
            attempt_id = attempt.attempt_id
        lines.append(NewLine(row.row, one.told.name, one.told.nik, one.causes, None, attempt_id))
    enter_enrolments(enrolments, at=at)
    resolve_attempts(list_id, programme, [one.known.subject for one in judged if one.may and one.known])
    enter_attempts(attempts, at=at)
    return lines, sum(line.amount_idr for line in lines)


def health_row(
    act_id: uuid.UUID, known: Known, participant_id: int, party_id: int, price: Price, on: date
) -> NewEnrolment:
    """The row of a resident for whom a region pays in JKN."""
    return NewEnrolment(
        act_id=act_id,
        participant_id=participant_id,
        subject=known.subject,
        region_code=known.region_code,
        programme="JKN",
        segment="PBPU_PEMDA",
        since=on,
        pay_from=price.pay_from,
        party_id=party_id,
        care_class=None,
    )
