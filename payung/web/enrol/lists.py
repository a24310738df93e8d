"""How does a collective enrol many at once? One file in; each row's answer, both agencies' files and one bill out."""

import uuid
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from payung.act.public import (
    Collective,
    ListUnreadable,
    NotThisProgramme,
    as_csv,
    as_workbook,
    enrol_list,
    file_forms,
    read_list,
)
from payung.ledger.public import (
    enrolment_list,
    enrolment_lists,
    list_lines,
    log_access,
    party_of,
    party_of_code,
    profile_of,
    taken_rows,
    virtual_account_of,
)
from payung.terms.public import codes, name_of
from payung.web.enrol.form import now
from payung.web.officer.export import MARK_OF_UTF8, safe_line
from payung.web.page import page

ROWS_A_PAGE = 100
# Of which kind is the payer when an office of a region hands in a list, by the role of its account.
PAYER_KINDS = {"VILLAGE": "VILLAGE", "REGION": "REGION", "BPJS": "SPONSOR"}


@page("enrol.list", methods=("GET", "POST"))
def lists(request: HttpRequest) -> HttpResponse:
    """The lists handed in so far and the form for a new one (GET); take a list (POST)."""
    collective = _collective(request)
    context: dict[str, object] = {
        "lists": enrolment_lists(),
        "may_health": collective is not None and collective.kind == "REGION",
        "has_party": collective is not None,
    }
    file = request.FILES.get("file")
    if request.method != "POST" or collective is None:
        return render(request, "enrol/lists.html", context)
    if not isinstance(file, UploadedFile):
        return render(request, "enrol/lists.html", context | {"fault": "none"}, status=422)
    try:
        list_id = _take(request, file, collective)
    except ListUnreadable as error:
        return render(request, "enrol/lists.html", context | {"fault": "unreadable", "code": error.code}, status=422)
    except NotThisProgramme:
        return render(request, "enrol/lists.html", context | {"fault": "programme"}, status=422)
    return redirect("enrol_list", list_id=list_id)


@page("enrol.list")
def one_list(request: HttpRequest, list_id: uuid.UUID) -> HttpResponse:
    """What became of a list: counts, price, account, and every row with its reason; `?hanya=` keeps one outcome."""
    found = enrolment_list(list_id)
    if found is None:
        raise Http404
    only = request.GET.get("hanya", "")
    only = only if only in ("TAKEN", "REFUSED") else ""
    start = int(request.GET.get("mulai", "0")) if request.GET.get("mulai", "0").isdecimal() else 0
    lines = list_lines(list_id, outcome=only, limit=ROWS_A_PAGE + 1, offset=start)
    log_access("LIST", people=min(len(lines), ROWS_A_PAGE), detail="enrolment list")
    context = {
        "list": found,
        "lines": lines[:ROWS_A_PAGE],
        "next": start + ROWS_A_PAGE if len(lines) > ROWS_A_PAGE else None,
        "only": only,
        "account_no": virtual_account_of(party_id=found.party_id) if found.rows_taken else None,
        "forms": file_forms().values(),
    }
    return render(request, "enrol/list.html", context)


@page("enrol.list")
def list_result(request: HttpRequest, list_id: uuid.UUID) -> HttpResponse:
    """Every row with its outcome, reasons and repair, as CSV."""
    found = enrolment_list(list_id)
    if found is None:
        raise Http404
    language = "en" if (get_language() or "id").startswith("en") else "id"
    lines = list_lines(list_id)
    log_access("EXPORT", people=len(lines), detail="enrolment list: result")
    refusals = codes("refusals")

    def rows() -> list[str]:
        head = ("baris", "nama", "NIK", "hasil", "kode", "alasan", "perbaikan", "siapa", "iuran")
        out = [MARK_OF_UTF8 + safe_line(head)]
        for line in lines:
            first = refusals[line.causes[0]] if line.causes else None
            out.append(
                safe_line(
                    (
                        line.row,
                        line.name,
                        line.nik_masked,
                        line.outcome,
                        " ".join(line.causes),
                        " ".join(refusals[cause].plain(language) for cause in line.causes),
                        first.facts["repair"][language] if first else "",
                        codes("movers")[first.facts["holder"]].label(language) if first else "",
                        line.amount_idr or "",
                    )
                )
            )
        return out

    response = StreamingHttpResponse(rows(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="hasil-{list_id}.csv"'
    return response


@page("enrol.list")
def agency_file(request: HttpRequest, list_id: uuid.UUID, code: str, ending: str) -> HttpResponse:
    """Who was taken, in the shape an agency takes: `sipp` or `edabu`, as `csv` or `xlsx`."""
    found, form = enrolment_list(list_id), file_forms().get(code)
    if found is None or form is None:
        raise Http404
    rows = list(taken_rows(list_id))
    log_access("EXPORT", people=len(rows), detail=f"enrolment list: {code}")
    if ending == "csv":
        response = HttpResponse(
            "".join(as_csv(form, rows, found.party, found.programme)), content_type="text/csv; charset=utf-8"
        )
    else:
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        response = HttpResponse(as_workbook(form, rows, found.party, found.programme), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{code}-{found.as_of}.{ending}"'
    return response


def _take(request: HttpRequest, file: UploadedFile, collective: Collective) -> uuid.UUID:
    when = now()
    content = file.read()
    with TemporaryDirectory(prefix="payung-upload-") as folder:
        path = Path(folder) / "list"
        path.write_bytes(content)
        name = file.name or ""
        rows = read_list(path, name, on=when.on, with_jht=request.POST.get("jht") == "1")
        done = enrol_list(
            rows,
            collective,
            request.POST.get("programme", "BPU"),
            file_name=Path(name).name[:200],
            content=content,
            on=when.on,
            at=when.at,
        )
    return done.list_id


def _collective(request: HttpRequest) -> Collective | None:
    """For whom the account hands lists in: its own party, or the office of its region."""
    profile = profile_of(request.user)
    if profile.role == "COLLECTIVE":
        found = party_of_code(profile.agency or "")
        return None if found is None else Collective(found[0], found[1], found[3])
    kind = PAYER_KINDS.get(profile.role)
    if kind is None or not profile.region_code:
        return None
    region = profile.region_code
    return Collective(party_of(f"{kind}-{region}", kind, name_of(region) or region, region), kind, region)
