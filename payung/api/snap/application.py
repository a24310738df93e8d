"""How does a bank's call come in? By a program of its own with one event loop, which an ASGI server runs.

Beside the pages, so that neither waits for the other; with one loop, so that payments that come at the same time share
a statement and a commit (`payung.ledger.money.together`).
"""

import json
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

from payung.act.public import Till
from payung.api.snap import body
from payung.api.snap.door import HEADERS, Door, Said, Told, access_token
from payung.api.snap.qris import notify
from payung.api.snap.virtual_account import inquiry, payment

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

# As SNAP BI numbers its versions.
SERVICES: dict[str, Door] = {
    "/snap/v1.0/access-token/b2b": access_token,
    "/snap/v1.0/transfer-va/inquiry": inquiry,
    "/snap/v1.0/transfer-va/payment": payment,
    "/snap/v1.0/qr/qr-mpm-notify": notify,
}
UNKNOWN = Said(404, HEADERS, json.dumps({"responseMessage": "There is no such service"}).encode())


class Application:
    """The ASGI application of the banks' calls, with the till that serves them."""

    def __init__(self, till: Till | None = None) -> None:
        self._till = till or Till()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """What an ASGI server calls: once for its life, and for every request."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        said = await self._said(scope, receive)
        headers = [(name.encode(), value.encode()) for name, value in said.headers.items()]
        headers.append((b"content-length", str(len(said.body)).encode()))
        await send({"type": "http.response.start", "status": said.status, "headers": headers})
        await send({"type": "http.response.body", "body": said.body})

    async def _said(self, scope: Scope, receive: Receive) -> Said:
        serve = SERVICES.get(scope["path"])
        if serve is None:
            return UNKNOWN
        query = scope["query_string"].decode("latin-1")
        path = f"{scope['path']}?{query}" if query else scope["path"]
        told = Told(scope["method"], path, _headers(scope["headers"]), await _body(receive))
        return await serve(told, self._till)

    async def _live(self, receive: Receive, send: Send) -> None:
        while (await receive())["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
        await self._till.close()
        await send({"type": "lifespan.shutdown.complete"})


def _headers(pairs: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in pairs:
        key, text = name.decode("latin-1"), value.decode("latin-1")
        # Sent twice it is read as one text, which nothing signs: neither of the two is chosen.
        found[key] = f"{found[key]},{text}" if key in found else text
    return found


async def _body(receive: Receive) -> bytes | None:
    """The body; None for one larger than any call's: a caller who is not known yet must not fill the memory."""
    message = await receive()
    found: bytes = message.get("body", b"")
    while message.get("more_body"):
        message = await receive()
        found += message.get("body", b"")
        if len(found) > body.BYTES_MAX:
            return None
    return found if len(found) <= body.BYTES_MAX else None
