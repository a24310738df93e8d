"""Does the money agree? The bank's statement read, money that is nobody's yet, a day's journal, and the trial balance.

The books are one for the whole nation: who reads for a region is told so, since a part of them does not sum to zero.
"""

import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from payung.act.public import StatementUnreadable, check_gift, propose_gift, reconcile, statement_of
from payung.ledger.public import (
    JOURNAL_COLUMNS,
    ProposalRow,
    SuspenseRow,
    banks,
    day_total,
    findings,
    journal,
    log_access,
    may,
    missing_payments,
    profile_of,
    proposals_of,
    suspense,
    trial_balance,
)
from payung.terms.public import codes
from payung.web.page import page

JAKARTA = ZoneInfo("Asia/Jakarta")
BYTES_MAX = 20_000_000
BANK = re.compile(r"[A-Z0-9_]{2,32}")
ACCOUNT = re.compile(r"[0-9]{6,28}")
APPROVED, RETURNED = "APPROVED", "RETURNED"


@page("money.read")
def money(request: HttpRequest) -> HttpResponse:
    """The books of today: balances, what waits, what banks said; `?hari=` chooses the day of the journal."""
    if profile_of(request.user).region_code:
        return render(request, "officer/money_region.html")
    return render(request, "officer/money.html", _books(request))


@page("money.read")
def money_journal(request: HttpRequest) -> HttpResponse:
    """The postings entered on the day `?hari=` as CSV; every line moves the same amount from one account to another."""
    if profile_of(request.user).region_code:
        raise Http404
    day = _day(request.GET.get("hari", ""), _today())
    log_access("EXPORT", people=day_total(day).count, detail=f"journal {day.isoformat()}")
    # Read whole inside the request's scope: the scope ends before a streamed answer is sent.
    lines = list(_csv(journal(day)))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="payung-jurnal-{day.isoformat()}.csv"'
    return response


@page("money.reconcile", methods=("POST",))
def money_statement(request: HttpRequest) -> HttpResponse:
    """Read a bank's statement (`rekening`), complete up to a day (`sampai`), and put the books right by it."""
    channel, upload = request.POST.get("bank", "").strip().upper(), request.FILES.get("rekening")
    until = _day(request.POST.get("sampai", ""), None)
    problem = _problem(channel, upload, until)
    if problem:
        return render(request, "officer/money.html", _books(request) | {"problem": problem}, status=422)
    try:
        lines, rejects = statement_of(upload.read(), upload.name)
    except StatementUnreadable as error:
        said = gettext("Berkas ini tidak terbaca sebagai rekening koran. Simpan sebagai CSV, lalu kirim lagi.")
        if error.columns:
            said = gettext("Berkas ini bukan rekening koran. Kolom yang tidak ada: %s.") % ", ".join(error.columns)
        shown = _books(request) | {"problem": said}
        return render(request, "officer/money.html", shown, status=422)
    found = reconcile(lines, channel=channel, until=until, at=datetime.now(UTC))
    context = {"found": found, "lines": len(lines), "rejects": rejects, "channel": channel, "until": until}
    return render(request, "officer/money_statement.html", context)


@page("money.reconcile", methods=("POST",))
def money_assign(request: HttpRequest, payment_id: UUID) -> HttpResponse:
    """Propose to give money that waits in suspense to the virtual account `rekening`, for the reason `alasan`."""
    account_no = re.sub(r"\s", "", request.POST.get("rekening", ""))
    words = request.POST.get("alasan", "").strip()
    outcome = "UNKNOWN_ACCOUNT"
    if ACCOUNT.fullmatch(account_no):
        number = _number(request.POST.get("nomor", ""))
        outcome = propose_gift(number, payment_id, account_no, words, on=_today(), at=datetime.now(UTC))
    if outcome == "PROPOSED":
        log_access("LIST", people=1, detail=f"suspense {payment_id} proposed")
        messages.success(request, gettext("Usulan ke rekening %s menunggu pemeriksa.") % account_no)
        return redirect("money")
    context = _books(request) | {"refusal": outcome, "refused": payment_id, "typed": account_no, "typed_words": words}
    return render(request, "officer/money.html", context, status=422)


