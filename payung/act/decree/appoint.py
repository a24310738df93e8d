"""Who is paid for by decree, from which day? A list is prepared, checked by a second person, told, and put into effect.

Each step is one transaction and happens once; asked again it answers as the first time. A refusal by the law or by the
order of steps is an answer with a code (terms/codes/decree_refusals.yaml), and nothing is applied by half. What the
guards hold back, and by which article, is in `decree_guard.py`; the base holds the same by triggers.
"""

import hashlib
import uuid
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from payung.act.decree.guard import BRIDGE as BRIDGE_PARAMETER
from payung.act.decree.guard import basis, bridge_end, earliest_effect, is_burden, object_until
from payung.act.decree.named import DecreeList
from payung.act.decree.region import earliest_appointment
from payung.law.public import Law
from payung.ledger.public import (
    DecreeDraft,
    DecreeRow,
    Hand,
    MatchBy,
    decree,
    decree_figures,
    enter_decree,
    enter_decree_notices,
    enter_effects,
    enter_event,
    on_list_count,
    system_scope,
)
from payung.terms.public import name_of

JAKARTA = ZoneInfo("Asia/Jakarta")
SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "payung/decree")
ISSUERS = {"PBI_REMOVE": "KEMENSOS", "PBI_ADD": "KEMENSOS"}


@dataclass(frozen=True)
class Handed:
    """A decree as somebody hands it in; `is_priority_granted`: the region asked for UHC Prioritas and owes nothing."""

    number: str
    kind: str
    decided_on: date
    effective_on: date | None
    region_code: str = ""
    quota: int | None = None
    is_priority_granted: bool = False

    @property
    def issuer(self) -> str:
        """Code of the party that issues it."""
        return ISSUERS.get(self.kind, f"PEMDA-{self.region_code}")

    @property
    def decree_id(self) -> UUID:
        """The id under which this decree is entered once: of its issuer and number."""
        return uuid.uuid5(SPACE, f"{self.issuer}|{self.number.strip()}")


@dataclass(frozen=True)
class DecreeStep:
    """What became of a step: the stage reached, or the code of a refusal with a day or figures that explain it.

    `people` are the lines taken, told or put into effect; `bridged` those of them in treatment; `is_repeat` where the
    step had happened before. Of a list over its quota: the `quota`, and the people `held` on the list already.
    """

    decree_id: UUID
    stage: str | None = None
    refusal: str | None = None
    people: int = 0
    bridged: int = 0
    day: date | None = None
    is_repeat: bool = False
    figures: dict[str | None, int] = field(default_factory=dict)
    quota: int | None = None
    held: int = 0


def prepare(handed: Handed, listed: DecreeList, *, on: date, by: Hand, law: Law) -> DecreeStep:
    """Enter a decree with its list, every row matched and judged; nothing takes effect by it.

    Refusals: NO_NUMBER, NO_EFFECT_DATE, EFFECT_BEFORE_DECISION, NO_REGION, REGION_MUST_WAIT (with the lawful day),
    OTHER_CONTENT, OVER_QUOTA and NOBODY_TAKEN (both with the figures of the rows).
    """
    said = before_matching(handed, listed, law)
    if said is not None or handed.effective_on is None:
        return said or DecreeStep(handed.decree_id, refusal="NO_EFFECT_DATE")
    draft = _draft(handed, handed.effective_on, listed)
    try:
        with system_scope():
            return _enter(draft, listed, on, by, law)
    except _Undone as undone:
        return undone.step


def before_matching(handed: Handed, listed: DecreeList, law: Law) -> DecreeStep | None:
    """What is said of a list before its rows are matched: refused, or entered before; None where it is to be matched.

    Refusals: those of `prepare` that need no figures of the rows.
    """
    refusal, day = _refused(handed, law)
    if refusal or handed.effective_on is None:
        return DecreeStep(handed.decree_id, refusal=refusal, day=day)
    known = _known(handed.decree_id)
    if known is None:
        return None
    if known.content != _draft(handed, handed.effective_on, listed).content:
        return DecreeStep(handed.decree_id, refusal="OTHER_CONTENT")
    return DecreeStep(handed.decree_id, known.stage, people=known.taken, is_repeat=True)


def check(decree_id: UUID, *, on: date, by: Hand) -> DecreeStep:
    """A second person confirms list and figures. Refusals: SAME_PERSON, ENDED, UNKNOWN_DECREE."""
    known = _known(decree_id)
    if known is None or _has_ended(known):
        return _not_now(decree_id, known)
    prepared = known.event("PREPARED")
    if known.event("CHECKED") is None and prepared is not None and prepared.by_user == by.user_id:
        return DecreeStep(decree_id, known.stage, refusal="SAME_PERSON")
    return _happened(known, "CHECKED", on, by, people=known.taken)


