"""All that others may import from act."""

from payung.act.bill import Billed, bill_month
from payung.act.collect import Collected, Incoming, Outcome, collect, payment_id
from payung.act.inquire import Due, DueBill, inquire
from payung.act.reconcile import Reconciled, reconcile
from payung.act.reverse import reverse, spend_credit
from payung.act.statement import LineReject, StatementLine, StatementUnreadable, read_statement
from payung.ledger.public import LedgerAway

__all__ = [
    "Billed",
    "Collected",
    "Due",
    "DueBill",
    "Incoming",
    "LedgerAway",
    "LineReject",
    "Outcome",
    "Reconciled",
    "StatementLine",
    "StatementUnreadable",
    "bill_month",
    "collect",
    "inquire",
    "payment_id",
    "read_statement",
    "reconcile",
    "reverse",
    "spend_credit",
]
