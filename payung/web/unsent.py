"""Was a form sent when its session had ended? It is told, and what was typed can be sent again after signing in.

What was typed stays in the page of whoever typed it and nowhere else. It is shown again only to a page of our own
(header Origin, which no other site can forge): a form that another site sent in a reader's name is refused.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

ENDED, STALE = 401, 403
TOKEN = "csrfmiddlewaretoken"


def unsent(request: HttpRequest) -> HttpResponse:
    """The page after a form that nobody signed in had sent (401), or one with a token of an earlier sign-in (403)."""
    is_in = bool(getattr(request, "user", None) and request.user.is_authenticated)
    context = {
        "is_in": is_in,
        "typed": [(name, value) for name, values in request.POST.lists() if name != TOKEN for value in values],
        "had_files": bool(request.FILES),
        "action": request.get_full_path(),
        "came_from": _came_from(request),
    }
    return render(request, "unsent.html", context, status=STALE if is_in else ENDED)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What Django calls where a form's token does not hold; `reason` is for a log, not for a reader."""
    view: Any = request.resolver_match.func if request.resolver_match else None
    if hasattr(view, "permission") and _is_own_form(request):
        return unsent(request)
    return render(request, "403_csrf.html", status=STALE)


def _is_own_form(request: HttpRequest) -> bool:
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def _came_from(request: HttpRequest) -> str | None:
    """The page the form stood on, where the browser says so and it is one of ours."""
    referer = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure())
    return referer if referer and is_ours else None
