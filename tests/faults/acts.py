"""Does the ledger do what a plain model does, act by act? `python -m tests.faults.acts`; its mutants differ.

Hypothesis chooses acts at random: bills, fees, payments whole and small, repeats true and altered, payments taken back,
corrections, saved credit spent, arrears moved into instalments. After each act the answer, and the payer's bills,
credit and debt, and the bank's cash and suspense must be those of `plain.py`; a difference is shrunk to the shortest
list of acts that shows it.
"""

import argparse
import json
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import psycopg
from django.db import connection
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from payung.act.public import Incoming, agree, collect, inquire, propose_gift, reverse, spend_credit
from payung.law.public import load_law
from payung.ledger.money import instalment
from payung.ledger.public import enter_suspense_check, migrate, proposal, start, suspense_payment, system_scope
from payung.ledger.reader.scope import Scope, within
from tests.faults.plain import PlainBill, PlainBooks, PlainPayer

AT = datetime(2026, 11, 9, 3, 30, tzinfo=UTC)
PAYERS = 3
STEPS = 50
AMOUNTS = st.sampled_from((1, 2_000, 5_000, 16_799, 16_800, 16_801, 33_600, 42_000, 150_000))
BILLS = st.sampled_from((16_800, 16_800, 42_000, 7_000))
FEES = st.sampled_from((336, 840, 5_000))
INDEX = st.integers(0, 999)
MONTHS = tuple(date(2026, month, 1) for month in range(1, 13))
# Payers and banks are never used twice, so that one run does not see what another left.
NUMBERS = count(1)


