"""`payung simulate bank`: a bank that tells payments to a running Payung, misbehaving as asked, and judges the answers.

Ends with 1 when Payung answered wrongly: a forged call let in, a repeat answered otherwise than the first time, a true
payment refused.
"""

import argparse
import random
import secrets
import sys
import uuid
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32

from payung.api.bank.bank import INQUIRY_PATH, Bank, account_fields, open_bank
from payung.api.bank.book import Faults, statement, write_statement
from payung.api.bank.judge import Judge
from payung.api.bank.line import Line, LineDown
from payung.api.bank.mischief import Paid, Rates, Telling, signed, tellings

# What somebody saves who earns by the day, where nothing is due.
SMALL_IDR = (2_000, 5_000, 10_000, 20_000)
INQUIRY_OK = "2002400"


def main(words: Sequence[str]) -> int:
    """Run the simulation; the exit code."""
    asked = _asked(words)
    bank = open_bank(asked.channel, asked.keys)
    accounts = asked.accounts.read_text(encoding="utf-8").split()
    if not accounts:
        sys.stderr.write(f"{asked.accounts} names no virtual account\n")
        return 1
    try:
        payments = _payments(asked, bank, accounts)
        judge = _tell(asked, bank, payments)
    except LineDown as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if asked.statement:
        faults = Faults(asked.missing, asked.misstated, asked.late, asked.reversed)
        lines, planted = statement(payments, faults, asked.seed)
        write_statement(asked.statement, lines)
        sys.stdout.write(f"{asked.statement}: {len(lines)} lines, faults: {dict(Counter(planted.values()))}\n")
    sys.stdout.write(judge.report())
    return 1 if judge.wrong else 0


def _payments(asked: argparse.Namespace, bank: Bank, accounts: Sequence[str]) -> list[Paid]:
    """The bank's customers pay what the inquiry says is due, a small sum where nothing is, nothing where it refuses."""
    draw = random.Random(asked.seed)
    line = Line(asked.url)
    token = line.token(bank)
    found = []
    for _ in range(asked.payments):
        account_no = draw.choice(accounts)
        now = datetime.now(UTC)
        values = account_fields(account_no) | {"inquiryRequestId": uuid.uuid4().hex, "channelCode": 6011}
        reply = line.send(bank.request(INQUIRY_PATH, values, token, now, _external_id()))
        if reply.code != INQUIRY_OK:
            continue
        due_idr = int(reply.values["virtualAccountData"]["totalAmount"]["value"].split(".")[0])
        found.append(Paid(uuid.uuid4().hex, account_no, due_idr or draw.choice(SMALL_IDR), now))
    line.close()
    return found


def _tell(asked: argparse.Namespace, bank: Bank, payments: Sequence[Paid]) -> Judge:
    rates = Rates(asked.repeat, asked.alter, asked.reorder, asked.delay, asked.forge)
    calls = tellings(payments, rates, asked.seed)
    told = Counter(paid.account_no for paid in payments)
    judge = Judge(frozenset(account_no for account_no, times in told.items() if times > 1))
    # Calls of one payment stay in their order: they go through the same line.
    parts = [[c for c in calls if crc32(c.paid.request_id.encode()) % asked.lines == n] for n in range(asked.lines)]
    with ThreadPoolExecutor(asked.lines) as pool:
        for answered in pool.map(lambda part: _send_part(asked.url, bank, part), parts):
            for telling, code, body in answered:
                judge.hear(telling, code, body)
    return judge


def _send_part(url: str, bank: Bank, calls: Sequence[Telling]) -> list[tuple[Telling, str, bytes]]:
    line = Line(url)
    token = line.token(bank)
    answered = []
    for telling in calls:
        reply = line.send(signed(bank, telling, token, datetime.now(UTC), _external_id()))
        if reply.code == "4012501" and telling.kind != "WRONG_TOKEN":
            token = line.token(bank)
            reply = line.send(signed(bank, telling, token, datetime.now(UTC), _external_id()))
        answered.append((telling, reply.code, reply.body))
    line.close()
    return answered


def _external_id() -> str:
    return str(secrets.randbelow(10**18))


def _asked(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="payung simulate bank", description="A bank that misbehaves on demand.")
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="where Payung answers")
    parser.add_argument("--keys", type=Path, default=Path(".data/keys"), help="Payung's keys; the bank registers there")
    parser.add_argument("--accounts", type=Path, required=True, help="file of virtual accounts, one a line")
    parser.add_argument("--channel", default="BANK_SIM", help="the bank's name in the ledger")
    parser.add_argument("--payments", type=int, default=100)
    parser.add_argument("--lines", type=int, default=4, help="connections used at once")
    parser.add_argument("--seed", type=int, default=1)
    for name, what in (
        ("repeat", "told more than once"),
        ("alter", "also told with another amount"),
        ("reorder", "told out of order"),
        ("delay", "told after all others"),
        ("forge", "also told by somebody without the keys"),
        ("missing", "left out of the statement"),
        ("misstated", "with another amount in the statement"),
        ("late", "booked a day late in the statement"),
        ("reversed", "reversed in the statement"),
    ):
        parser.add_argument(f"--{name}", type=float, default=0.0, metavar="SHARE", help=f"share of payments {what}")
    parser.add_argument("--statement", type=Path, help="write the bank's statement there (CSV)")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
