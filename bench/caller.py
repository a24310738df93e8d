"""Sends prepared calls over kept connections as fast as the server answers: the bank's side of a measurement.

Calls are signed before the clock starts, since signing them is the bank's work, not Payung's.
"""

import socket
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

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
    """Send every request once, dealt out to so many connections; each waits for its answer before the next."""
    parts = [[_bytes(request) for request in requests[n::connections]] for n in range(connections)]
    begin = time.perf_counter()
    with ThreadPoolExecutor(connections) as pool:
        counts = list(pool.map(lambda part: _call_part(port, part), parts))
    seconds = time.perf_counter() - begin
    good = sum(counts)
    return Answers(good, len(requests) - good, seconds)


def _call_part(port: int, calls: Sequence[bytes]) -> int:
    good = 0
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for call in calls:
            line.sendall(call)
            good += _answer(line).startswith(b"HTTP/1.1 200")
    return good


def _answer(line: socket.socket) -> bytes:
    received = b""
    while True:
        head, separator, rest = received.partition(b"\r\n\r\n")
        if separator:
            length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
            if len(rest) >= length:
                return received
        piece = line.recv(65_536)
        if not piece:
            raise ConnectionError("the server hung up")
        received += piece


def _bytes(request: Request) -> bytes:
    headers = {**request.headers, "Host": "127.0.0.1", "Content-Length": str(len(request.body))}
    lines = [f"POST {request.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    return "\r\n".join(lines).encode() + request.body