class Acts(RuleBasedStateMachine):
    """The ledger and the plain books, side by side."""

    done = 0

    def __init__(self) -> None:
        super().__init__()
        self.books = PlainBooks()
        self.told: list[Incoming] = []
        self.ids: list[uuid.UUID] = []
        self.corrected: set[uuid.UUID] = set()
        self.participants: dict[str, int] = {}
        self.channel = f"BANK_{uuid.uuid4().hex[:12]}"

    @initialize()
    def payers(self) -> None:
        """Three new payers, one of whom must pay exactly."""
        with system_scope(), connection.cursor() as cursor:
            for place in range(PAYERS):
                number = f"88888{next(NUMBERS):010d}"
                cursor.execute(PARTICIPANT, [uuid.uuid4().bytes])
                self.participants[number] = cursor.fetchone()[0]
                rule_of = "EXACT" if place == 0 else "ANY"
                cursor.execute(ACCOUNT, [number, self.participants[number], rule_of])
                self.books.payers[number] = PlainPayer(number, is_exact=place == 0)

    @rule(place=INDEX, amount_idr=BILLS, month=st.sampled_from(MONTHS))
    def bill(self, place: int, amount_idr: int, month: date) -> None:
        """A month is billed."""
        self._bill(self._payer(place), month, amount_idr, "BPU")

    @rule(place=INDEX, amount_idr=BILLS, months=st.integers(1, 9))
    def bill_months_of_health(self, place: int, amount_idr: int, months: int) -> None:
        """Months of JKN are billed, enough of them to be paid by instalments."""
        self._bill_health(self._payer(place), amount_idr, months)

    @rule(place=INDEX, amount_idr=FEES, month=st.sampled_from(MONTHS))
    def charge(self, place: int, amount_idr: int, month: date) -> None:
        """A fee for a late month is billed, which is older or younger than what is open."""
        self._bill(self._payer(place), month, amount_idr, "LATE_FEE")

    @rule(
        place=INDEX, amount_idr=BILLS, fee_idr=FEES, month=st.sampled_from(MONTHS), more_idr=st.sampled_from((0, 335))
    )
    def pay_contributions(self, place: int, amount_idr: int, fee_idr: int, month: date, more_idr: int) -> None:
        """Who is charged for a month pays all contributions, and the fee in a payment of its own or not yet."""
        payer = self._payer(place)
        if payer.arrears(AT.date().replace(day=1)):
            # Arrears of JKN are left for instalments.
            return
        self._bill(payer, month, amount_idr, "BPU")
        self._bill(payer, month, fee_idr, "LATE_FEE")
        owed = payer.contributions_idr - payer.credit_idr
        if owed > 0:
            self._tell(self._incoming(payer.number, owed + more_idr, None))

    @rule(place=INDEX, amount_idr=BILLS, months=st.integers(0, 9))
    def agree_to_instalments(self, place: int, amount_idr: int, months: int) -> None:
        """Arrears, with those billed now, become instalments where the law lets them, and are owed once."""
        payer, participant = self._payer(place), self.participants[self._payer(place).number]
        self._bill_health(payer, amount_idr, months)
        month = AT.date().replace(day=1)
        months_min = int(str(load_law().value("jkn.rehab.min_months", month)))
        arrears = payer.arrears(month)
        with system_scope():
            found = agree(participant, on=AT.date(), at=AT)
        assert found.reason == payer.refusal(month, months_min)
        if found.reason:
            return
        months = {bill.month for bill in arrears}
        assert (found.arrears_months, found.arrears_idr) == (len(months), sum(bill.amount_idr for bill in arrears))
        assert sum(idr for _, _, idr in found.schedule) == found.arrears_idr
        with system_scope():
            ids = [instalment.instalment_id(instalment.plans_of(participant)[0].plan_id, n + 1) for n in range(99)]
        made = [PlainBill(key, *one, kind="INSTALMENT") for key, one in zip(ids, found.schedule, strict=False)]
        payer.instal(month, made)

    @rule(place=INDEX, amount_idr=AMOUNTS)
    def pay(self, place: int, amount_idr: int) -> None:
        """Some amount comes, often small."""
        self._tell(self._incoming(self._payer(place).number, amount_idr, amount_idr))

    @rule(place=INDEX)
    def pay_what_is_due(self, place: int) -> None:
        """What the inquiry says is paid, once it is the same in both."""
        payer = self._payer(place)
        due = inquire(payer.number)
        expected = max(0, payer.due_idr - payer.credit_idr)
        assert due.amount_idr == expected
        assert due.reason == ("NOTHING_DUE" if payer.is_exact and not expected else None)
        if not due.reason:
            bills = [(uuid.UUID(bill.number), bill.month, bill.amount_idr) for bill in due.bills]
            assert bills == [(bill.bill_id, bill.month, bill.amount_idr) for bill in payer.open()]
        if expected:
            self._tell(self._incoming(payer.number, expected, expected))

    @rule(amount_idr=AMOUNTS)
    def pay_for_nobody(self, amount_idr: int) -> None:
        """Money comes for an account that is not known."""
        self._tell(self._incoming("777770000000001", amount_idr, None))

    @precondition(lambda self: self.told)
    @rule(place=INDEX)
    def repeat(self, place: int) -> None:
        """The bank tells again what it told."""
        self._tell(self.told[place % len(self.told)])

    @precondition(lambda self: self.told)
    @rule(place=INDEX, amount_idr=AMOUNTS, is_amount=st.booleans())
    def repeat_altered(self, place: int, amount_idr: int, is_amount: bool) -> None:
        """The same request with another amount, or for another account."""
        old = self.told[place % len(self.told)]
        number = old.account_no if is_amount else self._payer(place + 1).number
        new = Incoming(self.channel, old.kind, old.request_id, number, amount_idr, amount_idr, AT, None)
        self._tell(new, keep=False)

    @precondition(lambda self: self.ids)
    @rule(place=INDEX)
    def take_back(self, place: int) -> None:
        """The bank takes money back, now and then twice."""
        payment = self.ids[place % len(self.ids)]
        assert reverse(payment, on=AT.date(), at=AT) == self.books.reverse(payment)

    @precondition(lambda self: self.ids)
    @rule(place=INDEX, amount_idr=AMOUNTS)
    def correct(self, place: int, amount_idr: int) -> None:
        """What was told wrongly is taken back, and what is right stands in its place."""
        wrong = self.ids[place % len(self.ids)]
        if wrong in self.corrected:
            return
        number = self._payer(place).number
        waiting = self._waiting(wrong)
        if waiting is not None and not waiting:
            # It lay in suspense and the bank took it back: nothing is left to be given to anybody.
            return
        if waiting:
            # Out of suspense money goes whole, and by two people only.
            amount_idr = waiting
            self._approve(wrong, number)
        self.corrected.add(wrong)
        assert reverse(wrong, on=AT.date(), at=AT) == self.books.reverse(wrong)
        right = self._incoming(number, amount_idr, None)
        self._tell(right, keep=False, corrects=wrong)

    @rule()
    def take_back_what_never_came(self) -> None:
        """A payment that nobody told cannot be taken back."""
        assert reverse(uuid.uuid4(), on=AT.date(), at=AT) == ("UNKNOWN_PAYMENT", 0)

    @rule(place=INDEX)
    def spend(self, place: int) -> None:
        """Saved credit pays what has become due."""
        payer = self._payer(place)
        settled = spend_credit(participant_id=self.participants[payer.number], on=AT.date(), at=AT)
        assert settled == self.books.spend(payer.number)

    @invariant()
    def books_agree(self) -> None:
        """Credit, debt and open bills of each payer, cash and suspense of the bank; and all of it sums to zero."""
        type(self).done += 1
        with system_scope(), connection.cursor() as cursor:
            cursor.execute(HELD, [list(self.participants.values()), self.channel])
            held = {(kind, participant): idr for kind, participant, idr in cursor.fetchall() if idr}
            cursor.execute(OPEN, [list(self.participants.values())])
            open_bills = {bill for (bill,) in cursor.fetchall()}
        said = {("CASH", None): -self.books.cash_idr, ("SUSPENSE", None): self.books.suspense_idr}
        for number, payer in self.books.payers.items():
            said["CREDIT", self.participants[number]] = payer.credit_idr
            paid_idr = sum(bill.amount_idr for bill in payer.bills if bill.paid)
            said["RECEIVABLE", self.participants[number]] = paid_idr
        assert held == {key: idr for key, idr in said.items() if idr}
        assert sum(held.values()) == 0
        assert open_bills == {bill.bill_id for payer in self.books.payers.values() for bill in payer.open()}

    def _bill(self, payer: PlainPayer, month: date, amount_idr: int, kind: str) -> None:
        # Of two bills of a month and day the one with the lower number is paid first: always the one billed first.
        bill = PlainBill(uuid.UUID(int=next(NUMBERS)), month, month + timedelta(days=14), amount_idr, kind=kind)
        with system_scope(), connection.cursor() as cursor:
            values = [bill.bill_id, self.participants[payer.number], kind, bill.month, bill.due_on, amount_idr]
            cursor.execute(BILL, values)
            if kind == "JKN":
                # The class of care, without which no instalments are offered.
                cursor.execute(LINE, [bill.bill_id, values[1], amount_idr, amount_idr])
        payer.bills.append(bill)

    def _bill_health(self, payer: PlainPayer, amount_idr: int, months: int) -> None:
        for month in MONTHS[:months]:
            self._bill(payer, month, amount_idr, "JKN")

    def _waiting(self, payment: uuid.UUID) -> int | None:
        """What waits of a payment in suspense, 0 where it was taken back; None for one that never lay there."""
        with system_scope(), connection.cursor() as cursor:
            cursor.execute("SELECT outcome FROM ledger.payment WHERE payment_id = %s", [payment])
            if cursor.fetchone()[0] != "SUSPENSE":
                return None
            held = suspense_payment(payment)
        return held.amount_idr if held else 0

    def _approve(self, payment: uuid.UUID, number: str) -> None:
        with within(Scope(1, "maker", "BPJS", "SERVICE", 0, "")):
            assert propose_gift(payment, payment, number, "x", on=AT.date(), at=AT) == "PROPOSED"
            held = proposal(payment)
        assert held is not None
        with within(Scope(2, "checker", "CHECKER", "SERVICE", 0, "")):
            assert enter_suspense_check(payment, held, "APPROVED", None, on=AT.date(), at=AT) == "ENTERED"

    def _payer(self, place: int) -> PlainPayer:
        return list(self.books.payers.values())[place % PAYERS]

    def _incoming(self, number: str, amount_idr: int, total_idr: int | None) -> Incoming:
        return Incoming(self.channel, "VA", uuid.uuid4().hex, number, amount_idr, total_idr, AT, None)

    def _tell(self, incoming: Incoming, *, keep: bool = True, corrects: uuid.UUID | None = None) -> None:
        found = collect(incoming, at=AT, corrects=corrects)
        answer = (str(found.outcome), found.reason, found.settled_bills, found.credit_idr, found.active_from)
        facts = (incoming.account_no, incoming.amount_idr, incoming.total_idr, AT.date())
        said, is_repeat = self.books.collect(incoming.payment_id, *facts, is_right=corrects is not None)
        assert (answer, found.is_repeat) == (said, is_repeat)
        if not is_repeat:
            self.ids.append(incoming.payment_id)
            if keep:
                self.told.append(incoming)


