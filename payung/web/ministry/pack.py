"""What does the meeting need? The pack as a page, and by one button as PDF."""

from datetime import date
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from payung.follow.public import NoSuchRegion, NothingLoaded, Option, level_of, pack_data, pack_pdf, shipped_options
from payung.ledger.public import profile_of
from payung.web.page import page
from payung.web.planner.place import answers

LANGUAGES = ("id", "en")
LONGEST_CODE = 5


@page("pack.make")
def pack(request: HttpRequest) -> HttpResponse:
    """The pack in the reader's language, of the region `?wilayah=`, compared with the last load up to `?sejak=`."""
    language = "en" if (get_language() or "id").startswith("en") else "id"
    region, since = _choice(request)
    try:
        data = pack_data(language, region, since, _options())
    except NothingLoaded:
        return render(request, "anyone/empty.html", status=503)
    return render(request, "follow/pack.html", {"pack": data, "region": region, "since": since, "chosen": language})


@page("pack.make")
def pack_file(request: HttpRequest, language: str) -> HttpResponse:
    """The same as PDF; two calls on the same load give the same bytes."""
    if language not in LANGUAGES:
        raise Http404
    region, since = _choice(request)
    try:
        content = pack_pdf(language, region, since, _options())
    except NothingLoaded as error:
        raise Http404 from error
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="payung-{language}{"-" + region if region else ""}.pdf"'
    return response


def _options() -> list[Option]:
    """The shipped options over the newest run, as the command writes them."""
    return shipped_options(Path(settings.DATA_DIR) / "tables", answers("options"))


def _choice(request: HttpRequest) -> tuple[str, date | None]:
    region = request.GET.get("wilayah", profile_of(request.user).region_code[:LONGEST_CODE])
    try:
        level_of(region)
        since = date.fromisoformat(request.GET["sejak"]) if request.GET.get("sejak") else None
    except (NoSuchRegion, ValueError) as error:
        raise Http404 from error
    if len(region) > LONGEST_CODE:
        raise Http404
    return region, since
