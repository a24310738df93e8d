"""Which claims does the sample country show? One for each place where a claim can stand, of people of the load."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model

from payung.act.claim.deciding import appeal, check, propose
from payung.act.claim.filing import Filing, file_claim
from payung.act.claim.paper import add_document
from payung.act.claim.paying import Payee, name_payee, pay
from payung.ledger.public import Filters, PersonFile, claim_file, known_persons, people, person_file, scope

SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "payung/demo/claim")
MAKER, CHECKER = "bpjs", "checker"
STEPS = ("FILED", "COMPLETE", "DECIDED", "CHECKED", "PAID")
PAPER = b"%PDF-1.4\n% dokumen contoh\n"
DAYS_BEFORE = 20
CANDIDATES = 12
DAYS_WAITED = 9


@dataclass(frozen=True)
class Plan:
    """A claim to show: of somebody whom the load says this of, as far as this step."""

    kind: str
    programme: str
    reason: str
    step: str
    told: dict[str, Any] = field(default_factory=dict)
    confirmed: dict[str, Any] = field(default_factory=dict)
    changes_account: bool = False
    appeals: bool = False
    days_before: int = DAYS_BEFORE


PLANS = (
    Plan("JKM_DEATH", "JKM", "DECEASED", "PAID"),
    Plan("JKM_DEATH", "JKM", "DECEASED", "DECIDED"),
    Plan("JKM_DEATH", "JKM", "DECEASED", "FILED"),
    Plan("JKK_INCAPACITY", "JKK", "PAID_BY_SELF", "CHECKED", {"months_unable": 2}),
    Plan("JKK_TRANSPORT", "JKK", "PAID_BY_EMPLOYER", "COMPLETE", {"land_cost_idr": 3_500_000}),
    Plan("JKK_INCAPACITY", "JKK", "PAID_BY_EMPLOYER", "CHECKED", {"months_unable": 3}, changes_account=True),
    Plan("JKP_CASH", "JKP", "LAID_OFF", "DECIDED", {"scale": "MEDIUM_LARGE"}),
    Plan("JHT_FULL", "JHT", "LAID_OFF", "COMPLETE", {"cause": "DISMISSED"}),
    Plan("JHT_PARTIAL", "JHT", "PAID_BY_EMPLOYER", "PAID", {"purpose": "HOUSING"}, {"balance_idr": 48_000_000}),
    Plan("JKK_INCAPACITY", "JKK", "CONTRACT_ENDED", "CHECKED", {"months_unable": 1}, appeals=True),
    Plan(
        "JP_DISABILITY",
        "JP",
        "PAID_BY_EMPLOYER",
        "PAID",
        confirmed={"average_wage_idr": 5_200_000, "paid_in_idr": 28_000_000, "months_paid": 190, "months_member": 200},
        days_before=100,
    ),
)


def ensure_demo_claims(as_of: date, at: datetime) -> int:
    """Claims in several states, of the load's people; how many are new. Repeated, on whichever day, it makes none.

    Nobody has two of them: who has one that stands is passed over.
    """
    users = {user.username: user for user in get_user_model().objects.filter(username__in=(MAKER, CHECKER))}
    if len(users) < 2:
        return 0
    # By its place alone: the day of another load makes no other claim of it.
    ids = [uuid.uuid5(SPACE, str(number)) for number in range(len(PLANS))]
    with scope(users[MAKER]):
        standing = {claim_id: claim.line.participant_id for claim_id in ids if (claim := claim_file(claim_id, at))}
    used: set[int | None] = set(standing.values())
    made = 0
    for number, (plan, claim_id) in enumerate(zip(PLANS, ids, strict=True)):
        moment = at - timedelta(days=number % DAYS_WAITED)
        if claim_id in standing:
            continue
        with scope(users[MAKER]):
            free = [one for one in _candidates(plan) if _participant(one, as_of, at) not in used]
            # The newest event, so that a window that closes is still open.
            file = max(free, key=lambda one: _event_of(plan, one, as_of), default=None)
            if file is None:
                continue
            filing = Filing(claim_id, file.person.person_id, plan.kind, _event_of(plan, file, as_of), plan.told)
            if file_claim(filing, on=as_of, at=moment).outcome != "FILED":
                continue
            used.add(_participant(file, as_of, at))
        made += 1
        _carry(plan, claim_id, users, as_of, moment)
    return made


def _participant(file: PersonFile, on: date, at: datetime) -> int | None:
    """The participant that somebody of the load is; None for who has done nothing here yet."""
    return known_persons([file.person.person_id], on=on, known_at=at)[0].participant_id


def _candidates(plan: Plan) -> Iterator[PersonFile]:
    """People of whom the load says so, with what the claim needs to be known."""
    for line in people(Filters(programme=plan.programme, reason=plan.reason), limit=CANDIDATES).lines:
        file = person_file(line.person_id)
        if file is None or (plan.reason == "DECEASED" and file.person.died_on is None):
            continue
        held = next((one for one in file.memberships if one.programme == plan.programme and one.rank == 1), None)
        if held is not None and held.wage_monthly_idr and held.segment in ("PU", "BPU"):
            yield file


def _event_of(plan: Plan, file: PersonFile, as_of: date) -> date:
    if plan.reason == "DECEASED" and file.person.died_on is not None:
        return file.person.died_on
    if plan.reason == "LAID_OFF":
        ends = [one.inactive_since for one in file.memberships if one.programme == plan.programme]
        return next((day for day in ends if day is not None and day <= as_of), as_of)
    return as_of - timedelta(days=plan.days_before)


def _carry(plan: Plan, claim_id: uuid.UUID, users: dict[str, Any], on: date, at: datetime) -> None:
    """Take the claim as far as the plan says."""
    last = STEPS.index(plan.step)
    ids = (uuid.uuid5(claim_id, str(number)) for number in range(100))
    if last >= STEPS.index("COMPLETE"):
        with scope(users[MAKER]):
            _complete(claim_id, ids, on, at)
    if last >= STEPS.index("DECIDED"):
        with scope(users[MAKER]):
            propose(next(ids), claim_id, confirmed=plan.confirmed, on=on, at=at)
    if last >= STEPS.index("CHECKED"):
        _checked(claim_id, ids, users, on, at)
    if plan.changes_account:
        with scope(users[MAKER]):
            name_payee(next(ids), claim_id, Payee("PEMILIK BARU", "SELF", "BNI", "0098765432"), at=at)
        _checked(claim_id, ids, users, on, at)
    if plan.appeals:
        with scope(users[MAKER]):
            appeal(next(ids), claim_id, ground="Iuran bulan itu sudah dibayar di kantor pos.", on=on, at=at)
    if plan.step == "PAID":
        with scope(users[MAKER]):
            pay(next(ids), claim_id, on=on, at=at)


def _complete(claim_id: uuid.UUID, ids: Iterator[uuid.UUID], on: date, at: datetime) -> None:
    claim = claim_file(claim_id, at)
    for kind in claim.missing if claim else ():
        add_document(next(ids), claim_id, kind=kind, content=PAPER + kind.encode(), on=on, at=at)
    # Each claim has an account of its own, drawn from its number.
    account_no = f"{claim_id.int % 10**10:010d}"
    relation = "SPOUSE" if claim and claim.line.kind == "JKM_DEATH" else "SELF"
    name_payee(next(ids), claim_id, Payee("PENERIMA CONTOH", relation, "BRI", account_no), at=at)


def _checked(claim_id: uuid.UUID, ids: Iterator[uuid.UUID], users: dict[str, Any], on: date, at: datetime) -> None:
    with scope(users[CHECKER]):
        claim = claim_file(claim_id, at)
        if claim is not None and claim.decision is not None:
            check(next(ids), claim.decision.decision_id, claim_id, verdict="APPROVED", on=on, at=at)
