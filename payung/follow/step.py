"""May this agency take this step on a pending matter, and if not, why?

Whoever works on matters in the region may comment, show evidence and take a matter over. Its holder hands it over,
decides, promises and closes. A ministry may waive a matter whose people are still blocked, with a cause and an end.
"""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from payung.follow.matters import Pending, matter
from payung.ledger.public import Conflict, StillBlocked
from payung.ledger.public import matter as book
from payung.terms.public import codes

KINDS = ("TAKEN_OVER", "HANDED_OVER", "COMMENT", "EVIDENCE", "DECISION", "COMMITMENT", "CLOSED", "WAIVED", "REOPENED")
OF_THE_HOLDER = ("HANDED_OVER", "DECISION", "COMMITMENT", "CLOSED", "REOPENED")
NEEDS_WORDS = ("COMMENT", "DECISION", "CLOSED", "WAIVED")
EVEN_WHEN_ENDED = ("COMMENT", "EVIDENCE", "REOPENED")
BIGGEST_FILE = 5 * 1024 * 1024
# How a file of each kind begins; text has no mark and must be UTF-8 without control characters.
BEGINNINGS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n", "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff", "xlsx": b"PK"}


@dataclass(frozen=True)
class Actor:
    """Who acts: the account's agency, role and region ('' the nation)."""

    agency: str | None
    role: str
    region: str


def take_step(step: book.MatterStep, actor: Actor) -> str | None:
    """Enter a step; None when it is entered (or stood already), else the code of the refusal (matter_refusals).

    Runs inside the actor's scope. Raises LookupError when there is no such matter.
    """
    pending = matter(step.matter_id)
    if pending is None:
        raise LookupError(str(step.matter_id))
    asked = replace(step, agency=actor.agency or "", words=step.words.strip())
    refusal = refusal_of(asked, pending, actor)
    if refusal is not None:
        return refusal
    try:
        book.enter_step(asked)
    except StillBlocked:
        return "STILL_BLOCKED"
    except Conflict:
        return "OTHER_CONTENT"
    return None


def refusal_of(step: book.MatterStep, pending: Pending, actor: Actor) -> str | None:
    """Why the step is not entered, as a code; None when it may be."""
    if actor.agency not in codes("agencies"):
        return "NO_AGENCY"
    if not pending.row.region_code.startswith(actor.region):
        return "OUT_OF_REGION"
    is_ended = pending.state != "OPEN"
    if is_ended and step.kind not in EVEN_WHEN_ENDED:
        return "IS_ENDED"
    if step.kind == "REOPENED" and not is_ended:
        return "NOT_ENDED"
    if step.kind in OF_THE_HOLDER and pending.holder != actor.agency:
        return "NOT_THE_HOLDER"
    if step.kind in NEEDS_WORDS and not step.words:
        return "WORDS_MISSING"
    return _refusal_of_kind(step, pending, actor)


def offers(pending: Pending, actor: Actor) -> tuple[str, ...]:
    """The kinds of step that this actor may take on the matter, whatever the form will hold."""
    if actor.agency not in codes("agencies") or not pending.row.region_code.startswith(actor.region):
        return ()
    if pending.state != "OPEN":
        return ("COMMENT", "EVIDENCE", *(("REOPENED",) if pending.holder == actor.agency else ()))
    holds = pending.holder == actor.agency
    found = ["COMMENT", "EVIDENCE"]
    found += ["COMMITMENT"] if holds and pending.people else []
    found += ["DECISION", "HANDED_OVER"] if holds else ["TAKEN_OVER"]
    found += ["CLOSED"] if holds and not pending.people else []
    found += ["WAIVED"] if actor.role == "MINISTRY" and pending.people else []
    return tuple(found)


def add_matter(row: book.MatterRow, actor: Actor, user_id: int, username: str) -> str | None:
    """Add a matter of an agency; None when it is added, else the code of the refusal."""
    if actor.agency not in codes("agencies"):
        return "NO_AGENCY"
    if not row.region_code.startswith(actor.region):
        return "OUT_OF_REGION"
    if not row.title.strip():
        return "WORDS_MISSING"
    try:
        book.open_own(replace(row, owner=actor.agency or ""), user_id, username)
    except Conflict:
        return "OTHER_CONTENT"
    return None


def own_matter(
    matter_id: UUID, title: str, about: str, region: str, measures: tuple[book.Measure, ...], on: date
) -> book.MatterRow:
    """A matter that an agency adds, before it has an owner."""
    return book.MatterRow(
        *(matter_id, "OWN", None, region, "", title.strip(), about.strip(), "", "", "", on, measures, None, None, None),
        0,
    )


def _refusal_of_kind(step: book.MatterStep, pending: Pending, actor: Actor) -> str | None:
    if step.kind == "TAKEN_OVER" and pending.holder == actor.agency:
        return "ALREADY_HOLDS"
    if step.kind == "HANDED_OVER" and (step.to_agency not in codes("agencies") or step.to_agency == actor.agency):
        return "AGENCY_UNKNOWN"
    if step.kind == "CLOSED" and pending.people:
        return "STILL_BLOCKED"
    if step.kind == "WAIVED":
        return _refusal_of_waiver(step, pending, actor)
    if step.kind == "COMMITMENT":
        return _refusal_of_promise(step, pending)
    if step.kind == "EVIDENCE":
        return _refusal_of_evidence(step)
    return None


def _refusal_of_waiver(step: book.MatterStep, pending: Pending, actor: Actor) -> str | None:
    if actor.role != "MINISTRY":
        return "ONLY_A_MINISTRY_WAIVES"
    return None if step.until is not None and step.until > pending.on else "DAY_MISSING"


def _refusal_of_promise(step: book.MatterStep, pending: Pending) -> str | None:
    if not pending.people:
        return "NO_PEOPLE"
    if step.to_people is None or not 0 <= step.to_people < pending.people:
        return "TARGET_WRONG"
    return None if step.by_day is not None and step.by_day > pending.on else "DAY_MISSING"


def _refusal_of_evidence(step: book.MatterStep) -> str | None:
    if not step.link and not step.content:
        return "NOTHING_SHOWN"
    if step.link and not step.link.startswith("https://"):
        return "LINK_WRONG"
    if step.content and len(step.content) > BIGGEST_FILE:
        return "FILE_TOO_BIG"
    return None if not step.content or _is_known_kind(step.file_name or "", step.content) else "FILE_KIND"


def _is_known_kind(name: str, content: bytes) -> bool:
    ending = name.rpartition(".")[2].lower()
    if ending in BEGINNINGS:
        return content.startswith(BEGINNINGS[ending])
    if ending != "csv":
        return False
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return "\0" not in text
