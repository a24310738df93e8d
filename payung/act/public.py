"""All that others may import from act."""

from payung.act import job
from payung.act.budget import Budget, BudgetSpent
from payung.act.claim.chance import Chance, chances
from payung.act.claim.deciding import Acted, appeal, check, computed, decided_before, grounds, propose
from payung.act.claim.demo import ensure_demo_claims
from payung.act.claim.filing import Filed, Filing, checked, estimate, file_claim
from payung.act.claim.kind import Kind, kind_by_slug, kinds
from payung.act.claim.paper import add_document, read_document
from payung.act.claim.paying import RELATIONS, Payee, name_payee, pay
from payung.act.claim.pension import Prepared, check_pensions, end_pension, prepare_pensions, propose_pensions
from payung.act.claim.pension_account import check_account, propose_account
from payung.act.claim.policy import policy
from payung.act.claim.reckoning import Reckoning, reason_label
from payung.act.cover import Asked, Cover, covers
from payung.act.decree.appoint import DecreeStep, Handed, give_notice, put_in_force, reverse_decree
from payung.act.decree.appoint import check as check_decree
from payung.act.decree.appoint import prepare as prepare_decree
from payung.act.decree.appoint import withdraw as withdraw_decree
from payung.act.decree.article import articles
from payung.act.decree.decreed import by_decree
from payung.act.decree.demo import ensure_demo_decrees
from payung.act.decree.guard import Guard, object_until
from payung.act.decree.guard import guards as decree_guards
from payung.act.decree.named import DecreeList, DecreeListUnreadable, read_decree_list
from payung.act.decree.objection import ObjectionStep, grant_by_silence, object_to
from payung.act.decree.objection import decide as decide_objection_to
from payung.act.decree.reactivate import CaseStep, OpenStep, open_step, requests_of, steps_of_role
from payung.act.decree.reactivate import ask as ask_reactivation
from payung.act.decree.reactivate import close as close_reactivation_step
from payung.act.decree.waiting import refused_list
from payung.act.demo import Past, enter_past
from payung.act.employ.change import RISKS, SCALES, change_employer
from payung.act.employ.employment import report_end, report_wage, workers_of
from payung.act.employ.payroll import EmployerUnfit, UnknownEmployer, enrol_payroll, fit_employer
from payung.act.enrol.agency_file import FileForm, as_csv, as_workbook, file_forms
from payung.act.enrol.judge import age, bars, is_child
from payung.act.enrol.list_demo import ensure_demo_list, ensure_demo_payroll
from payung.act.enrol.list_file import ListUnreadable, ReadRow, read_list
from payung.act.enrol.many import Collective, NotThisProgramme, enrol_list, list_id_of
from payung.act.enrol.price import Price, family_price, work_price
from payung.act.enrol.rescue import NotRetried, Retried, close, retry, take_over
from payung.act.enrol.worker import Enrolled, Refused, enrol_family, enrol_worker, family_of
from payung.act.handover import export_acts
from payung.act.money.assign import check_gift, propose_gift
from payung.act.money.bill import Billed, bill_month
from payung.act.money.collect import Collected, Incoming, Outcome, collect, payment_id
from payung.act.money.inquire import Due, DueBill, inquire
from payung.act.money.instal import Offer, PlanState, agree, offer, plan_states
from payung.act.money.reconcile import Reconciled, reconcile
from payung.act.money.reverse import reverse, spend_credit
from payung.act.money.statement import LineReject, StatementLine, StatementUnreadable, read_statement, statement_of
from payung.act.money.till import Till
from payung.act.money.untold import Completed, Untold, tell, untold
from payung.act.tell.gateway import FileSink, Gateway, GatewayAway, Message, gateways
from payung.act.tell.notice import Words, fill_outbox, notify, quiet_until, send_due, worded
from payung.ledger.public import LedgerAway

__all__ = [
    "RELATIONS",
    "RISKS",
    "SCALES",
    "Acted",
    "Asked",
    "Billed",
    "Budget",
    "BudgetSpent",
    "CaseStep",
    "Chance",
    "Collected",
    "Collective",
    "Completed",
    "Cover",
    "DecreeList",
    "DecreeListUnreadable",
    "DecreeStep",
    "Due",
    "DueBill",
    "EmployerUnfit",
    "Enrolled",
    "FileForm",
    "FileSink",
    "Filed",
    "Filing",
    "Gateway",
    "GatewayAway",
    "Guard",
    "Handed",
    "Incoming",
    "Kind",
    "LedgerAway",
    "LineReject",
    "ListUnreadable",
    "Message",
    "NotRetried",
    "NotThisProgramme",
    "ObjectionStep",
    "Offer",
    "OpenStep",
    "Outcome",
    "Past",
    "Payee",
    "PlanState",
    "Prepared",
    "Price",
    "ReadRow",
    "Reckoning",
    "Reconciled",
    "Refused",
    "Retried",
    "StatementLine",
    "StatementUnreadable",
    "Till",
    "UnknownEmployer",
    "Untold",
    "Words",
    "add_document",
    "age",
    "agree",
    "appeal",
    "articles",
    "as_csv",
    "as_workbook",
    "ask_reactivation",
    "bars",
    "bill_month",
    "by_decree",
    "chances",
    "change_employer",
    "check",
    "check_account",
    "check_decree",
    "check_gift",
    "check_pensions",
    "checked",
    "close",
    "close_reactivation_step",
    "collect",
    "computed",
    "covers",
    "decide_objection_to",
    "decided_before",
    "decree_guards",
    "end_pension",
    "enrol_family",
    "enrol_list",
    "enrol_payroll",
    "enrol_worker",
    "ensure_demo_claims",
    "ensure_demo_decrees",
    "ensure_demo_list",
    "ensure_demo_payroll",
    "enter_past",
    "estimate",
    "export_acts",
    "family_of",
    "family_price",
    "file_claim",
    "file_forms",
    "fill_outbox",
    "fit_employer",
    "gateways",
    "give_notice",
    "grant_by_silence",
    "grounds",
    "inquire",
    "is_child",
    "job",
    "kind_by_slug",
    "kinds",
    "list_id_of",
    "name_payee",
    "notify",
    "object_to",
    "object_until",
    "offer",
    "open_step",
    "pay",
    "payment_id",
    "plan_states",
    "policy",
    "prepare_decree",
    "prepare_pensions",
    "propose",
    "propose_account",
    "propose_gift",
    "propose_pensions",
    "put_in_force",
    "quiet_until",
    "read_decree_list",
    "read_document",
    "read_list",
    "read_statement",
    "reason_label",
    "reconcile",
    "refused_list",
    "report_end",
    "report_wage",
    "requests_of",
    "retry",
    "reverse",
    "reverse_decree",
    "send_due",
    "spend_credit",
    "statement_of",
    "steps_of_role",
    "take_over",
    "tell",
    "untold",
    "withdraw_decree",
    "worded",
    "work_price",
    "workers_of",
]
