"""What was a person told, by which way, and what could not be delivered?"""

from datetime import UTC, datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from payung.act.public import worded
from payung.ledger.public import outbox, own_person_id, person_file
from payung.web.page import page
from payung.web.templatetags.words import label, language

OUTCOMES = ("QUEUED", "SENT", "FAILED", "DEAD", "CURED", "NO_CONSENT")
A_PAGE = 30


@page("notice.own", methods=("GET", "POST"))
def own_notices(request: HttpRequest) -> HttpResponse:
    """What the reader's family was told, and by which ways it may be; a POST says yes or no to one."""
    person_id = own_person_id(request.user)
    if person_id is None:
        raise Http404
    subject, region_code = outbox.subject_of(person_id)
    if request.method == "POST":
        channel = request.POST.get("channel", "")
        if channel not in ("WHATSAPP", "SMS"):
            raise Http404
        file = person_file(person_id)
        is_asked, has_phone = request.POST.get("allow") == "1", bool(file and file.person.phone)
        is_allowed = is_asked and has_phone
        outbox.choose_contact(
            subject,
            region_code,
            channel,
            file.person.phone if file and is_allowed else None,
            is_allowed=is_allowed,
            language=language(),
            at=datetime.now(UTC),
        )
        _tell(request, channel, is_asked=is_asked, has_phone=has_phone)
        return redirect("own_notices")
    allowed = {channel for channel, _, _ in outbox.contacts_of(subject)}
    ways = [(channel, channel in allowed) for channel in ("WHATSAPP", "SMS")]
    return render(request, "payer/notices.html", {"rows": _rows(None, 0), "ways": ways})


def _tell(request: HttpRequest, channel: str, *, is_asked: bool, has_phone: bool) -> None:
    name = label(channel, "channels")
    if is_asked and not has_phone:
        messages.error(
            request,
            gettext("Nomor telepon Anda belum ada dalam data. Sampaikan nomornya ke petugas desa atau kantor BPJS."),
        )
    elif is_asked:
        messages.success(request, gettext("Mulai sekarang pesan dikirim lewat %s.") % name)
    else:
        messages.success(request, gettext("Pesan tidak dikirim lagi lewat %s.") % name)


@page("notice.read")
def all_notices(request: HttpRequest) -> HttpResponse:
    """The outbox in the reader's region: `?keadaan=` of one outcome, `?mulai=` from a row on."""
    outcome = request.GET.get("keadaan", "")
    start = request.GET.get("mulai", "0")
    offset = int(start) if start.isdecimal() and len(start) < 7 else 0
    chosen = outcome if outcome in OUTCOMES else None
    rows = _rows(chosen, offset)
    counts = outbox.notice_counts()
    context = {
        "rows": rows[:A_PAGE],
        "after": offset + A_PAGE if len(rows) > A_PAGE else None,
        "counts": [(name, counts.get(name, 0)) for name in OUTCOMES],
        "chosen": chosen,
        "is_officer": True,
    }
    return render(request, "payer/notices.html", context)


def _rows(outcome: str | None, offset: int) -> list[tuple[outbox.NoticeRow, object]]:
    found = outbox.notices(outcome, A_PAGE + 1, offset)
    return [(row, worded(row.kind, row.facts, language())) for row in found]