@page("money.check", methods=("POST",))
def money_check(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Approve a proposal, with which the money moves (`putusan` APPROVED), or return it (RETURNED) with a `catatan`."""
    verdict = request.POST.get("putusan", "")
    if verdict not in (APPROVED, RETURNED):
        raise Http404
    note = request.POST.get("catatan", "").strip() or None
    number = _number(request.POST.get("nomor", ""))
    outcome = check_gift(number, proposal_id, verdict, note, on=_today(), at=datetime.now(UTC))
    if outcome in ("ASSIGNED", "RETURNED"):
        log_access("LIST", people=1, detail=f"suspense proposal {proposal_id} {outcome.lower()}")
        given = gettext("Disetujui: uang itu kini ada di rekening yang diusulkan.")
        messages.success(request, given if outcome == "ASSIGNED" else gettext("Usulan dikembalikan kepada pengusul."))
        return redirect("money")
    context = _books(request) | {"refusal": outcome, "refused": proposal_id}
    return render(request, "officer/money.html", context, status=422)


def _books(request: HttpRequest) -> dict[str, Any]:
    today = _today()
    day = _day(request.GET.get("hari", ""), today)
    rows, waiting = suspense()
    unseen, missing = missing_payments()
    newest, counts = findings()
    kinds = trial_balance()
    told = proposals_of([row.payment_id for row in rows])
    log_access("LIST", people=len(rows) + len(unseen), detail="money")
    return {
        "kinds": kinds,
        "debit_idr": sum(kind.debit_idr for kind in kinds),
        "credit_idr": sum(kind.credit_idr for kind in kinds),
        "balance_idr": sum(kind.balance_idr for kind in kinds),
        "suspense": [_waiting(row, told.get(row.payment_id, []), today) for row in rows],
        "user_id": request.user.pk,
        "waiting": waiting,
        "missing_rows": [(row, (today - row.paid_on).days) for row in unseen],
        "missing": missing,
        "findings": newest,
        "counts": [(code, counts.get(code, 0)) for code in codes("money_findings")],
        "banks": banks(),
        "today": today,
        "yesterday": today - timedelta(days=1),
        "day": day,
        "day_total": day_total(day),
        "may_reconcile": may(request.user, "money.reconcile"),
        "may_check": may(request.user, "money.check"),
    }


def _waiting(row: SuspenseRow, told: list[ProposalRow], today: date) -> dict[str, Any]:
    """A payment that waits: for how many days, the proposal that stands open, and the newest that was returned."""
    newest = told[0] if told else None
    return {
        "row": row,
        "days": (today - row.paid_on).days,
        # What is sent twice from one form is done once.
        "number": uuid4(),
        "open": newest if newest and newest.verdict is None else None,
        "returned": newest if newest and newest.verdict == RETURNED else None,
    }


def _number(text: str) -> UUID:
    """The number a form was made with, so that sending it twice is done once; a new one for another text."""
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def _problem(channel: str, upload: Any, until: date | None) -> str:
    if not BANK.fullmatch(channel):
        return gettext("Sebutkan kode banknya, misalnya BANK_A.")
    if until is None:
        return gettext("Sebutkan sampai tanggal berapa rekening koran ini lengkap.")
    if upload is None or not upload.size:
        return gettext("Pilih berkas rekening koran (CSV).")
    if upload.size > BYTES_MAX:
        return gettext("Berkasnya terlalu besar; kirim per hari, paling banyak 20 MB.")
    return ""


def _csv(rows: Iterator[tuple[Any, ...]]) -> Iterator[str]:
    written = io.StringIO()
    writer = csv.writer(written)
    for row in (JOURNAL_COLUMNS, *rows):
        writer.writerow("" if value is None else value for value in row)
        yield written.getvalue()
        written.seek(0)
        written.truncate()


def _today() -> date:
    return datetime.now(JAKARTA).date()


def _day(text: str, otherwise: Any) -> Any:
    """The day a text names; `otherwise` for another text."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise
