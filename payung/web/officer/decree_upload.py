"""How does a list of people become a decree? One form: what it does, its number and days, and the file."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from payung.act.public import (
    DecreeList,
    DecreeListUnreadable,
    DecreeStep,
    Handed,
    job,
    prepare_decree,
    read_decree_list,
)
from payung.law.public import load_law
from payung.ledger.public import profile_of
from payung.terms.public import codes, name_of
from payung.web.day import acting_day
from payung.web.officer.decree import ROWS_AT_ONCE, hand
from payung.web.officer.decree_better import better_as_list, taken_over
from payung.web.page import page
from payung.web.planner.kept_decree import Kept

# A page takes what somebody may wait for; a longer list is handed in by `payung decree prepare`.
FILE_BYTES, ROWS_MOST = 20 << 20, 1_000_000
REGENCY = 5


@page("decree.prepare", methods=("GET", "POST"))
def decree_new(request: HttpRequest) -> HttpResponse:
    """The form; handed in, the list is matched and shown as a decree, or the form again with what to do."""
    region = profile_of(request.user).region_code[:REGENCY]
    kinds = [kind for kind in codes("decree_kinds") if kind.startswith("REGION") == bool(region)]
    typed = request.POST if request.method == "POST" else request.GET
    context: dict[str, object] = {"kinds": kinds, "region": region, "today": acting_day(), "typed": typed}
    context["bytes_most"] = FILE_BYTES
    key = typed.get("rencana", "")
    plan = taken_over(request, key) if key else None
    if key and plan is None:
        raise Http404
    context |= {"plan": plan, "plan_day": plan.better["effective_on"] if plan is not None and plan.better else ""}
    if request.method != "POST":
        return render(request, "officer/decree_new.html", context)
    step, code = _handed_in(request, region, kinds, plan)
    if step is not None and step.refusal is None:
        return redirect("decree", decree_id=step.decree_id)
    context |= {"refusal": code, "day": step.day if step else None, "figures": step.figures if step else {}}
    context |= {"quota": step.quota if step else None, "held": step.held if step else 0}
    return render(request, "officer/decree_new.html", context, status=422)


def _handed_in(
    request: HttpRequest, region: str, kinds: list[str], plan: Kept | None
) -> tuple[DecreeStep | None, str | None]:
    kind = request.POST.get("jenis", "")
    if kind not in kinds:
        return None, "FILE_UNREADABLE"
    try:
        listed = better_as_list(plan, kind) if plan is not None else _uploaded(request)
    except DecreeListUnreadable as error:
        return None, error.code
    on, decided_on = acting_day(), _day(request, "ditetapkan")
    typed = request.POST.get("kuota", "").strip()
    if decided_on is None:
        return None, "NO_DECISION_DATE"
    if typed and _number(typed) is None:
        return None, "BAD_QUOTA"
    asked = Handed(
        number=request.POST.get("nomor", ""),
        kind=kind,
        decided_on=decided_on,
        effective_on=_day(request, "berlaku"),
        region_code=region if name_of(region) else "",
        quota=_number(typed),
        is_priority_granted=request.POST.get("uhc") == "ya",
    )
    if len(listed.niks) > ROWS_AT_ONCE:
        # A worker matches it; its page, which is that of the decree, tells how far it is.
        said = job.hand_over_list(asked, listed, on=on, by=hand(request)) or DecreeStep(asked.decree_id)
        return said, said.refusal
    step = prepare_decree(asked, listed, on=on, by=hand(request), law=load_law())
    return step, step.refusal


def _uploaded(request: HttpRequest) -> DecreeList:
    """The list in the file that was chosen. Raises DecreeListUnreadable."""
    file = request.FILES.get("berkas")
    if file is None or file.size is None:
        raise DecreeListUnreadable("FILE_UNREADABLE")
    if file.size > FILE_BYTES:
        raise DecreeListUnreadable("FILE_TOO_LARGE")
    listed = read_decree_list(file.name or "daftar", file.file)
    if len(listed.niks) > ROWS_MOST:
        raise DecreeListUnreadable("FILE_TOO_LARGE")
    return listed


def _day(request: HttpRequest, name: str) -> date | None:
    try:
        return date.fromisoformat(request.POST.get(name, ""))
    except ValueError:
        return None


def _number(text: str) -> int | None:
    digits = text.replace(".", "").replace(" ", "")
    return int(digits) if digits.isdecimal() and len(digits) < 12 else None
