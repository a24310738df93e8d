"""Payments a second without HTTP: `python -m bench.posting FIRST` hands in payments of payers from FIRST on.

As many callers at once as the measurement over HTTP has connections, in one program with one event loop, as the banks'
program is.
"""

import asyncio
import sys
import time
import uuid
from datetime import UTC, datetime

import django
import uvloop

from payung.act.public import Incoming, Till
from tests.act.payers import CHANNEL, account_no

CALLERS = 8
SECONDS = 6


def main(first: int) -> None:
    """Hand in payments for some seconds; print how many a second were posted."""
    django.setup()
    sys.stdout.write(f"{uvloop.run(_rate(first))}\n")


async def _rate(first: int) -> float:
    till = Till()
    # The time to connect is not counted, as pgbench does not count it.
    await _pay(till, first)
    end = time.perf_counter() + SECONDS
    counts = await asyncio.gather(*(_collect(till, first + number, end) for number in range(1, CALLERS + 1)))
    await till.close()
    return sum(counts) / SECONDS


async def _collect(till: Till, payer: int, end: float) -> int:
    count = 0
    while time.perf_counter() < end:
        await _pay(till, payer)
        payer += CALLERS
        count += 1
    return count


async def _pay(till: Till, payer: int) -> None:
    request_id, now = uuid.uuid4().hex, datetime.now(UTC)
    await till.collect(Incoming(CHANNEL, "VA", request_id, account_no(payer), 16_800, 16_800, now, request_id), at=now)


if __name__ == "__main__":
    main(int(sys.argv[1]))