PARTICIPANT = """
INSERT INTO ledger.participant (subject, name, region_code, entered_by) VALUES (%s, 'PESERTA', '32.01', 0)
RETURNING participant_id
"""
ACCOUNT = "INSERT INTO ledger.virtual_account (number, participant_id, amount_rule) VALUES (%s, %s, %s)"
BILL = """
INSERT INTO ledger.bill (bill_id, participant_id, kind, month, due_on, amount_idr) VALUES (%s, %s, %s, %s, %s, %s)
"""
LINE = """
INSERT INTO ledger.bill_line (bill_id, participant_id, programme, care_class, gross_idr, relief_idr, state_idr,
    region_idr, amount_idr)
VALUES (%s, %s, 'JKN', 3, %s, 0, 0, 0, %s)
"""
HELD = """
SELECT a.kind, a.participant_id,
    sum(CASE WHEN p.credit_id = a.account_id THEN p.amount_idr ELSE -p.amount_idr END)::bigint
FROM ledger.account a JOIN ledger.posting p ON a.account_id IN (p.credit_id, p.debit_id)
WHERE a.participant_id = ANY (%s) OR a.party_id = (SELECT party_id FROM ledger.party WHERE code = %s)
GROUP BY a.account_id
"""
OPEN = """
SELECT b.bill_id FROM ledger.bill b WHERE b.participant_id = ANY (%s)
    AND b.amount_idr > (SELECT coalesce(sum(a.amount_idr), 0) FROM ledger.allocation a WHERE a.bill_id = b.bill_id)
"""


