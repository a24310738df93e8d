"""A bank's call handed to the program as an ASGI server hands it over, and what it answered."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from asgiref.sync import async_to_sync, sync_to_async

from payung.act.public import Collected, Due, Incoming, Till, collect, inquire
from payung.api.bank.bank import Request
from payung.api.snap.application import Application


@dataclass(frozen=True)
class Response:
    """HTTP status, headers by small letters, and the body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def values(self) -> dict[str, Any]:
        """The body's values; the status is that of the code in them."""
        found: dict[str, Any] = json.loads(self.body)
        assert self.status == int(found["responseCode"][:3])
        return found


class OwnTransaction:
    """A till on Django's own connection, so that a test's transaction takes back what was posted."""

    async def collect(self, incoming: Incoming, *, at: datetime) -> Collected:
        """As payung.act.public.Till.collect."""
        return await sync_to_async(collect)(incoming, at=at)

    async def inquire(self, account_no: str) -> Due:
        """As payung.act.public.Till.inquire."""
        return await sync_to_async(inquire)(account_no)


def program(till: object) -> Application:
    """The banks' program with another till than its own."""
    return Application(cast(Till, till))


def sent(to: Application, request: Request, **changed: str) -> Response:
    """The response to a call, with some headers changed."""
    return said(to, "POST", request.path, list({**request.headers, **changed}.items()), [request.body])


def said(
    to: Application,
    method: str,
    target: str,
    headers: Sequence[tuple[str, str]] = (),
    pieces: Sequence[bytes] = (b"",),
) -> Response:
    """The response to a request whose body comes in pieces."""
    path, _, query = target.partition("?")
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers],
    }
    came = [
        {"type": "http.request", "body": piece, "more_body": number < len(pieces)}
        for number, piece in enumerate(pieces, start=1)
    ]
    answered: list[Any] = []

    async def receive() -> Any:
        return came.pop(0)

    async def send(message: Any) -> None:
        answered.append(message)

    async_to_sync(to)(scope, receive, send)
    begin, end = answered
    given = {name.decode(): value.decode() for name, value in begin["headers"]}
    assert int(given["content-length"]) == len(end["body"])
    return Response(begin["status"], given, end["body"])
