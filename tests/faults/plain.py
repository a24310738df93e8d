"""What should the books say? Money and instalments in plain Python, without a database, to compare the ledger with.

Written from the sentences of `payung.act.money.collect` and `payung.act.money.reverse`, not from their statements:
lists and sums, one thing after the other.
"""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

# What became of a payment: outcome, reason, bills paid, credit afterwards, day from which cover holds.
Answer = tuple[str, str | None, int, int, date | None]


@dataclass
class PlainBill:
    """A bill; `paid` once it is paid whole, `moved` once a plan of instalments stands for it; `kind` as in the base."""

    bill_id: UUID
    month: date
    due_on: date
    amount_idr: int
    paid: bool = False
    kind: str = "BPU"
    moved: bool = False

    @property
    def age(self) -> tuple[bool, date, date, UUID]:
        """By what the one of two bills that is paid first is known: contributions before fees, the older before."""
        return self.kind == "LATE_FEE", self.month, self.due_on, self.bill_id


@dataclass
class PlainPayer:
    """A payer with a virtual account; `is_exact` where only the due amount is taken."""

    number: str
    is_exact: bool
    credit_idr: int = 0
    bills: list[PlainBill] = field(default_factory=list)

    def open(self) -> list[PlainBill]:
        """Bills that are not paid, oldest first, fees after all contributions."""
        return sorted((bill for bill in self.bills if not bill.paid and not bill.moved), key=lambda bill: bill.age)

    @property
    def due_idr(self) -> int:
        """What all open bills come to."""
        return sum(bill.amount_idr for bill in self.open())

    @property
    def contributions_idr(self) -> int:
        """What the open bills come to without fees: cover waits for these alone."""
        return sum(bill.amount_idr for bill in self.open() if bill.kind != "LATE_FEE")

    def arrears(self, before: date) -> list[PlainBill]:
        """Open bills of JKN for months before a month."""
        return [bill for bill in self.open() if bill.kind == "JKN" and bill.month < before]

    def refusal(self, before: date, months_min: int) -> str | None:
        """Why no instalments can be agreed; None where they can."""
        if any(bill.kind == "INSTALMENT" for bill in self.open()):
            return "PLAN_RUNNING"
        # A month may have more than one bill.
        months = len({bill.month for bill in self.arrears(before)})
        return None if months >= months_min else "TOO_FEW_MONTHS" if months else "NOTHING_OWED"

    def instal(self, before: date, instalments: list[PlainBill]) -> None:
        """The arrears are moved: their bills are owed no more, the instalments are."""
        for bill in self.arrears(before):
            bill.moved = True
        self.bills += instalments

    def pay_bills(self) -> tuple[int, int]:
        """Pay whole bills from the credit, oldest first, as far as it goes; how many and how much."""
        count = spent = 0
        for bill in self.open():
            if bill.amount_idr > self.credit_idr:
                break
            bill.paid = True
            self.credit_idr -= bill.amount_idr
            count, spent = count + 1, spent + bill.amount_idr
        return count, spent


@dataclass
class PlainPayment:
    """A payment that was posted; `is_back` once it was taken back."""

    number: str
    amount_idr: int
    answer: Answer
    payer: PlainPayer | None
    is_back: bool = False


@dataclass
class PlainBooks:
    """All that was told, and what it came to."""

    payers: dict[str, PlainPayer] = field(default_factory=dict)
    payments: dict[UUID, PlainPayment] = field(default_factory=dict)
    cash_idr: int = 0
    suspense_idr: int = 0

    def collect(
        self, payment_id: UUID, number: str, amount_idr: int, total_idr: int | None, on: date, *, is_right: bool = False
    ) -> tuple[Answer, bool]:
        """The answer to a payment, and whether it is a repeat; `is_right` for one that corrects another."""
        held = self.payments.get(payment_id)
        if held is not None:
            if (held.number, held.amount_idr) != (number, amount_idr):
                return ("REFUSED", "OTHER_CONTENT", 0, 0, None), True
            return held.answer, True
        payer = self.payers.get(number)
        reason = "UNKNOWN_ACCOUNT" if payer is None else None
        if payer is not None and payer.is_exact and not is_right:
            due_idr = payer.due_idr - payer.credit_idr
            if due_idr <= 0:
                reason = "NOTHING_DUE"
            elif amount_idr not in (due_idr, payer.contributions_idr - payer.credit_idr) or total_idr not in (
                None,
                amount_idr,
            ):
                reason = "WRONG_AMOUNT"
        self.cash_idr += amount_idr
        if payer is None or reason is not None:
            self.suspense_idr += amount_idr
            answer: Answer = ("SUSPENSE", reason, 0, 0, None)
            self.payments[payment_id] = PlainPayment(number, amount_idr, answer, None)
            return answer, False
        due_idr = payer.contributions_idr
        payer.credit_idr += amount_idr
        count, spent = payer.pay_bills()
        active_from = on if due_idr and spent >= due_idr else None
        answer = ("SETTLED" if count else "CREDITED", None, count, payer.credit_idr, active_from)
        self.payments[payment_id] = PlainPayment(number, amount_idr, answer, payer)
        return answer, False

    def reverse(self, payment_id: UUID) -> tuple[str, int]:
        """A payment is taken back; how many bills are open again."""
        held = self.payments.get(payment_id)
        if held is None:
            return "UNKNOWN_PAYMENT", 0
        if held.is_back:
            return "ALREADY_REVERSED", 0
        held.is_back = True
        self.cash_idr -= held.amount_idr
        if held.payer is None:
            self.suspense_idr -= held.amount_idr
            return "REVERSED", 0
        payer, unpaid = held.payer, 0
        for bill in sorted((bill for bill in payer.bills if bill.paid), key=lambda bill: bill.age, reverse=True):
            if payer.credit_idr >= held.amount_idr:
                break
            bill.paid = False
            payer.credit_idr += bill.amount_idr
            unpaid += 1
        payer.credit_idr -= held.amount_idr
        return "REVERSED", unpaid

    def spend(self, number: str) -> int:
        """Saved credit pays what has become due; how many bills."""
        return self.payers[number].pay_bills()[0]
