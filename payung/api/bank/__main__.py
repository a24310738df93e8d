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

# What the help says below the options.
EXAMPLES = """
beside `payung up`, which writes the accounts to be paid to:

  payung simulate bank                                             a bank that behaves
  payung simulate bank --repeat 0.3 --alter 0.1 --forge 0.2        one that repeats, changes its mind, and is imitated
  payung simulate bank --missing 0.1 --reversed 0.1 --statement rekening-koran.csv
                                                                   one whose statement disagrees: hand it in on the page
                                                                   Uang for the bank BANK_SIM

What is printed: each kind of call with how Payung answered it, how often, and what that answer means.
"""
# What somebody saves who earns by the day, where nothing is due.
SMALL_IDR = (2_000, 5_000, 10_000, 20_000)
INQUIRY_OK = "2002400"


def main(words: Sequence[str]) -> int:
    """Run the simulation; the exit code."""
    asked = _asked(words)
    bank = open_bank(asked.channel, asked.keys or asked.data / "keys")
    file = asked.accounts or asked.data / "examples" / "rekening-virtual.txt"
    if not file.is_file():
        sys.stderr.write(f"{file} is not there; `payung up` writes it, or name a file with --accounts\n")
        return 1
    accounts = file.read_text(encoding="utf-8").split()
    if not accounts:
        sys.stderr.write(f"{file} names no virtual account\n")
        return 1
    try:
        payments = _payments(asked, bank, accounts)
        judge = _tell(asked, bank, payments)
    except LineDown as error:
        sys.stderr.write(f"{error}; does Payung run there?\n")
        return 1
    if asked.statement:
        faults = Faults(asked.missing, asked.misstated, asked.late, asked.reversed)
        lines, planted = statement(payments, faults, asked.seed)
        write_statement(asked.statement, lines)
        planned = ", ".join(f"{count} {fault}" for fault, count in sorted(Counter(planted.values()).items()))
        sys.stdout.write(f"{asked.statement}: {len(lines)} lines; faults put in: {planned or 'none'}\n")
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


def _share(text: str) -> float:
    share = float(text)
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{text} is no share; give 0.1 for one in ten")
    return share


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError(f"{text} is too few; give 1 or more")
    return count


def _asked(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="payung simulate bank",
        description="A bank that pays, misbehaves on demand, and judges how Payung answers.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--url", default="http://127.0.0.1:8001", help="where Payung answers banks (%(default)s)")
    parser.add_argument("--data", type=Path, default=Path(".data"), help="folder that `payung up` made (%(default)s)")
    parser.add_argument("--keys", type=Path, help="Payung's keys, where the bank registers (DATA/keys)")
    parser.add_argument("--accounts", type=Path, help="file of virtual accounts, one a line (that of `payung up`)")
    parser.add_argument("--channel", default="BANK_SIM", help="the bank's name in the ledger (%(default)s)")
    parser.add_argument("--payments", type=_count, default=100, help="how many customers pay (%(default)s)")
    parser.add_argument("--lines", type=_count, default=4, help="connections used at once (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed misbehaves in the same way (%(default)s)")
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
        help_ = f"share of payments, 0 to 1, {what}"
        parser.add_argument(f"--{name}", type=_share, default=0.0, metavar="SHARE", help=help_)
    parser.add_argument("--statement", type=Path, help="write the bank's statement there (CSV)")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
