"""Who is told what, when, in which words, and never twice? The outbox is filled from facts and emptied by gateways.

Filling enters every notice once for person, kind and period. Sending takes a few that nobody else holds, and in that
same transaction asks whether the fact still stands: who has paid meanwhile is not warned. Nobody is disturbed at night,
and nobody is written to who did not allow it. What fails is tried again, later each time, and ends as a dead letter.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from payung.act.claim.kind import kinds
from payung.act.cover import is_covered
from payung.act.tell.gateway import Gateway, GatewayAway, Message
from payung.ledger.public import outbox, system_scope
from payung.terms.public import codes, day_written, month_written

FOLDER = Path(__file__).parent / "notices"
AT_ONCE = 20
JAKARTA = "Asia/Jakarta"
# Facts that are written as days.
DAYS = ("until", "since", "due_on", "paid_on", "pay_from", "effect_on", "object_until", "payable_on", "from_on")
# Movers stand in order, one after the other or together.
MOVERS = re.compile("[,>]")


@dataclass(frozen=True)
class Words:
    """A notice in one language."""

    subject: str
    text: str


def fill_outbox(*, as_of: date, at: datetime) -> dict[str, int]:
    """Enter everything there is to tell on a day; how many new notices by kind. A repeat enters nothing."""
    hours = _hours()
    days = {**hours["days_before"], **hours["days_after"]}
    found = {}
    for kind, count in days.items():
        with system_scope():
            found[kind] = outbox.enter_notices(kind, as_of, count, at)
    return found


def notify(subject: bytes, region_code: str, kind: str, period: str, facts: Mapping[str, Any], *, at: datetime) -> bool:
    """Enter one notice, inside a scope, in the transaction of the act it speaks of; False where it is there already."""
    return outbox.enter_notice(subject, region_code, kind, period, dict(facts), at, at)


def send_due(gateways: Mapping[str, Gateway], *, at: datetime, limit: int = 10_000) -> dict[str, int]:
    """Send what is due at a moment; how many by outcome (SENT, FAILED, DEAD, CURED, NO_CONSENT, LATER)."""
    done: Counter[str] = Counter()
    while sum(done.values()) < limit:
        with system_scope():
            taken = outbox.claim_notices(AT_ONCE, at)
            for notice in taken:
                done[_send(notice, gateways, at)] += 1
        if not taken:
            break
    return dict(done)


def worded(kind: str, facts: Mapping[str, Any], language: str) -> Words:
    """A notice's words in `id` or `en`: facts as people write them."""
    template = _templates()[kind]
    values = _Said({key: str(value) for key, value in facts.items()})
    values |= _spoken(facts, language)
    is_paid_for = "without_account" in template and facts.get("account") is None
    parts = ("subject", "without_account" if is_paid_for else "text")
    return Words(*(str(template[part][language]).format_map(values) for part in parts))


def quiet_until(region_code: str, at: datetime) -> datetime | None:
    """When somebody of a region may be written to, if it is quiet there now; None where it is not."""
    hours = _hours()
    zone = next((zone for zone, provinces in hours["zones"].items() if region_code[:2] in provinces), JAKARTA)
    here = at.astimezone(ZoneInfo(zone))
    begins, ends = hours["quiet"]["from_hour"], hours["quiet"]["to_hour"]
    if ends <= here.hour < begins:
        return None
    day = here.date() + timedelta(days=1 if here.hour >= begins else 0)
    return datetime.combine(day, time(ends), ZoneInfo(zone))


def _still_stands(notice: outbox.QueuedNotice, at: datetime) -> bool:
    """Whether what is told is true in this moment, and not cured by a payment, an enrolment or a decree since."""
    if not outbox.still_stands(notice):
        return False
    if notice.kind not in ("COVER_ENDS", "COVER_ENDED") or notice.person_id is None:
        return True
    day = at.astimezone(ZoneInfo(JAKARTA)).date()
    if notice.kind == "COVER_ENDS":
        # Who has paid on is covered on the day after the one that was to be the last.
        day = max(day, date.fromisoformat(notice.facts["until"]) + timedelta(days=1))
    return not is_covered(notice.person_id, notice.facts["programme"], on=day, at=at)


