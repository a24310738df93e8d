"""How does a bank's call reach its service without what only pages need?

Session, sign-in, language and cross-site tokens serve people with browsers; a bank's call has none of them and is
checked by its signature. This stands behind the security headers and before the rest, and answers such calls itself.
"""

from collections.abc import Callable

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
