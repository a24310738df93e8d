"""Sends prepared calls over kept connections as fast as the server answers: the bank's side of a measurement.

Calls are signed before the clock starts, since signing them is the bank's work, not Payung's.
"""

import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from selectors import EVENT_READ, DefaultSelector

from payung.api.bank.bank import Request


@dataclass(frozen=True)
class Answers:
    """How many calls were answered with 200, how many otherwise, in how many seconds."""

    good: int
    other: int
    seconds: float

    @property
    def rate(self) -> float:
        """Calls answered with 200 a second."""
        return self.good / self.seconds


def call_all(port: int, requests: Sequence[Request], *, connections: int) -> Answers:
    """Send every request once, dealt out to so many connections; each waits for its answer before the next.

    One thread waits for all connections at once, since it shares the processors with the server it measures.
    """
    parts = [[_bytes(request) for request in requests[n::connections]] for n in range(connections)]
    good = 0
    with ExitStack() as lines, DefaultSelector() as selector:
        begin = time.perf_counter()
        for part in parts:
            line = lines.enter_context(socket.create_connection(("127.0.0.1", port)))
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            selector.register(line, EVENT_READ, _Talk(line, iter(part)))
        open_lines = sum(key.data.go_on() for key in list(selector.get_map().values()))
        while open_lines:
            for key, _ in selector.select():
                answer = key.data.heard()
                if answer is not None:
                    good += answer.startswith(b"HTTP/1.1 200")
                    if not key.data.go_on():
                        selector.unregister(key.fileobj)
                        open_lines -= 1
        seconds = time.perf_counter() - begin
    return Answers(good, len(requests) - good, seconds)


class _Talk:
    """One connection: what is still to be sent, and what of an answer has come."""

    def __init__(self, line: socket.socket, calls: Iterator[bytes]) -> None:
        self.line, self.calls, self.received = line, calls, b""

    def go_on(self) -> bool:
        """Send the next call; False when there is none."""
        call = next(self.calls, None)
        if call is not None:
            self.line.sendall(call)
        return call is not None

    def heard(self) -> bytes | None:
        """The answer, once it is whole."""
        piece = self.line.recv(65_536)
        if not piece:
            raise ConnectionError("the server hung up")
        self.received += piece
        head, separator, rest = self.received.partition(b"\r\n\r\n")
        if not separator or len(rest) < int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0]):
            return None
        answer, self.received = self.received, b""
        return answer


def _bytes(request: Request) -> bytes:
    headers = {**request.headers, "Host": "127.0.0.1", "Content-Length": str(len(request.body))}
    lines = [f"POST {request.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    return "\r\n".join(lines).encode() + request.body
