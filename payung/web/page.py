"""Who may open this page? Every view declares one permission; a door without a lock does not pass the tests."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from payung.ledger.public import may, scope

PUBLIC = "public"
SIGNED_IN = "signed_in"
# Views of others that the pages use, by the start of their module or name, with what they ask for.
FOREIGN = {
    "allauth.": "by allauth: entrance pages are open, the others ask for a sign-in themselves",
    "django.views.i18n": PUBLIC,
}

View = Callable[..., HttpResponse]


def page(permission: str, *, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """Declare a view's permission: `public`, `signed_in`, or a permission of a role (`payung.ledger.public.may`).

    A guarded view runs inside the reader's row scope, is never cached, sends strangers to sign in and
    refuses (403) who has the wrong role. The declaration stands on the view as `permission` and `methods`.
    """

    def declare(view: View) -> View:
        guarded = view if permission == PUBLIC else never_cache(_guard(view, permission))
        checked = require_http_methods([*methods, "HEAD"] if "GET" in methods else list(methods))(guarded)
        checked.permission = permission  # type: ignore[attr-defined]
        checked.methods = methods  # type: ignore[attr-defined]
        return checked

    return declare


def _guard(view: View, permission: str) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if permission == SIGNED_IN:
            return view(request, *args, **kwargs)
        if not may(request.user, permission):
            raise PermissionDenied(permission)
        with scope(request.user):
            return view(request, *args, **kwargs)

    return guarded
