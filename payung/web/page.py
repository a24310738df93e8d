"""Who may open this page? Every view declares one permission; a door without a lock does not pass the tests."""

import time
from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from payung.ledger.public import may, scope
from payung.web.unsent import unsent

PUBLIC = "public"
SIGNED_IN = "signed_in"
# Views of others that the pages use, by the start of their module or name, with what they ask for.
FOREIGN = {
    "allauth.": "by allauth: entrance pages are open, the others ask for a sign-in themselves",
    "django.views.i18n": PUBLIC,
}

# A session ends after an hour without a request; that there was one is written at most so often.
RENEWED, RENEW_SECONDS = "renewed", 5 * 60

View = Callable[..., HttpResponse]


def page(permission: str, *, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """Declare a view's permission: `public`, `signed_in`, or a permission of a role (`payung.ledger.public.may`).

    A guarded view runs inside the reader's row scope, is never cached, sends strangers to sign in, tells whoever
    sent a form after the session ended that it is not kept (401), and refuses (403) who has the wrong role. The
    declaration stands on the view as `permission` and `methods`.
    """

    def declare(view: View) -> View:
        guarded = view if permission == PUBLIC else never_cache(_guard(view, permission))
        checked = require_http_methods([*methods, "HEAD"] if "GET" in methods else list(methods))(guarded)
        checked = checked if "GET" in methods else _or_its_page(checked)
        checked.permission = permission  # type: ignore[attr-defined]
        checked.methods = methods  # type: ignore[attr-defined]
        return checked

    return declare


def _guard(view: View, permission: str) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        _renew(request)
        if permission == SIGNED_IN:
            return view(request, *args, **kwargs)
        if not may(request.user, permission):
            raise PermissionDenied(permission)
        with scope(request.user):
            return view(request, *args, **kwargs)

    return guarded


def _or_its_page(view: View) -> View:
    """The address of a form, opened like a page (a reload, another language), leads to the page it stands on."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return view(request, *args, **kwargs)
        above = request.path
        while above := above.rpartition("/")[0]:
            try:
                found = resolve(above)
            except Resolver404:
                continue
            if "GET" in getattr(found.func, "methods", ()):
                return redirect(above)
        return redirect("/")

    return answered


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in first: a form that was sent is not lost silently, and a part of a page is not swapped for a sign-in."""
    if request.method not in ("GET", "HEAD"):
        return unsent(request)
    answer = redirect_to_login(request.get_full_path())
    return HttpResponseClientRedirect(answer.url) if getattr(request, "htmx", False) else answer


def _renew(request: HttpRequest) -> None:
    now = int(time.time())
    if now - request.session.get(RENEWED, 0) > RENEW_SECONDS:
        request.session[RENEWED] = now
