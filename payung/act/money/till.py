"""Where does a program with one event loop collect what banks tell, and say what is due?"""

from datetime import datetime

from payung.act.money.collect import Collected, Incoming, collected, told
from payung.act.money.inquire import ACCOUNT_DUE, Due, due
from payung.ledger.public import Counter, Desk


class Till:
    """As `collect` and `inquire`, but many callers at once share statements and sessions."""

    def __init__(self) -> None:
        self._counter, self._inquiries = Counter(), Desk()

    async def collect(self, incoming: Incoming, *, at: datetime) -> Collected:
        """As `payung.act.money.collect.collect`."""
        return collected(incoming.payment_id, await self._counter.receive(told(incoming, at=at)))

    async def inquire(self, account_no: str) -> Due:
        """As `payung.act.money.inquire.inquire`."""
        (row,) = await self._inquiries.ask(*ACCOUNT_DUE, [account_no])
        return due(row)

    async def close(self) -> None:
        """End its sessions, once what waits is posted."""
        await self._counter.close()
        await self._inquiries.close()
