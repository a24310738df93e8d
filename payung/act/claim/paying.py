"""To whose account is a benefit paid, and when? Once, after two people agreed, and not at once to a changed account."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from payung.act.claim.deciding import DONE, REFUSED, REPEAT, Acted
from payung.act.claim.policy import policy
from payung.act.tell.notice import JAKARTA, notify
from payung.ledger.public import ClaimFile, acting, claim_file, current_scope, enter_payee, outbox, pay_claim

ACCOUNT = re.compile(r"[0-9]{6,20}")
NAME_LENGTH = 120
SHOWN_DIGITS = 4
RELATIONS = ("SELF", "SPOUSE", "CHILD", "PARENT", "SIBLING", "HEIR", "GUARDIAN", "EMPLOYER")


@dataclass(frozen=True)
class Payee:
    """Who receives the money: holder's name, relation to the participant, bank and account number."""

    name: str
    relation: str
    bank: str
    account_no: str


def name_payee(payee_id: UUID, claim_id: UUID, payee: Payee, *, at: datetime) -> Acted:
    """Name the account to pay to. The first may be paid at once; a changed one waits, is told, and is checked again.

    Refused: UNKNOWN_CLAIM, PAYEE_UNREADABLE, ACCOUNT_FORM, ALREADY_PAID, NOT_WHAT_STANDS, OTHER_CONTENT.
    """
    claim = claim_file(claim_id, at)
    if claim is None:
        return Acted(REFUSED, "UNKNOWN_CLAIM")
    number = re.sub(r"[\s.-]", "", payee.account_no)
    if not payee.name.strip() or payee.relation not in RELATIONS or payee.bank not in policy().banks:
        return Acted(REFUSED, "PAYEE_UNREADABLE")
    if not ACCOUNT.fullmatch(number):
        return Acted(REFUSED, "ACCOUNT_FORM")
    place = next((one.place for one in claim.payees if one.payee_id == payee_id), len(claim.payees) + 1)
    wait = timedelta(hours=policy().payee_cool_off_hours if place > 1 else 0)
    row = {
        "claim_id": claim_id,
        "participant_id": claim.line.participant_id,
        "place": place,
        "name": payee.name.strip()[:NAME_LENGTH],
        "relation": payee.relation,
        "bank": payee.bank,
        "payable_from": at + wait,
        "recorded_at": at,
    }
    entered = enter_payee(payee_id, row, number)
    if entered == "ENTERED" and place > 1:
        _tell_change(claim, payee_id, payee.bank, number, at + wait, at)
    if entered in ("ENTERED", REPEAT):
        return Acted(DONE if entered == "ENTERED" else REPEAT)
    return Acted(REFUSED, entered)


def _tell_change(
    claim: ClaimFile, payee_id: UUID, bank: str, number: str, payable_from: datetime, at: datetime
) -> None:
    """Tell whom the money is due to that another account was named, in the transaction in which it is named."""
    facts = {
        "claim": str(claim.line.claim_id),
        "claim_kind": claim.line.kind,
        "bank": bank,
        "account_end": number[-SHOWN_DIGITS:],
        "payable_on": payable_from.astimezone(ZoneInfo(JAKARTA)).date().isoformat(),
    }
    # The family may live where whoever names the account does not work.
    with acting():
        for subject, region_code in outbox.told_of_claim(claim.line.participant_id):
            notify(subject, region_code, "PAYEE_CHANGED", str(payee_id), facts, at=at)


def pay(payment_id: UUID, claim_id: UUID, *, on: date, at: datetime) -> tuple[Acted, int]:
    """Pay an approved claim, in one transaction with its postings; the amount that was paid.

    Refused: NOT_APPROVED, PAYEE_NOT_CHECKED, COOL_OFF, ALREADY_PAID, CORRECTED, OTHER_CONTENT. Raises LedgerAway.
    """
    outcome, reason, amount_idr = pay_claim(
        payment_id, claim_id, channel=policy().paying_bank, by=current_scope().user_id, on=on, at=at
    )
    if outcome == REFUSED:
        return Acted(REFUSED, reason), 0
    return Acted(DONE if outcome == "PAID" else REPEAT), amount_idr


def is_changed(claim: ClaimFile) -> bool:
    """Whether the account that stands is not the first one named."""
    return len(claim.payees) > 1
