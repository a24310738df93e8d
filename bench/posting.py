"""Payments a second without HTTP: `python -m bench.posting FIRST` collects of payers from FIRST on in four sessions."""

import sys
import threading
import time
import uuid
from datetime import UTC, datetime

import django

from payung.act.public import Incoming, collect
from tests.act.payers import CHANNEL, account_no

SESSIONS = 4
SECONDS = 6


def main(first: int) -> None:
    """Collect for some seconds; print how many a second."""
    django.setup()
    counts = [0] * SESSIONS
    threads = [threading.Thread(target=_collect, args=(first, number, counts)) for number in range(SESSIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.stdout.write(f"{sum(counts) / SECONDS}\n")


def _collect(first: int, number: int, counts: list[int]) -> None:
    payer = first + number
    # The time to connect is not counted, as pgbench does not count it.
    _pay(payer)
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        payer += SESSIONS
        _pay(payer)
        counts[number] += 1


def _pay(payer: int) -> None:
    request_id, now = uuid.uuid4().hex, datetime.now(UTC)
    collect(Incoming(CHANNEL, "VA", request_id, account_no(payer), 16_800, 16_800, now, request_id), at=now)


if __name__ == "__main__":
    main(int(sys.argv[1]))
