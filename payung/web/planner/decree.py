"""What would this decree do? A list is handed in, tried, and read without a manual; nothing is changed."""

import csv
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy

from payung.ledger.public import log_access, may, profile_of
from payung.plan.public import ListUnreadable, better_lines, practice
from payung.web.officer.export import MARK_OF_UTF8, Echo, safe
from payung.web.page import page
from payung.web.planner.kept_decree import Kept, all_kept, hand_in, kept, make_better
from payung.web.planner.place import place

LARGEST_BYTES = 60_000_000
DAYS_MOST = 365
# Faults that name the columns which the list has; other details are for a log.
OF_COLUMNS = ("NO_NUMBER_COLUMN", "NO_ACTION_COLUMN", "NO_DATE_COLUMN")
SHOWN_REGIONS, SHOWN_LISTS = 12, 8
# Tables to take home; the first three hold people.
FILES = {
    "decree_rows": gettext_lazy("Setiap baris daftar: dipakai, atau mengapa tidak"),
    "decree_hits": gettext_lazy("Setiap orang yang terkena: keadaan sebelum, sesudah, dan jalan yang tersisa"),
    "better_rows": gettext_lazy("Daftar yang lebih baik, siap dipakai sebagai keputusan"),
    "decree_regions": gettext_lazy("Setiap kabupaten dan kota sebelum dan sesudah"),
    "decree_payers": gettext_lazy("Siapa membayar lebih banyak, siapa lebih sedikit"),
    "decree_batches": gettext_lazy("Gelombang dengan tanggal yang mengikat"),
}
OF_PEOPLE = ("decree_rows", "decree_hits", "better_rows")


@page("plan.read", methods=("GET", "POST"))
def plan_decree(request: HttpRequest) -> HttpResponse:
    """The form, the lists handed in before, and, for a list handed in now, its answer."""
    at = place()
    if at is None:
        return render(request, "anyone/empty.html", status=503)
    fault, detail, typed = "", "", request.POST.get("hari", str(practice()["notice_days"].value))
    if request.method == "POST":
        upload = request.FILES.get("daftar")
        fault = _fault(upload, typed)
        if not fault:
            reader = profile_of(request.user)
            try:
                found = hand_in(
                    upload.read(),
                    str(upload.name),
                    at,
                    username=request.user.username,
                    region=reader.region_code,
                    notice_days=int(typed),
                )
                return redirect("plan_decree_answer", key=found.key)
            except ListUnreadable as error:
                fault, detail = error.code, error.detail if error.code in OF_COLUMNS else ""
    before = [one for one in all_kept() if _sees(request, one)][:SHOWN_LISTS]
    context = {"fault": fault, "detail": detail, "days": typed, "before": before, "practice": practice()}
    return render(request, "plan/decree.html", context, status=422 if fault else 200)


def _fault(upload: Any, days: str) -> str:
    if upload is None:
        return "EMPTY_LIST"
    if not days.isdigit() or int(days) > DAYS_MOST:
        return "BAD_NOTICE_DAYS"
    return "TOO_LARGE" if upload.size > LARGEST_BYTES else ""


@page("plan.read")
def plan_decree_answer(request: HttpRequest, key: str) -> HttpResponse:
    """Who is hit, what is left to them, what it does to regions and budgets, and the days that bind."""
    one = _found(request, key)
    regions = [_with_shares(row) for row in one.rows("decree_regions")]
    payers = one.rows("decree_payers")
    crossing = [row for row in regions if row["is_above_before"] != row["is_above_after"]]
    worst = sorted(regions, key=lambda row: (-row["in_treatment_dropped"], -row["dropped"], row["regency_code"]))
    over = [row for row in regions if row["quota"] is not None and row["on_list_after"] > row["quota"]]
    batches = one.rows("decree_batches")
    context = {
        "one": one,
        "report": one.report,
        "better": one.better,
        "may_prepare": may(request.user, "decree.prepare") and profile_of(request.user).region_code == "",
        "crossing": sorted(crossing, key=lambda row: (row["is_above_after"], row["regency_code"])),
        "worst": [row for row in worst if row["removed"]][:SHOWN_REGIONS],
        "over": over[:SHOWN_REGIONS],
        "payers": payers,
        "bill": sum(row["now_idr"] for row in payers),
        "first": batches[0] if batches else None,
        "batches": len(batches),
        "late": sum(row["is_notice_too_late"] for row in batches),
        "files": [
            (name, label)
            for name, label in FILES.items()
            if (one.folder / f"{name}.parquet").exists() and _takes(request, name)
        ],
    }
    return render(request, "plan/decree_answer.html", context)


@page("plan.read", methods=("POST",))
def plan_decree_better(request: HttpRequest, key: str) -> HttpResponse:
    """Begin to make the better list; the answer's page shows it when it is there."""
    one, at = _found(request, key), place()
    if at is None:
        raise Http404
    make_better(one, at)
    return redirect("plan_decree_answer", key=key)


@page("plan.read")
def plan_decree_file(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """One table of the answer as CSV; taking out people is entered in the access log."""
    one = _found(request, key)
    if name not in FILES or not (one.folder / f"{name}.parquet").exists():
        raise Http404
    if not _takes(request, name):
        raise PermissionDenied(name)
    region = profile_of(request.user).region_code
    lines = list(_lines(one, name, region))
    if name in OF_PEOPLE:
        log_access("EXPORT", region=region, people=len(lines) - 1, detail=f"{name} {key}")
    response = StreamingHttpResponse(iter(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="payung-{name}-{key[:8]}.csv"'
    return response


def _lines(one: Kept, name: str, region: str) -> Iterator[str]:
    writer = csv.writer(Echo())
    at = place()
    if name == "better_rows" and at is not None and not region:
        # As a decree list, so that it can be handed in again.
        yield MARK_OF_UTF8 + writer.writerow(["nik", "action", "effective_on", "payer"])
        for line in better_lines(at.tables, one.folder):
            yield writer.writerow([safe(cell) for cell in line])
        return
    rows = one.rows(name)
    if region and rows and "regency_code" in rows[0]:
        # Whoever answers for one region sees the people and figures of that region.
        rows = [row for row in rows if (row["regency_code"] or "").startswith(region[:5])]
    yield MARK_OF_UTF8 + writer.writerow(list(rows[0]) if rows else [name])
    for row in rows:
        yield writer.writerow([safe(cell) for cell in row.values()])


def _with_shares(row: dict[str, Any]) -> dict[str, Any]:
    """The row with its shares in thousandths, as pages write them."""
    return {**row, **{f"{name}_1000": row[name] // 100 for name in ("share_before", "share_after")}}


def kept_of(request: HttpRequest, key: str) -> Kept | None:
    """A list that was handed in and that the reader sees."""
    one = kept(key)
    return one if one is not None and _sees(request, one) else None


def _found(request: HttpRequest, key: str) -> Kept:
    one = kept_of(request, key)
    if one is None:
        raise Http404
    return one


def _sees(request: HttpRequest, one: Kept) -> bool:
    """Whose list it is sees it, and who answers for the whole country."""
    reader: Any = profile_of(request.user)
    return bool(one.username == request.user.username or reader.region_code == "")


def _takes(request: HttpRequest, name: str) -> bool:
    return name not in OF_PEOPLE or may(request.user, "people.export")
