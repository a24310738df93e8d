"""How does a call reach Payung? One kept connection, sent again when the line or the server breaks."""

import http.client
import json
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from payung.api.bank.bank import Bank, Request

SECONDS_TO_WAIT = 20.0
PAUSE_S = 0.1


class LineDown(Exception):
    """No answer came, however often it was asked."""


@dataclass
class Reply:
    """The answer to a call: HTTP status, the body as it came, and how often the call was sent."""

    status: int
    body: bytes
    times_sent: int

    @property
    def values(self) -> dict[str, Any]:
        """The body's values; none where it is no JSON (an error page)."""
        try:
            found = json.loads(self.body)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def code(self) -> str:
        """The SNAP response code, '' where there is none."""
        return str(self.values.get("responseCode", ""))


@dataclass
class Line:
    """A line to one server. Calls are sent again on a broken line and on 5xx, as a bank does."""

    url: str
    patience_s: float = SECONDS_TO_WAIT
    _open: http.client.HTTPConnection | None = field(default=None, repr=False)

    def send(self, request: Request) -> Reply:
        """The answer to a call. Raises LineDown when none came in time."""
        deadline = time.monotonic() + self.patience_s
        times = 0
        while True:
            times += 1
            try:
                status, body = self._send_once(request)
                if status < 500:
                    return Reply(status, body, times)
            except (OSError, http.client.HTTPException):
                self.close()
            if time.monotonic() > deadline:
                raise LineDown(f"{self.url}{request.path}: no answer after {times} times")
            time.sleep(PAUSE_S)

    def token(self, bank: Bank) -> str:
        """A new access token. Raises LineDown when the bank is not let in."""
        reply = self.send(bank.token_request(datetime.now(UTC)))
        if reply.status != 200:
            said = reply.values.get("responseMessage", "no answer of a bank's program")
            raise LineDown(f"{self.url} gives no token: {reply.status}, {said}")
        return str(reply.values["accessToken"])

    def close(self) -> None:
        """Hang up."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _send_once(self, request: Request) -> tuple[int, bytes]:
        if self._open is None:
            parts = urlsplit(self.url)
            kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
            self._open = kind(str(parts.hostname), parts.port, timeout=self.patience_s)
        self._open.request("POST", request.path, request.body, dict(request.headers))
        response = self._open.getresponse()
        return response.status, response.read()
