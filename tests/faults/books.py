"""What were the callers answered, and do the books hold exactly that?

Many callers at once tell payments to a till, as the banks' program does; a call that got no answer is told again.
Afterwards the books are compared with what was acknowledged:

* lost: acknowledged, but not in the books;
* double: in the books more than once, or with two amounts;
* unbalanced: accounts whose balances are not what was acknowledged, bills paid other than whole, credit below zero.
"""

import asyncio
import random
import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import psycopg
import uvloop

from payung.act.public import Incoming, LedgerAway, Outcome, Till
from payung.api.bank.mischief import Paid, Rates, Telling, tellings
from tests.act.payers import CHANNEL, account_no

CALLERS = 8
RATES = Rates(repeat=0.4, alter=0.05, reorder=0.05)
MONTH_IDR = 16_800


@dataclass
class Told:
    """What the callers were answered: by request id the amounts that were taken; answers of repeats that changed."""

    taken: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    first: dict[tuple[str, int], object] = field(default_factory=dict)
    changed: int = 0
    calls: int = 0
    retries: int = 0
    is_over: threading.Event = field(default_factory=threading.Event)


@dataclass
class Books:
    """The faults of the books; none of them when all is well."""

    lost: int
    double: int
    unbalanced: list[str]

    @property
    def are_right(self) -> bool:
        """Whether the books hold what was acknowledged, once."""
        return not (self.lost or self.double or self.unbalanced)