def give_notice(decree_id: UUID, *, on: date, by: Hand, law: Law) -> DecreeStep:
    """The people named are told on a day; the first lawful day of effect follows from it and is entered with it.

    A notice for each of them goes into the outbox in the same transaction.
    Refusals: NOT_CHECKED, ALREADY_EFFECTIVE, ENDED, UNKNOWN_DECREE.
    """
    known = _known(decree_id)
    if known is None or _has_ended(known):
        return _not_now(decree_id, known)
    if known.event("CHECKED") is None:
        return DecreeStep(decree_id, known.stage, refusal="NOT_CHECKED")
    if known.event("EFFECTIVE") is not None:
        return DecreeStep(decree_id, known.stage, refusal="ALREADY_EFFECTIVE")
    if not is_burden(known.kind):
        return _happened(known, "NOTICED", on, by, people=known.taken, effect_on=known.effective_on)
    day = earliest_effect(known.effective_on, on, law)
    with system_scope():
        step = _happened(known, "NOTICED", on, by, people=known.taken, effect_on=day)
        # In the morning of that day by the clock of Jakarta; the outbox minds the quiet hours of every region.
        at = datetime.combine(on, time(8), JAKARTA)
        enter_decree_notices(decree_id, effect_on=day, object_until=object_until(on, law), at=at)
    return step


def put_in_force(decree_id: UUID, *, on: date, by: Hand, law: Law) -> DecreeStep:
    """Every line that nobody objects to takes effect from the day, and who is in treatment is bridged; all at once.

    Refusals: NOT_CHECKED, NOT_NOTICED (a removal nobody was told of), TOO_EARLY (with the first lawful day), ENDED,
    UNKNOWN_DECREE. A run that was killed left nothing and is run again; a repeat changes nothing.
    """
    known = _known(decree_id)
    if known is None or _has_ended(known):
        return _not_now(decree_id, known)
    checked, noticed, done = (known.event(kind) for kind in ("CHECKED", "NOTICED", "EFFECTIVE"))
    burden = is_burden(known.kind)
    if checked is None or (burden and noticed is None):
        return DecreeStep(decree_id, known.stage, refusal="NOT_CHECKED" if checked is None else "NOT_NOTICED")
    day = noticed.effect_on if noticed is not None and noticed.effect_on else known.effective_on
    if on < day:
        return DecreeStep(decree_id, known.stage, refusal="TOO_EARLY", day=day)
    if done is not None:
        return DecreeStep(decree_id, known.stage, people=done.people, day=done.effect_on, is_repeat=True)
    with system_scope():
        _happened(known, "EFFECTIVE", on, by, people=known.taken, effect_on=on)
        until = bridge_end(on, law) if burden else None
        people, bridged = enter_effects(decree_id, on=on, bridge_until=until, article=basis(law, BRIDGE_PARAMETER, on))
    return DecreeStep(decree_id, "EFFECTIVE", people=people, bridged=bridged, day=on)


def reverse_decree(decree_id: UUID, *, reason: str, on: date, by: Hand) -> DecreeStep:
    """Undo a whole decree that took effect, as if it had never been. Refusals: NO_REASON, NOT_EFFECTIVE."""
    return _undo(decree_id, "REVERSED", reason, on, by)


def withdraw(decree_id: UUID, *, reason: str, on: date, by: Hand) -> DecreeStep:
    """Take a decree back before it takes effect. Refusals: NO_REASON, ALREADY_EFFECTIVE."""
    return _undo(decree_id, "WITHDRAWN", reason, on, by)


class _Undone(Exception):
    """What was entered in this transaction is taken back; the step says why."""

    def __init__(self, step: DecreeStep) -> None:
        super().__init__(step.refusal)
        self.step = step


def _refused(handed: Handed, law: Law) -> tuple[str | None, date | None]:
    if not handed.number.strip():
        return "NO_NUMBER", None
    if handed.effective_on is None:
        return "NO_EFFECT_DATE", None
    if handed.effective_on < handed.decided_on:
        return "EFFECT_BEFORE_DECISION", None
    if handed.kind.startswith("REGION") and not handed.region_code:
        return "NO_REGION", None
    if handed.kind == "REGION_ADD":
        day = earliest_appointment(
            handed.region_code, handed.decided_on, is_granted=handed.is_priority_granted, law=law
        )
        if handed.effective_on < day:
            return "REGION_MUST_WAIT", day
    return None, None


