"""By which commands are the pages and the banks' program served?"""

import socket
import sys

HOST = "127.0.0.1"


def pages(port: int) -> list[str]:
    """One worker of eight threads: a thread for each page that waits for the base."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port)),
        *("--workers", "1", "--blocking-threads", "8", "--no-ws", "--log-level", "error", "config.wsgi:application"),
    ]


def banks(port: int) -> list[str]:
    """One program with one event loop: payments that come at the same time share a statement and a commit."""
    return [
        *(sys.executable, "-m", "uvicorn", "--host", HOST, "--port", str(port), "--loop", "uvloop"),
        *("--http", "httptools", "--ws", "none", "--lifespan", "on", "--no-access-log", "--no-server-header"),
        *("--timeout-graceful-shutdown", "5", "--log-level", "error", "config.bank:application"),
    ]


def is_free(port: int) -> bool:
    """Whether a server could listen at this port now."""
    with socket.socket() as place:
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            place.bind((HOST, port))
        except OSError:
            return False
    return True
