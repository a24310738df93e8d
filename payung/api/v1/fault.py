"""In which one shape does the interface say that something is wrong?

`{"error": {"code": ..., "message": ..., "fields": [...]}}`; the code is stable, the message is for people, `fields`
names what was wrong in the question.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from payung.act.public import BudgetSpent

SAID = {
    "UNAUTHENTICATED": (401, "no bearer token, or one that does not hold"),
    "FORBIDDEN": (403, "the account of this token may not ask this"),
    "NOT_FOUND": (404, "there is nothing here"),
    "METHOD_NOT_ALLOWED": (405, "this address does not take that method"),
    "TOO_LARGE": (413, "the question is too large"),
    "INVALID": (422, "the question is not as it must be"),
    "BAD_REQUEST": (400, "the question cannot be read"),
    "TOO_MANY_PEOPLE": (429, "the day's budget of different people is spent; it begins anew at midnight in Jakarta"),
    "TOO_MANY_UNKNOWN": (429, "too many of those asked about are unknown; call the data protection officer"),
}
# Of a question with ten thousand faults this many are named.
FIELDS_MOST = 100
NO_SUCH_FIELD = "there is no such field"
View = Callable[..., HttpResponse]


class Field(Schema):
    """What is wrong with one field."""

    field: str
    message: str


class Fault(Schema):
    """What is wrong."""

    code: str
    message: str
    fields: list[Field]


class FaultAnswer(Schema):
    """The one shape of an error."""

    error: Fault


class UnknownFields(Exception):
    """The question has fields that nobody asked for; their names."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


class Forbidden(Exception):
    """The account may not ask this."""


def said(code: str, fields: list[dict[str, str]] | None = None) -> JsonResponse:
    """The answer of a fault."""
    status, message = SAID[code]
    answer = JsonResponse({"error": {"code": code, "message": message, "fields": fields or []}}, status=status)
    if status == SAID["UNAUTHENTICATED"][0]:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def shaped(view: View, permission: str) -> View:
    """The view with its permission declared, and with what the library refuses by itself in the one shape."""

    @wraps(view)
    def whole(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        if answer.status_code == SAID["METHOD_NOT_ALLOWED"][0]:
            told = said("METHOD_NOT_ALLOWED")
            told["Allow"] = answer.get("Allow", "")
            return told
        answer["Cache-Control"] = "no-store"
        return answer

    whole.permission = permission  # type: ignore[attr-defined]
    # The library marks its views as needing no form token: nobody's cookie opens them.
    whole.csrf_exempt = True  # type: ignore[attr-defined]
    return whole


def declare(api: NinjaAPI) -> None:
    """Every error of the interface is answered in the one shape."""

    @api.exception_handler(ValidationError)
    def invalid(_: HttpRequest, error: ValidationError) -> HttpResponse:
        return said("INVALID", [_field(one) for one in error.errors[:FIELDS_MOST]])

    @api.exception_handler(UnknownFields)
    def unknown(_: HttpRequest, error: UnknownFields) -> HttpResponse:
        return said("INVALID", [{"field": name, "message": NO_SUCH_FIELD} for name in error.names[:FIELDS_MOST]])

    for kind, code in (
        (AuthenticationError, "UNAUTHENTICATED"),
        (Forbidden, "FORBIDDEN"),
        (Http404, "NOT_FOUND"),
        (RequestDataTooBig, "TOO_LARGE"),
        (json.JSONDecodeError, "BAD_REQUEST"),
        (HttpError, "BAD_REQUEST"),
    ):
        api.add_exception_handler(kind, lambda request, error, code=code: said(code))
    api.add_exception_handler(BudgetSpent, lambda request, error: said(error.code))


def _field(error: dict[str, Any]) -> dict[str, str]:
    """The place of a fault as the caller wrote it, and what is wrong: the library's name for the body is left out."""
    where, *place = error["loc"]
    place = place[1:] if where == "body" else place
    message = NO_SUCH_FIELD if error["type"] == "extra_forbidden" else str(error["msg"]).removeprefix("Value error, ")
    return {"field": ".".join(map(str, place)) or "body", "message": message}


def nothing(request: HttpRequest, **_: Any) -> HttpResponse:
    """An address under the interface at which there is nothing."""
    return said("NOT_FOUND")
