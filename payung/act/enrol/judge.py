"""May these people be enrolled, and if not, for which reasons? Every cause has a code (payung.terms, `refusals`).

Whole lists are judged at once. A refusal never moves anybody: who stands elsewhere stays there.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from payung.law.public import load_law
from payung.ledger.public import Known, Told, card_index, card_indexes, known_by_nik
from payung.terms.public import codes, name_of

WORK = "JKK"
HEALTH = "JKN"
CHILD_ON_CARD = 4
WOMEN_ADD_DAYS = 40
COVERED = ("ACTIVE", "WAITING")
FINAL = (
    *("PERSON_DEAD", "LEFT_COUNTRY", "ALREADY_ENROLLED", "ACTIVE_ELSEWHERE", "RESUME_INSTEAD"),
    *("TOO_OLD", "TOO_YOUNG"),
)


@dataclass(frozen=True)
class Judged:
    """One person: what was told, the person of the registers who is meant (None unknown), and the causes of refusal."""

    told: Told
    known: Known | None
    causes: tuple[str, ...]

    @property
    def may(self) -> bool:
        """Whether the person may be enrolled."""
        return not self.causes

    @property
    def holder(self) -> str:
        """Who can repair the first cause."""
        return holder_of(self.causes[0])


def holder_of(cause: str) -> str:
    """Who can repair a cause (movers of terms)."""
    return str(codes("refusals")[cause].facts["holder"])


def in_order(causes: Sequence[str]) -> tuple[str, ...]:
    """Causes in the order of the list of terms, each once."""
    given = set(causes)
    return tuple(code for code in codes("refusals") if code in given)


def judge(
    told: Sequence[Told],
    programme: str,
    *,
    on: date,
    at: datetime,
    faults: Sequence[Sequence[str]] = (),
) -> list[Judged]:
    """The judgement of each, in order. `programme` is BPU (work accident, death, old age), JKN, or PPU, of which only
    what is common is judged here (the rest in `payroll_judge.py`); `faults` were found before, when a file was read.
    Asked inside `acting()`.
    """
    niks = [one.nik for one in told if one.nik]
    found = known_by_nik(niks, on=on, known_at=at)
    counts = Counter((one.nik, one.birth_date) for one in told if one.nik)
    seen: set[tuple[str | None, date | None]] = set()
    judged = []
    for place, one in enumerate(told):
        causes = list(faults[place]) if faults else []
        causes += _form(one, programme, causes)
        if counts[one.nik, one.birth_date] > 1:
            causes += ["REPEATED_ROW"] if (one.nik, one.birth_date) in seen else []
            seen.add((one.nik, one.birth_date))
        known = _meant(one, found.get(one.nik or "", []))
        if one.nik and not causes_of_identity(causes):
            causes += _identity(one, known, found[one.nik])
        if known is not None:
            causes += judge_person(known, programme, on)
            one = _filled(one, known)
        if not one.region_code or name_of(one.region_code) is None:
            causes.append("REGION_UNKNOWN")
        judged.append(Judged(one, known, in_order(causes)))
    return judged


def judge_person(known: Known, programme: str, on: date) -> list[str]:
    """Causes that lie in the person and in its memberships, not in what was told."""
    causes = []
    if known.life_status == "DEAD" or (known.died_on is not None and known.died_on <= on):
        return ["PERSON_DEAD"]
    if known.life_status == "ABROAD":
        causes.append("LEFT_COUNTRY")
    if programme == "PPU":
        return causes
    causes += _standing(known, HEALTH if programme == "JKN" else WORK)
    if programme == "BPU" and known.birth_date is not None:
        law, years = load_law(), age(known.birth_date, on)
        if years >= law.value("bpu.age_max_join", on):
            causes.append("TOO_OLD")
        if years < law.value("bpu.age_min_join", on):
            causes.append("TOO_YOUNG")
    return causes


def bars(known: Known, programme: str, on: date) -> tuple[str, ...]:
    """Causes for which nobody need try to enrol a person: nothing can be repaired, so that no offer is to be made."""
    return in_order([cause for cause in judge_person(known, programme, on) if cause in FINAL])


def judge_cards(members: Sequence[Known]) -> set[int]:
    """Persons who stand on another family card by an act than the one the registers tell now."""
    participants = {one.participant_id: one for one in members if one.participant_id is not None}
    held = card_indexes(list(participants))
    return {
        one.person_id
        for participant_id, one in participants.items()
        if participant_id in held and (one.kk is None or held[participant_id] != card_index(one.kk))
    }


def is_child(known: Known, on: date) -> bool:
    """Whether a person counts as a child of its family: below the age of the law, and not married."""
    if known.birth_date is None:
        return known.relation_code == CHILD_ON_CARD
    limit = load_law().value("jkn.ppu.child_age", on, "lt")
    return age(known.birth_date, on) < limit and not known.is_married  # type: ignore[operator]


def age(born: date, on: date) -> int:
    """Whole years from birth to a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def causes_of_identity(causes: Sequence[str]) -> bool:
    """Whether the NIK itself is already known to be wrong, so that asking for its holder says nothing."""
    return bool({"NIK_MISSING", "NIK_FAULTY"} & set(causes))


