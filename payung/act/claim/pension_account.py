"""How is the account of a monthly pension changed after its claim was paid? By a proposal and another person's check.

Whoever draws the pension is told when the other account is proposed, at the present and at earlier addresses, so that
who is cheated can say so before money goes there. Months are paid to it from the first payment after its cool-off;
until then the account before goes on.
"""

import re
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from payung.act.claim.paying import ACCOUNT, NAME_LENGTH, RELATIONS, SHOWN_DIGITS, Payee
from payung.act.claim.policy import policy
from payung.act.tell.notice import JAKARTA, notify
from payung.ledger.public import acting, outbox, pension, pension_account

PROPOSED, APPROVED, RETURNED = "PROPOSED", "APPROVED", "RETURNED"


def propose_account(change_id: UUID, claim_id: UUID, payee: Payee, words: str, *, on: date, at: datetime) -> str:
    """Propose another account for a pension: PROPOSED or a refusal (pension_refusals). In the maker's scope.

    Refusals: UNKNOWN_PENSION, ACCOUNT_UNREADABLE, NO_REASON, ACCOUNT_WAITS, OTHER_CONTENT.
    """
    found = pension.pensions(claim_id)
    if not found or found[0].ended_on is not None:
        return "UNKNOWN_PENSION"
    number = re.sub(r"[\s.-]", "", payee.account_no)
    is_known = payee.relation in RELATIONS and payee.bank in policy().banks
    if not payee.name.strip() or not is_known or not ACCOUNT.fullmatch(number):
        return "ACCOUNT_UNREADABLE"
    if not words.strip():
        return "NO_REASON"
    payable_from = at + timedelta(hours=policy().payee_cool_off_hours)
    row = {
        "claim_id": claim_id,
        "participant_id": found[0].participant_id,
        "name": payee.name.strip()[:NAME_LENGTH],
        "relation": payee.relation,
        "bank": payee.bank,
        "words": words.strip(),
        "payable_from": payable_from,
        "made_on": on,
        "recorded_at": at,
    }
    with transaction.atomic():
        said = pension_account.enter_account(change_id, row, number)
        if said == pension_account.ENTERED:
            facts = {
                "claim": str(claim_id),
                "claim_kind": found[0].kind,
                "bank": payee.bank,
                "account_end": number[-SHOWN_DIGITS:],
                "payable_on": payable_from.astimezone(ZoneInfo(JAKARTA)).date().isoformat(),
            }
            with acting():
                for subject, region_code in outbox.told_of_claim(found[0].participant_id):
                    notify(subject, region_code, "PAYEE_CHANGED", str(change_id), facts, at=at)
    return PROPOSED if said in (pension_account.ENTERED, pension_account.REPEAT) else said


def check_account(change_id: UUID, verdict: str, note: str | None = None, *, on: date, at: datetime) -> str:
    """Approve another account, or return it: APPROVED, RETURNED or a refusal. In the checker's scope.

    Refusals: UNKNOWN_ACCOUNT, SAME_PERSON, ALREADY_CHECKED, NO_REASON.
    """
    found = pension_account.accounts(change_id=change_id)
    if not found:
        return "UNKNOWN_ACCOUNT"
    said = pension_account.enter_account_check(found[0], verdict, note, on=on, at=at)
    return verdict if said == pension_account.ENTERED else said
