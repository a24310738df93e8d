"""How does an employer register its workers, and report another wage or the end of work?"""

import re
import uuid
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from payung.act.public import (
    RISKS,
    SCALES,
    EmployerUnfit,
    ListUnreadable,
    enrol_payroll,
    read_list,
    report_end,
    report_wage,
    workers_of,
)
from payung.ledger.public import (
    Conflict,
    Employer,
    employer,
    employers,
    enrolment_lists,
    enter_employer,
    log_access,
    may,
    profile_of,
    virtual_account_of,
)
from payung.reckon.public import word_of
from payung.terms.public import codes, name_of
from payung.web.enrol.form import MONEY_MOST, Now, act_id, day, money, now
from payung.web.page import page
from payung.web.templatetags.words import language

SHOWN = 50
CODE = re.compile(r"[A-Z0-9][A-Z0-9.-]{3,29}")


@page("enrol.list", methods=("GET", "POST"))
def employers_page(request: HttpRequest) -> HttpResponse:
    """The employers (GET, `?mulai=` turns); enter one (POST). An employer's own account goes to its own page."""
    own = profile_of(request.user).agency if profile_of(request.user).role == "COLLECTIVE" else None
    if own is not None and employer(code=own) is not None:
        return redirect("employer", code=own)
    if not may(request.user, "employer.enter"):
        return render(request, "enrol/employers.html", {"is_none": True})
    start = _start(request)
    found = employers(SHOWN + 1, start)
    context: dict[str, Any] = {
        "employers": found[:SHOWN],
        "next": start + SHOWN if len(found) > SHOWN else None,
        "typed": request.POST,
    }
    context |= choices()
    if request.method != "POST":
        return render(request, "enrol/employers.html", context)
    typed = {name: request.POST.get(name, "").strip() for name in ("code", "name", "region", "risk", "scale")}
    typed["code"] = typed["code"].upper()
    faults = _faults(typed)
    if faults:
        return render(request, "enrol/employers.html", context | {"faults": faults}, status=422)
    try:
        entered = enter_employer(**typed)
    except Conflict:
        faults = {"code": gettext("Kode ini sudah dipakai pihak lain atau dengan isi lain.")}
        return render(request, "enrol/employers.html", context | {"faults": faults}, status=409)
    return redirect("employer", code=entered.code)


@page("enrol.list", methods=("GET", "POST"))
def employer_page(request: HttpRequest, code: str) -> HttpResponse:
    """An employer with its workers and lists (GET); hand a list of workers in (POST)."""
    by = seen(request, code)
    if request.method != "POST":
        return _shown(request, by)
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        return _shown(request, by, fault="none")
    try:
        list_id = _take(file, by)
    except ListUnreadable as error:
        return _shown(request, by, fault="unreadable", said=error.code)
    except EmployerUnfit:
        return _shown(request, by, fault="unfit")
    return redirect("enrol_list", list_id=list_id)


@page("enrol.list", methods=("GET", "POST"))
def worker(request: HttpRequest, code: str, participant_id: int) -> HttpResponse:
    """A worker of an employer (GET); another wage (`langkah` upah) or the end of work (akhir) is reported (POST)."""
    by, when = seen(request, code), now()
    found = workers_of(by.party_id, when.on, participant_id=participant_id, limit=1)
    if not found:
        raise Http404
    context: dict[str, Any] = {
        "by": by,
        "one": found[0],
        "act": uuid.uuid4(),
        "causes": list(codes("end_causes")),
        "today": when.on,
        "typed": request.POST,
    }
    if request.method != "POST":
        log_access("LIST", people=1, detail="employer: worker")
        return render(request, "enrol/worker.html", context)
    refusal = _report(request, by, participant_id, when)
    if refusal is not None:
        return render(request, "enrol/worker.html", context | {"refusal": refusal}, status=422)
    return redirect("worker", code=by.code, participant_id=participant_id)