def _form(one: Told, programme: str, faults: Sequence[str]) -> list[str]:
    causes = []
    if not one.name.strip():
        causes.append("NAME_MISSING")
    if not one.nik:
        # A number that could not be one was set aside when it was read: it is faulty, not missing.
        causes += [] if "NIK_FAULTY" in faults else ["NIK_MISSING"]
    elif not (one.nik.isascii() and one.nik.isdigit() and len(one.nik) == 16):
        causes.append("NIK_FAULTY")
    elif one.birth_date is not None and not _is_of(one.nik, one.birth_date):
        causes.append("NIK_BIRTH_DATE_DIFFERS")
    if one.birth_date is None:
        causes.append("BIRTH_DATE_MISSING")
    if programme == "BPU":
        if one.income_monthly_idr is None:
            # What a list told below zero was set aside when it was read.
            causes += [] if "INCOME_NEGATIVE" in faults else ["INCOME_MISSING"]
        elif one.income_monthly_idr < 0:
            causes.append("INCOME_NEGATIVE")
    return causes


def _is_of(nik: str, born: date) -> bool:
    day = int(nik[6:8])
    return (day - WOMEN_ADD_DAYS if day > WOMEN_ADD_DAYS else day, int(nik[8:10]), int(nik[10:12])) == (
        born.day,
        born.month,
        born.year % 100,
    )


def _meant(one: Told, holders: Sequence[Known]) -> Known | None:
    """Of the holders of a NIK the one who is meant: by birth date and name; one alone by either."""
    both = [known for known in holders if known.birth_date == one.birth_date and known.bears(one.name)]
    return both[0] if len(both) == 1 else None


def _identity(one: Told, known: Known | None, holders: Sequence[Known]) -> list[str]:
    if known is not None:
        return []
    if not holders:
        return ["NIK_UNKNOWN"]
    # What does not fit is not told closer: a list must not serve to find out whose a NIK is.
    return ["IDENTITY_DIFFERS"] if one.name.strip() and one.birth_date else []


def _standing(known: Known, programme: str) -> list[str]:
    held = known.enrolled.get(programme)
    if held is not None:
        return ["ALREADY_ENROLLED"]
    said = known.said.get(programme)
    if said is None:
        return []
    own = ("BPU",) if programme == WORK else ("PBPU", "BP")
    if said.status in COVERED:
        # Waiting for the first payment of the same segment is being enrolled.
        return ["ALREADY_ENROLLED" if said.segment in own else "ACTIVE_ELSEWHERE"]
    return ["RESUME_INSTEAD"] if said.status == "SUSPENDED" and said.segment in own else []


def _filled(one: Told, known: Known) -> Told:
    """What was told, with what the registers know where nothing was."""
    return replace(
        one,
        sex=one.sex or known.sex,
        region_code=one.region_code or known.region_code,
        kk=one.kk or known.kk,
        phone=one.phone or known.phone,
        sector=one.sector or known.sector,
    )
