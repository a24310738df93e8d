"""What is owed, made of what, by which article, and how is it paid?"""

import base64
import io
from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

import qrcode
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from qrcode.image.svg import SvgPathImage

from payung.act.public import PlanState, articles, offer, plan_states
from payung.ledger.public import bills as books
from payung.ledger.public import current_scope, log_access, search
from payung.web.asked import asked_before, keep
from payung.web.day import acting_day
from payung.web.page import page

SHORTEST = 3


@dataclass(frozen=True)
class Part:
    """What a bill has of one programme: people, the whole, relief, shares of others, what is owed, what of that is held
    back from wages, on what it rests that is not wholly known (people by note), and the articles.
    """

    programme: str
    people: int
    gross_idr: int
    relief_idr: int
    state_idr: int
    region_idr: int
    amount_idr: int
    worker_idr: int
    notes: tuple[tuple[str, int], ...]
    articles: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """A bill as it is shown: with its parts, and whether its day has passed."""

    bill: books.BillRow
    parts: tuple[Part, ...]
    is_late: bool


@dataclass(frozen=True)
class Purse:
    """A payer with what is owed now and later, what was withdrawn or paid, and the number to pay to as a picture."""

    payer: books.PayerRow
    due: tuple[Shown, ...]
    later: tuple[Shown, ...]
    withdrawn: tuple[Shown, ...]
    paid: tuple[Shown, ...]
    payments: tuple[books.PaidRow, ...]
    plans: tuple[PlanState, ...]
    due_idr: int
    may_offer: bool
    picture: str | None


@page("bill.own")
def own_bills(request: HttpRequest) -> HttpResponse:
    """The bills of the reader's own family."""
    payers = books.payers_of(list(current_scope().people))
    day = acting_day()
    return render(request, "payer/bills.html", {"purses": [_purse(one, day) for one in payers], "day": day})


@page("bill.read", methods=("GET", "POST"))
def find_bills(request: HttpRequest) -> HttpResponse:
    """Find a payer by number or name; the newest bills of those who pay for others stand below."""
    if request.method == "POST":
        kept = keep(request, request.POST)
        if kept is not None:
            return kept
    typed = (asked_before(request) or request.POST).get("q", "").strip()
    found = []
    if len(typed) >= SHORTEST:
        people = search(typed)
        found = books.payers_of([line.person_id for line in people])
    context = {
        "typed": typed,
        "found": found,
        "is_asked": bool(typed),
        "parties": books.party_bills(),
        "day": acting_day(),
    }
    return render(request, "payer/find.html", context)


@page("bill.read")
def payer_bills(request: HttpRequest, participant_id: int) -> HttpResponse:
    """The bills of one payer; opening them is entered in the access log."""
    payer = books.payer(participant_id)
    if payer is None:
        raise Http404
    subject, region_code = books.subject_of(participant_id)
    log_access("READ", subject=subject, region=region_code, detail="bills")
    day = acting_day()
    return render(request, "payer/bills.html", {"purses": [_purse(payer, day)], "day": day, "is_officer": True})


@page("bill.read")
def party_bill(request: HttpRequest, bill_id: UUID) -> HttpResponse:
    """One bill of a collective or employer, line by line; of late fees, programme by programme."""
    bill = books.party_bill(bill_id)
    if bill is None:
        raise Http404
    if bill.kind == "LATE_FEE":
        named = dict.fromkeys(one for fee in bill.fees for one in _fee_articles(bill, fee))
        context = {"bill": bill, "late": bill.fees[0], "articles": tuple(named), "day": acting_day()}
        return render(request, "payer/late_fee.html", context)
    people = len({line.participant_id for line in bill.lines})
    context = {
        "shown": _shown(bill, acting_day()),
        "people": people,
        "fees": books.fees_of(bill_id),
        "day": acting_day(),
    }
    return render(request, "payer/party_bill.html", context)


def _purse(payer: books.PayerRow, day: date) -> Purse:
    participant_id = payer.participant_id or 0
    shown = [_shown(bill, day) for bill in books.bills_of(participant_id)]
    waiting = sorted((one for one in shown if one.bill.is_open), key=lambda one: (one.bill.month, one.bill.due_on))
    this_month = day.replace(day=1)
    due = tuple(one for one in waiting if one.bill.month <= this_month)
    plans = tuple(plan_states(participant_id, on=day))
    owed = sum(one.bill.amount_idr - one.bill.paid_idr for one in due)
    return Purse(
        payer,
        due,
        tuple(one for one in waiting if one.bill.month > this_month),
        tuple(one for one in shown if one.bill.withdrawn_on),
        tuple(one for one in shown if not one.bill.is_open and not one.bill.withdrawn_on)[:12],
        tuple(books.payments_of(participant_id)),
        plans,
        max(0, owed - payer.credit_idr),
        not plans and offer(participant_id, on=day).reason is None,
        _picture(payer.account_no),
    )


def _shown(bill: books.BillRow, day: date) -> Shown:
    parts = []
    lines = sorted(bill.lines, key=lambda line: line.programme)
    for programme, group in groupby(lines, lambda line: line.programme):
        rows = list(group)
        relief_idr = sum(row.relief_idr for row in rows)
        parts.append(
            Part(
                programme,
                len(rows),
                sum(row.gross_idr for row in rows),
                relief_idr,
                sum(row.state_idr for row in rows),
                sum(row.region_idr for row in rows),
                sum(row.amount_idr for row in rows),
                sum(row.worker_idr or 0 for row in rows),
                tuple(sorted(Counter(row.note for row in rows if row.note).items())),
                _articles(bill, programme, rows) if bill.kind != "INSTALMENT" else (),
            )
        )
    return Shown(bill, tuple(parts), bill.is_open and bill.due_on < day)


def _articles(bill: books.BillRow, programme: str, rows: list[books.LineRow]) -> tuple[str, ...]:
    """A payer's lines of one programme may rest on a wage or on a fixed sum: the state pays both for its servants and
    for members of the state's list.
    """
    found = []
    for has_base in sorted({row.base_idr is not None for row in rows}):
        of_kind = [row for row in rows if (row.base_idr is not None) == has_base]
        found += articles(
            bill.kind,
            programme,
            bill.month,
            care_class=of_kind[0].care_class,
            has_relief=any(row.relief_idr for row in of_kind),
            has_base=has_base,
            payer=bill.payer_kind,
        )
    return tuple(dict.fromkeys(found))


def _fee_articles(bill: books.BillRow, fee: books.FeeRow) -> tuple[str, ...]:
    return articles(bill.kind, fee.programme, bill.month, care_class=None, has_relief=False)


def _picture(account_no: str | None) -> str | None:
    """The number as a QR picture, to be read by a banking app instead of being typed."""
    if account_no is None:
        return None
    drawn = io.BytesIO()
    qrcode.make(account_no, image_factory=SvgPathImage, box_size=8, border=2).save(drawn)
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.getvalue()).decode()
