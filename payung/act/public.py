"""All that others may import from act."""

from payung.act.collect import Collected, Incoming, Outcome, collect, payment_id
from payung.act.inquire import Due, DueBill, inquire
from payung.act.reverse import reverse, spend_credit
from payung.ledger.public import LedgerAway

__all__ = [
    "Collected",
    "Due",
    "DueBill",
    "Incoming",
    "LedgerAway",
    "Outcome",
    "collect",
    "inquire",
    "payment_id",
    "reverse",
    "spend_credit",
]
