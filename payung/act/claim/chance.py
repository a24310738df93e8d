"""What may this person or family claim now, as far as the registers tell? A link each, with what is known filled in."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from payung.act.claim.by_act import with_acts
from payung.act.claim.fact import ENDS, years_from
from payung.act.claim.filing import CHILD
from payung.act.claim.kind import Kind, kinds
from payung.law.public import load_law
from payung.ledger.public import PersonFile


@dataclass(frozen=True)
class Chance:
    """A benefit that may be claimed for a person: why we think so, the day of the event, and facts already known."""

    kind: Kind
    why: str
    event_on: date | None = None
    told: dict[str, str] = field(default_factory=dict)


def chances(file: PersonFile, as_of: date, *, at: datetime) -> list[Chance]:
    """Benefits worth asking about, each once: after a death, after work ended, at the age, or an accident to tell of.

    What an employer reported here counts at once. It says what may be asked for, not that it will be paid: the rules
    say that.
    """
    file = with_acts(file, on=as_of, at=at)
    found = [*_after_death(file), *_after_work(file), *_by_age(file, as_of), *_by_cover(file)]
    first: dict[str, Chance] = {}
    for one in found:
        first.setdefault(one.kind.code, one)
    return list(first.values())


def _after_death(file: PersonFile) -> Iterator[Chance]:
    if file.person.life_status != "DEAD" or not _programmes(file):
        return
    for code in ("JKM_DEATH", "JKK_DEATH", "JP_SURVIVOR", "JKM_SCHOLARSHIP"):
        kind = kinds()[code]
        is_right = kind.programme in _programmes(file)
        has_child = any(one.relation_code == CHILD for one in file.family)
        if is_right and (has_child or not kind.is_for_child):
            yield Chance(kind, "DEATH", file.person.died_on)


def _after_work(file: PersonFile) -> Iterator[Chance]:
    if file.person.life_status != "ALIVE":
        return
    for one in file.memberships:
        if one.rank != 1 or one.inactive_cause not in ENDS:
            continue
        if one.programme == "JKP" and one.inactive_cause == "LAID_OFF":
            yield Chance(kinds()["JKP_CASH"], "LAID_OFF", one.inactive_since, {"end_of_work": "DISMISSED"})
        if one.programme == "JHT":
            yield Chance(kinds()["JHT_FULL"], "WORK_ENDED", one.inactive_since, {"cause": ENDS[one.inactive_cause]})


def _by_age(file: PersonFile, as_of: date) -> Iterator[Chance]:
    age = years_from(file.person.birth_date, as_of)
    if age is None or file.person.life_status != "ALIVE":
        return
    law = load_law()
    retirement, pension = law.value("jht.full_withdrawal", as_of, "age"), law.value("jp.pension_age", as_of)
    if "JHT" in _programmes(file) and isinstance(retirement, int) and age >= retirement:
        yield Chance(kinds()["JHT_FULL"], "AGE", None, {"cause": "RETIREMENT"})
    if "JP" in _programmes(file) and isinstance(pension, int) and age >= pension:
        yield Chance(kinds()["JP_OLD_AGE"], "AGE")


def _by_cover(file: PersonFile) -> Iterator[Chance]:
    if file.person.life_status == "ALIVE" and any(
        one.programme == "JKK" and one.status == "ACTIVE" for one in file.determinations
    ):
        yield Chance(kinds()["JKK_INCAPACITY"], "ACCIDENT")
        yield Chance(kinds()["JKK_TRANSPORT"], "ACCIDENT")


def _programmes(file: PersonFile) -> set[str]:
    return {one.programme for one in file.memberships if one.rank == 1}