def _draft(handed: Handed, effective_on: date, listed: DecreeList) -> DecreeDraft:
    number = handed.number.strip()
    said = (number, handed.kind, handed.region_code, handed.decided_on, effective_on, handed.quota, listed.sha256.hex())
    is_region = handed.kind.startswith("REGION")
    return DecreeDraft(
        decree_id=handed.decree_id,
        issuer_code=handed.issuer,
        issuer_kind="REGION" if is_region else "STATE",
        issuer_name=(name_of(handed.region_code) or handed.region_code) if is_region else "Kementerian Sosial",
        number=number,
        kind=handed.kind,
        region_code=handed.region_code,
        decided_on=handed.decided_on,
        effective_on=effective_on,
        quota=handed.quota,
        file_name=listed.file_name,
        file_sha256=listed.sha256,
        content=hashlib.sha256("|".join(map(str, said)).encode()).digest(),
        rows=len(listed.niks),
    )


def _enter(draft: DecreeDraft, listed: DecreeList, on: date, by: Hand, law: Law) -> DecreeStep:
    """Enter decree, lines and first event; what turns out to be refused is taken back with them."""
    days = int(str(law.value("jkn.newborn.register_days", draft.decided_on)))
    deciles = law.value("jkn.pbi.eligible_deciles", draft.effective_on)
    limits = deciles if isinstance(deciles, dict) else {}
    by_law = MatchBy(draft.decided_on - timedelta(days=days), int(str(limits["min"])), int(str(limits["max"])))
    taken = enter_decree(draft, listed.niks, by_law, is_burden=is_burden(draft.kind))
    figures = decree_figures(draft.decree_id, "verdict")
    step = DecreeStep(draft.decree_id, "PREPARED", people=taken, figures=figures)
    if not taken:
        raise _Undone(replace(step, stage=None, refusal="NOBODY_TAKEN"))
    quota = _quota(draft, law)
    if quota is not None and (held := _on_list(draft)) + taken > quota:
        raise _Undone(replace(step, stage=None, refusal="OVER_QUOTA", quota=quota, held=held))
    enter_event(draft.decree_id, "PREPARED", on=on, by=by, people=taken)
    return step


def _quota(draft: DecreeDraft, law: Law) -> int | None:
    if is_burden(draft.kind):
        return None
    if draft.quota is None and draft.kind == "PBI_ADD":
        return int(str(law.value("jkn.pbi.national_quota", draft.effective_on)))
    return draft.quota


def _on_list(draft: DecreeDraft) -> int:
    reason = "PAID_BY_STATE" if draft.kind == "PBI_ADD" else "PAID_BY_REGION"
    return on_list_count(reason, draft.region_code)


def _undo(decree_id: UUID, kind: str, reason: str, on: date, by: Hand) -> DecreeStep:
    known = _known(decree_id)
    if known is None:
        return _not_now(decree_id, known)
    if known.event(kind) is not None:
        return DecreeStep(decree_id, known.stage, people=known.taken, is_repeat=True)
    if _has_ended(known):
        return _not_now(decree_id, known)
    is_effective = known.event("EFFECTIVE") is not None
    if is_effective != (kind == "REVERSED"):
        return DecreeStep(decree_id, known.stage, refusal="ALREADY_EFFECTIVE" if is_effective else "NOT_EFFECTIVE")
    if not reason.strip():
        return DecreeStep(decree_id, known.stage, refusal="NO_REASON")
    return _happened(known, kind, on, by, people=known.taken, note=reason.strip())


def _happened(
    known: DecreeRow, kind: str, on: date, by: Hand, *, people: int, effect_on: date | None = None, note: str = ""
) -> DecreeStep:
    before = known.event(kind)
    if before is not None:
        return DecreeStep(known.decree_id, known.stage, people=before.people, day=before.effect_on, is_repeat=True)
    is_new = enter_event(known.decree_id, kind, on=on, by=by, people=people, effect_on=effect_on, note=note)
    return DecreeStep(known.decree_id, kind, people=people, day=effect_on, is_repeat=not is_new)


def _known(decree_id: UUID) -> DecreeRow | None:
    with system_scope():
        return decree(decree_id)


def _has_ended(known: DecreeRow) -> bool:
    return known.stage in ("WITHDRAWN", "REVERSED")


def _not_now(decree_id: UUID, known: DecreeRow | None) -> DecreeStep:
    if known is None:
        return DecreeStep(decree_id, refusal="UNKNOWN_DECREE")
    return DecreeStep(decree_id, known.stage, refusal="ENDED")
