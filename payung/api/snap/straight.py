"""How does a bank's call reach its service without what only pages need?

Session, sign-in, language and cross-site tokens serve people with browsers; a bank's call has none of them and is
checked by its signature. This stands behind the security headers and before the rest, and answers such calls itself.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse

from payung.api.snap.urls import urlpatterns

PREFIX = "/snap/"
_SERVICES = {PREFIX + str(entry.pattern): entry.callback for entry in urlpatterns}


class StraightToService:
    """Middleware: a known SNAP path is served at once; every other request goes its way."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The service's answer, or that of the rest of the way."""
        view = _SERVICES.get(request.path_info)
        return self.get_response(request) if view is None else view(request)


class Application(WSGIHandler):
    """The WSGI application. A bank's call is answered without the signals that begin and end the request of a page.

    Their receivers look whether connections to the base have grown old; `payung.ledger.money.receive` closes a broken
    one itself and asks again.
    """

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """What a server calls for every request."""
        if environ.get("PATH_INFO") not in _SERVICES:
            return super().__call__(environ, start_response)  # type: ignore[no-any-return]
        response = self.get_response(self.request_class(environ))
        start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
        return [response.content]