def _send(notice: outbox.QueuedNotice, gateways: Mapping[str, Gateway], at: datetime) -> str:
    if not _still_stands(notice, at):
        outbox.end_attempt(notice, "CURED", None, None, at, None)
        return "CURED"
    if not notice.contacts:
        outbox.end_attempt(notice, "NO_CONSENT", None, None, at, None)
        return "NO_CONSENT"
    until = quiet_until(notice.region_code, at)
    if until is not None:
        outbox.put_off(notice, until)
        return "LATER"
    # A way that failed gives place to the next one.
    channel, address, language = notice.contacts[notice.tries % len(notice.contacts)]
    words = worded(notice.kind, notice.facts, language)
    message = Message(str(notice.notice_id), notice.kind, channel, address, language, words.subject, words.text, at)
    try:
        gateways[channel].send(message)
    except GatewayAway as error:
        waits = _hours()["again_minutes"]
        is_last = notice.tries >= len(waits)
        again_at = None if is_last else at + timedelta(minutes=waits[notice.tries])
        outcome = "DEAD" if is_last else "FAILED"
        outbox.end_attempt(notice, outcome, channel, str(error), at, again_at)
        return outcome
    outbox.end_attempt(notice, "SENT", channel, _copies(notice, message, gateways), at, None)
    return "SENT"


def _copies(notice: outbox.QueuedNotice, message: Message, gateways: Mapping[str, Gateway]) -> str | None:
    """What must not stay hidden by a changed address goes to the earlier ones too; what could not be sent is told."""
    lost = []
    for number, (channel, address, language) in enumerate(notice.earlier, 1):
        words = worded(notice.kind, notice.facts, language)
        told = {"channel": channel, "address": address, "language": language}
        copy = replace(message, id=f"{notice.notice_id}/{number}", **told, subject=words.subject, text=words.text)
        try:
            gateways[channel].send(copy)
        except GatewayAway as error:
            lost.append(f"{channel}: {error}")
    return "; ".join(lost) or None


class _Said(dict[str, str]):
    """Facts that a template names and nobody knows are a dash, so that a notice is never held back by one."""

    def __missing__(self, key: str) -> str:
        return "-"


def _spoken(facts: Mapping[str, Any], language: str) -> dict[str, str]:
    found = {}
    for name, value in facts.items():
        if value is None:
            found[name] = "-"
        elif name.endswith("_idr"):
            found[name.removesuffix("_idr")] = f"Rp{int(value):,}".replace(",", "." if language == "id" else ",")
        elif name == "month":
            found[name] = month_written(date.fromisoformat(str(value)), language)
        elif name in (
            "until",
            "since",
            "due_on",
            "paid_on",
            "pay_from",
            "effect_on",
            "object_until",
            "payable_on",
            "from_on",
        ):
            found[name] = day_written(date.fromisoformat(str(value)), language)
    found |= _subject_matter(facts, language)
    for name, terms in (("reason", "reasons"), ("route", "routes"), ("cause", "pension_ends")):
        if facts.get(name) in codes(terms):
            label = codes(terms)[str(facts[name])].label(language)
            found[name] = f"{label[:1].upper()}{label[1:]}." if name == "route" else label
    if facts.get("movers"):
        labels = codes("movers")
        found["movers"] = ", ".join(
            labels[one].label(language) for one in MOVERS.split(str(facts["movers"])) if one in labels
        )
    found.setdefault("price", "Rp0")
    if not facts.get("route"):
        found["route"] = ""
    return found


def _subject_matter(facts: Mapping[str, Any], language: str) -> dict[str, str]:
    """What a notice is about: the benefit that is claimed, or what a decree of this kind does."""
    claimed = kinds().get(str(facts.get("claim_kind")))
    if claimed is not None:
        label = claimed.label[language]
        return {"what": f"{label[:1].lower()}{label[1:]}"}
    decree = codes("decree_kinds").get(str(facts.get("decree_kind")))
    return {"what": decree.plain(language)} if decree else {}


@cache
def _templates() -> dict[str, Any]:
    return {
        path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in sorted(FOLDER.glob("*.yaml"))
        if path.stem.isupper()
    }


@cache
def _hours() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((FOLDER / "hours.yaml").read_text(encoding="utf-8"))
    return found