def payments(count: int, draw: random.Random) -> list[Telling]:
    """Calls of so many payments to half as many accounts: repeated, altered and out of order."""
    now = datetime.now(UTC)
    accounts = max(count // 2, 1)
    paid = [
        Paid(
            f"P{number}", account_no(draw.randrange(accounts)), draw.choice((MONTH_IDR, MONTH_IDR, 5_000, 40_000)), now
        )
        for number in range(count)
    ]
    return tellings(paid, RATES, draw.randrange(1 << 30))


@contextmanager
def telling(calls: Sequence[Telling], told: Told) -> Iterator[threading.Thread]:
    """A thread whose callers tell these calls; at the end it is waited for, or stopped where the block failed."""
    thread = threading.Thread(target=lambda: uvloop.run(_tell_all(calls, told)))
    thread.start()
    try:
        yield thread
    except BaseException:
        told.is_over.set()
        raise
    finally:
        thread.join()


def under_fire(calls: Sequence[Telling], told: Told, shots: Sequence[Callable[[], bool]]) -> int:
    """Tell these calls while shots fall, evenly spread over them; how many of the shots hit."""
    # The first shot falls when work has begun, the last before it ends.
    marks = [(number + 1) * len(calls) // (len(shots) + 2) for number in range(len(shots))]
    hits = 0
    with telling(calls, told) as thread:
        for mark, shot in zip(marks, shots, strict=True):
            while told.calls < mark and thread.is_alive():
                time.sleep(0.005)
            hits += shot()
    return hits


async def _tell_all(calls: Sequence[Telling], told: Told) -> None:
    till = Till()
    # Calls of one payment go to different callers, so that a repeat can meet the first one on its way.
    await asyncio.gather(*(_tell(till, calls[number::CALLERS], told) for number in range(CALLERS)))
    await till.close()


async def _tell(till: Till, calls: Sequence[Telling], told: Told) -> None:
    for call in calls:
        incoming = Incoming(
            channel=CHANNEL,
            kind="VA",
            request_id=call.paid.request_id,
            account_no=call.paid.account_no,
            amount_idr=call.told_idr,
            total_idr=call.paid.amount_idr,
            paid_at=call.paid.paid_at,
            external_id=str(uuid.uuid4().int)[:18],
        )
        while not told.is_over.is_set():
            try:
                collected = await till.collect(incoming, at=datetime.now(UTC))
            except LedgerAway:
                told.retries += 1
                continue
            answer = (collected.outcome, collected.reason, collected.settled_bills, collected.credit_idr)
            told.calls += 1
            if collected.outcome is not Outcome.REFUSED:
                told.taken[call.paid.request_id].add(call.told_idr)
            if told.first.setdefault((call.paid.request_id, call.told_idr), answer) != answer:
                told.changed += 1
            break


def compare(admin: psycopg.Connection, told: Told) -> Books:
    """How many payments are lost, how many count double, and what does not balance."""
    posted: dict[str, list[int]] = defaultdict(list)
    for request_id, amount_idr in admin.execute(RECEIPTS):
        posted[request_id].append(amount_idr)
    lost = sum(request_id not in posted for request_id in told.taken)
    double = sum(len(posted[request_id]) > 1 or len(amounts) > 1 for request_id, amounts in told.taken.items())
    wrong = [f"{count} {name}" for name, sql in UNBALANCED.items() if (count := _count(admin, sql))]
    wrong += [f"{told.changed} repeats answered otherwise"] if told.changed else []
    amounts = {request_id: min(amounts) for request_id, amounts in told.taken.items()}
    altered = sum(posted[request_id] != [idr] for request_id, idr in amounts.items() if len(posted[request_id]) == 1)
    wrong += [f"{altered} payments with another amount"] if altered else []
    # A call that was cut off at the end may be posted without having been acknowledged.
    said = sum(amounts.values())
    unsaid = sum(sum(idr) for request_id, idr in posted.items() if request_id not in amounts)
    if (cash := _count(admin, CASH)) != said + unsaid:
        wrong.append(f"the bank's account holds {cash}, {said} were acknowledged")
    return Books(lost, double, wrong)


def _count(admin: psycopg.Connection, sql: str) -> int:
    row = admin.execute(sql).fetchone()
    return int(row[0] or 0) if row else 0


RECEIPTS = """
SELECT p.request_id, r.amount_idr FROM ledger.posting r JOIN ledger.payment p USING (payment_id)
WHERE r.kind = 'RECEIPT'
"""
CASH = """
SELECT sum(p.amount_idr) FROM ledger.posting p JOIN ledger.account a ON a.account_id = p.debit_id WHERE a.kind = 'CASH'
"""
BALANCE = """
SELECT a.account_id, a.kind, a.participant_id,
    sum(CASE WHEN p.credit_id = a.account_id THEN p.amount_idr ELSE -p.amount_idr END) AS idr
FROM ledger.account a JOIN ledger.posting p ON a.account_id IN (p.credit_id, p.debit_id) GROUP BY a.account_id
"""
# By what is wrong: the number of rows of it.
UNBALANCED = {
    "rupiah by which the accounts' balances miss zero": f"SELECT abs(sum(idr)) FROM ({BALANCE}) b",
    "credits below zero": f"SELECT count(*) FROM ({BALANCE}) b WHERE kind = 'CREDIT' AND idr < 0",
    "payments without a posting": """
        SELECT count(*) FROM ledger.payment p
        WHERE NOT EXISTS (SELECT FROM ledger.posting r WHERE r.payment_id = p.payment_id AND r.kind = 'RECEIPT')""",
    "bills paid otherwise than whole": """
        SELECT count(*) FROM (SELECT b.bill_id FROM ledger.bill b JOIN ledger.allocation a USING (bill_id)
        GROUP BY b.bill_id HAVING sum(a.amount_idr) <> max(b.amount_idr)) w""",
    "payers whose debt is not what their bills say": f"""
        SELECT count(*) FROM ({BALANCE}) b WHERE kind = 'RECEIVABLE' AND idr <> (
        SELECT sum(a.amount_idr) FROM ledger.allocation a JOIN ledger.bill l USING (bill_id)
        WHERE l.participant_id = b.participant_id)""",
    "bills left open that credit could pay": f"""
        SELECT count(*) FROM ({BALANCE}) b JOIN (SELECT participant_id, min(amount_idr) AS least FROM ledger.bill l
        WHERE NOT EXISTS (SELECT FROM ledger.allocation a WHERE a.bill_id = l.bill_id) GROUP BY 1) o
        USING (participant_id) WHERE b.kind = 'CREDIT' AND b.idr >= o.least""",
}