def run(acts: int, seed: int, *, shrinks: bool = True) -> tuple[int, str]:
    """Do at least so many random acts; how many were done, and the shortest list of acts that differs, or ''."""
    phases = [Phase.generate, Phase.shrink] if shrinks else [Phase.generate]
    Acts.done = 0
    Acts._hypothesis_internal_use_seed = seed  # type: ignore[attr-defined]
    while Acts.done < acts:
        chosen = settings(
            max_examples=max(1, (acts - Acts.done) // STEPS),
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            print_blob=False,
            report_multiple_bugs=False,
            phases=phases,
            suppress_health_check=list(HealthCheck),
        )
        Acts._hypothesis_internal_use_seed += 1  # type: ignore[attr-defined]
        try:
            run_state_machine_as_test(Acts, settings=chosen)
        except AssertionError as difference:
            return Acts.done, "\n".join(["the books differ", *getattr(difference, "__notes__", ())])
    return Acts.done, ""


def _altered(function: str, old: str, new: str) -> Callable[[psycopg.Connection], None]:
    def alter(admin: psycopg.Connection) -> None:
        row = admin.execute("SELECT pg_get_functiondef(%s::regproc)", [function]).fetchone()
        text = row[0] if row else ""
        if old not in text:
            raise ValueError(f"{function} does not hold {old!r}")
        admin.execute(text.replace(old, new))

    return alter


def _moved_stays_open(_: psycopg.Connection) -> None:
    """A bill for which instalments stand is closed but for one rupiah."""
    closed = "bill_id, NULL, amount_idr,"
    if closed not in instalment.MOVE:
        raise ValueError("the move of arrears is written otherwise")
    instalment.MOVE = instalment.MOVE.replace(closed, "bill_id, NULL, amount_idr - 1,")


# A guard is taken out of a function of the database, or a statement; the model must see it.
MUTANTS: dict[str, Callable[[psycopg.Connection], None]] = {
    "altered-is-repeat": _altered("ledger.receive_payments", "held.amount_idr <> one.amount_idr", "false"),
    "oldest-is-unpaid": _altered("ledger.reverse_payment", "b.month DESC", "b.month"),
    "fee-is-paid-first": _altered("ledger.open_bills", "ORDER BY b.is_fee, b.month", "ORDER BY b.is_fee DESC, b.month"),
    "fee-keeps-cover": _altered(
        "ledger.receive_payments", "j.spent_idr >= j.due_idr THEN", "j.spent_idr = j.whole_idr THEN"
    ),
    "fee-is-unpaid-last": _altered("ledger.reverse_payment", "b.kind = 'LATE_FEE' DESC", "b.kind = 'LATE_FEE'"),
    "newest-is-paid": _altered("ledger.receive_payments", "ORDER BY b.sum_idr", "ORDER BY b.sum_idr DESC"),
    "moved-stays-open": _moved_stays_open,
}


def main(words: Sequence[str]) -> int:
    """Prove, write what was found as JSON; 1 when the ledger differs from the model."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.acts")
    parser.add_argument("--acts", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mutant", choices=list(MUTANTS), default="")
    asked = parser.parse_args(words)
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="payung-acts-") as folder:
        Path(folder).chmod(0o755)
        with start(Path(folder), shared_buffers="64MB") as server:
            migrate()
            if asked.mutant:
                with psycopg.connect(server.url("admin"), autocommit=True) as admin:  # type: ignore[union-attr]
                    MUTANTS[asked.mutant](admin)
            done, difference = run(asked.acts, asked.seed, shrinks=not asked.mutant)
            connection.close()
    found = {"acts": done, "seconds": round(time.monotonic() - begin, 1), "difference": difference}
    sys.stdout.write(json.dumps(found) + "\n")
    return 1 if difference else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
