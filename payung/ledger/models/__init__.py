"""Every model of Payung, one noun a file."""

from payung.ledger.models.access import Access
from payung.ledger.models.account import Account
from payung.ledger.models.allocation import Allocation
from payung.ledger.models.api_token import ApiToken
from payung.ledger.models.attempt import Attempt, AttemptStep
from payung.ledger.models.bill import Bill
from payung.ledger.models.bill_line import BillLine
from payung.ledger.models.bill_withdrawal import BillWithdrawal
from payung.ledger.models.blocked_count import BlockedCount
from payung.ledger.models.bridge import Bridge
from payung.ledger.models.claim import Claim
from payung.ledger.models.claim_appeal import ClaimAppeal
from payung.ledger.models.claim_check import ClaimCheck
from payung.ledger.models.claim_decision import ClaimDecision
from payung.ledger.models.claim_document import ClaimDocument
from payung.ledger.models.claim_payee import ClaimPayee
from payung.ledger.models.claim_payment import ClaimPayment
from payung.ledger.models.clock import Clock
from payung.ledger.models.clock_count import ClockCount
from payung.ledger.models.contact import Contact
from payung.ledger.models.coverage_count import CoverageCount
from payung.ledger.models.decree import Decree, DecreeEffect, DecreeEvent, DecreeLine
from payung.ledger.models.determination import Determination
from payung.ledger.models.employer_change import EmployerChange
from payung.ledger.models.enrolment import Enrolment
from payung.ledger.models.enrolment_list import EnrolmentList, ListLine
from payung.ledger.models.family_member import FamilyMember
from payung.ledger.models.flow_count import FlowCount
from payung.ledger.models.instalment_plan import InstalmentPlan
from payung.ledger.models.late_fee import LateFee
from payung.ledger.models.matter import Matter, MatterMeasure
from payung.ledger.models.matter_event import Commitment, Evidence, MatterEvent
from payung.ledger.models.membership import Membership
from payung.ledger.models.name_token import NameToken
from payung.ledger.models.notice import Notice
from payung.ledger.models.notice_attempt import NoticeAttempt
from payung.ledger.models.notice_queue import NoticeQueue
from payung.ledger.models.objection import Objection, ObjectionDecision
from payung.ledger.models.participant import Participant
from payung.ledger.models.party import Party
from payung.ledger.models.path import Path
from payung.ledger.models.payment import Payment
from payung.ledger.models.pension import PensionCheck, PensionDue, PensionEnd, PensionPayment, PensionRun
from payung.ledger.models.pension_account import PensionAccount, PensionAccountCheck
from payung.ledger.models.person import Person
from payung.ledger.models.posting import Posting
from payung.ledger.models.profile import Profile
from payung.ledger.models.reactivation import Reactivation, ReactivationStep
from payung.ledger.models.reconciliation import Reconciliation
from payung.ledger.models.record import Record
from payung.ledger.models.reject import Reject
from payung.ledger.models.review import Review
from payung.ledger.models.run import Run
from payung.ledger.models.statement_line import StatementLine
from payung.ledger.models.stock_count import StockCount
from payung.ledger.models.suspense_check import SuspenseCheck
from payung.ledger.models.suspense_proposal import SuspenseProposal
from payung.ledger.models.virtual_account import VirtualAccount

__all__ = [
    "Access",
    "Account",
    "Allocation",
    "ApiToken",
    "Attempt",
    "AttemptStep",
    "Bill",
    "BillLine",
    "BillWithdrawal",
    "BlockedCount",
    "Bridge",
    "Claim",
    "ClaimAppeal",
    "ClaimCheck",
    "ClaimDecision",
    "ClaimDocument",
    "ClaimPayee",
    "ClaimPayment",
    "Clock",
    "ClockCount",
    "Commitment",
    "Contact",
    "CoverageCount",
    "Decree",
    "DecreeEffect",
    "DecreeEvent",
    "DecreeLine",
    "Determination",
    "EmployerChange",
    "Enrolment",
    "EnrolmentList",
    "Evidence",
    "FamilyMember",
    "FlowCount",
    "InstalmentPlan",
    "LateFee",
    "ListLine",
    "Matter",
    "MatterEvent",
    "MatterMeasure",
    "Membership",
    "NameToken",
    "Notice",
    "NoticeAttempt",
    "NoticeQueue",
    "Objection",
    "ObjectionDecision",
    "Participant",
    "Party",
    "Path",
    "Payment",
    "PensionAccount",
    "PensionAccountCheck",
    "PensionCheck",
    "PensionDue",
    "PensionEnd",
    "PensionPayment",
    "PensionRun",
    "Person",
    "Posting",
    "Profile",
    "Reactivation",
    "ReactivationStep",
    "Reconciliation",
    "Record",
    "Reject",
    "Review",
    "Run",
    "StatementLine",
    "StockCount",
    "SuspenseCheck",
    "SuspenseProposal",
    "VirtualAccount",
]
