"""Which address leads to which question of programs? Under `/api/v1`; described in `openapi.json`, without a page."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.urls import URLPattern, path
from ninja import NinjaAPI
from ninja.security import HttpBearer

from payung.api.v1.coverage import PERMISSION, router
from payung.api.v1.fault import declare, nothing, shaped
from payung.ledger.public import holder_of_token

JAKARTA = ZoneInfo("Asia/Jakarta")
app_name = "api-v1"
OPEN = {"openapi-json": "public", "api-root": "public"}


class Bearer(HttpBearer):
    """A token given out by `payung token new`."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The account and the token, or None."""
        return holder_of_token(token, datetime.now(UTC).astimezone(JAKARTA).date())


api = NinjaAPI(
    title="Payung",
    version="1",
    description="Is a person covered on a day of service, and if not, why, and whose move is it?",
    docs_url=None,
    urls_namespace="api-v1",
    auth=Bearer(),
)
api.add_router("/coverage", router)
declare(api)

urlpatterns: list[URLPattern] = []
for pattern in api.urls[0]:
    pattern.callback = shaped(pattern.callback, OPEN.get(pattern.name or "", PERMISSION))
    urlpatterns.append(pattern)
# A program that mistypes an address is answered in the shape of errors, not with a page.
urlpatterns.append(path("<path:rest>", shaped(nothing, "public"), name="nothing"))
