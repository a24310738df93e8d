"""All that others may import from act."""

from payung.act.bill import Billed, bill_month
from payung.act.claim.chance import Chance, chances
from payung.act.claim.deciding import Acted, appeal, check, computed, grounds, propose
from payung.act.claim.filing import Filed, Filing, checked, estimate, file_claim
from payung.act.claim.kind import Kind, kind_by_slug, kinds
from payung.act.claim.paper import add_document, read_document
from payung.act.claim.paying import RELATIONS, Payee, name_payee, pay
from payung.act.claim.policy import policy
from payung.act.claim.reckoning import Reckoning, reason_label
from payung.act.collect import Collected, Incoming, Outcome, collect, payment_id
from payung.act.inquire import Due, DueBill, inquire
from payung.act.reconcile import Reconciled, reconcile
from payung.act.reverse import reverse, spend_credit
from payung.act.statement import LineReject, StatementLine, StatementUnreadable, read_statement
from payung.ledger.public import LedgerAway

__all__ = [
    "RELATIONS",
    "Acted",
    "Billed",
    "Chance",
    "Collected",
    "Due",
    "DueBill",
    "Filed",
    "Filing",
    "Incoming",
    "Kind",
    "LedgerAway",
    "LineReject",
    "Outcome",
    "Payee",
    "Reckoning",
    "Reconciled",
    "StatementLine",
    "StatementUnreadable",
    "add_document",
    "appeal",
    "bill_month",
    "chances",
    "check",
    "checked",
    "collect",
    "computed",
    "estimate",
    "file_claim",
    "grounds",
    "inquire",
    "kind_by_slug",
    "kinds",
    "name_payee",
    "pay",
    "payment_id",
    "policy",
    "propose",
    "read_document",
    "read_statement",
    "reason_label",
    "reconcile",
    "reverse",
    "spend_credit",
]