def choices() -> dict[str, list[tuple[str, str]]]:
    """Groups of risk and sizes with their words, for a form."""
    said = language()
    return {
        "risks": [(one, word_of(one, said)) for one in RISKS],
        "scales": [(one, word_of(one, said)) for one in SCALES],
    }


def _report(request: HttpRequest, by: Employer, participant_id: int, when: Now) -> str | None:
    """What was reported is entered; the refusal (refusals of terms) where it is not."""
    step, act = request.POST.get("langkah", ""), act_id(request.POST)
    if step == "upah":
        wage = money(request.POST.get("upah", ""))
        if wage is None or wage > MONEY_MOST:
            return "WAGE_MISSING"
        said = report_wage(act, by, participant_id, wage, on=when.on, at=when.at)
        message = gettext("Upah baru dicatat; berlaku mulai tagihan berikutnya.")
    elif step == "akhir":
        last = day(request.POST.get("terakhir", ""))
        if last is None:
            return "NOT_A_DAY"
        cause = request.POST.get("sebab", "")
        said = report_end(act, by, participant_id, last, cause, on=when.on, at=when.at)
        message = gettext("Akhir kerja dicatat; keluarganya ikut berakhir.")
    else:
        raise Http404
    if said not in ("CHANGED", "ENDED"):
        return said
    messages.success(request, message)
    return None


def seen(request: HttpRequest, code: str) -> Employer:
    """The employer, for its own account and for who enters employers; nobody else is told that it is there."""
    found, profile = employer(code=code, on=now().on), profile_of(request.user)
    is_own = profile.role == "COLLECTIVE" and profile.agency == code
    if found is None or not (is_own or may(request.user, "employer.enter")):
        raise Http404
    return found


def _shown(request: HttpRequest, by: Employer, *, fault: str = "", said: str = "") -> HttpResponse:
    start, on = _start(request), now().on
    found = workers_of(by.party_id, on, limit=SHOWN + 1, offset=start)
    log_access("LIST", people=min(len(found), SHOWN), detail="employer: workers")
    context = {
        "by": by,
        "place": name_of(by.region_code) or by.region_code,
        "risk": word_of(by.risk, language()) if by.risk else None,
        "scale": word_of(by.scale, language()) if by.scale else None,
        "workers": found[:SHOWN],
        "next": start + SHOWN if len(found) > SHOWN else None,
        "lists": [one for one in enrolment_lists() if one.party_id == by.party_id],
        "account_no": virtual_account_of(party_id=by.party_id) if found else None,
        "fault": fault,
        "said": said,
    }
    return render(request, "enrol/employer.html", context, status=422 if fault else 200)


def _take(file: UploadedFile, by: Employer) -> uuid.UUID:
    when, content, name = now(), file.read(), file.name or ""
    with TemporaryDirectory(prefix="payung-upload-") as folder:
        path = Path(folder) / "list"
        path.write_bytes(content)
        rows = read_list(path, name, on=when.on, with_jht=False)
        done = enrol_payroll(rows, by.code, file_name=Path(name).name[:200], content=content, on=when.on, at=when.at)
    return done.list_id


def _faults(typed: dict[str, str]) -> dict[str, str]:
    faults = {}
    if not CODE.fullmatch(typed["code"]):
        faults["code"] = gettext("Kode terdiri dari 4 sampai 30 huruf besar, angka, titik, atau tanda hubung.")
    if not typed["name"] or len(typed["name"]) > 200:
        faults["name"] = gettext("Isi nama badan usahanya.")
    if name_of(typed["region"]) is None:
        faults["region"] = gettext("Kode wilayah tidak dikenal; tulis misalnya 32.01.01.2001.")
    if typed["risk"] not in RISKS:
        faults["risk"] = gettext("Pilih tingkat risiko tempat kerja.")
    if typed["scale"] not in SCALES:
        faults["scale"] = gettext("Pilih skala usahanya.")
    return faults


def _start(request: HttpRequest) -> int:
    typed = request.GET.get("mulai", "0")
    return int(typed) if typed.isdecimal() else 0
