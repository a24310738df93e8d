"""What do acts hand to the next night's run? For everybody whom one concerns, each membership as a register writes it.

Enrolments, payments, instalments, ends, corrections, deaths, decrees and reactivations: whoever enrolled or paid here
is judged the next night by the same facts on which today's answer rests (`posted.py`), so that both say the same.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from payung.act.claim.kind import death_kinds
from payung.act.posted import EMPLOYED, Posted, posted
from payung.ledger.public import (
    DecreedRow,
    Known,
    ProvedDeath,
    decreed_rows,
    known_persons,
    party_names,
    proved_deaths,
    strangers,
    system_scope,
    touched,
    write_acts,
)

PROGRAMMES = ("JKN", "JKK", "JKM", "JHT", "JP", "JKP")
# People judged at a time.
CHUNK = 2_000
# By reason: the status that holds by the decree. A bridge is not exported as such: the rule finds it from the removal.
STATUS = {
    "PAID_BY_STATE": "ACTIVE",
    "PAID_BY_REGION": "ACTIVE",
    "REMOVED_FROM_PBI": "INACTIVE",
    "CHRONIC_BRIDGE": "INACTIVE",
    "REGION_STOPPED_PAYING": "INACTIVE",
    "REACTIVATION_RUNNING": "INACTIVE",
}


def export_acts(folder: Path, on: date, *, at: datetime) -> int:
    """Write what acts say on a day, as known at a moment (terms/tables, acts); how many memberships.

    Who has no NIK is left out: nobody could be found by it. The file is replaced whole, or not at all.
    """
    with system_scope():
        return write_acts(folder, _rows(on, at), on)


def _rows(on: date, at: datetime) -> Iterator[dict[str, Any]]:
    persons, unknown = touched(on)
    by_decree = decreed_rows(on)
    for start in range(0, len(persons), CHUNK):
        known = known_persons(persons[start : start + CHUNK], on=on, known_at=at)
        yield from _of(known, by_decree, on, at)
    for start in range(0, len(unknown), CHUNK):
        yield from _of(strangers(unknown[start : start + CHUNK], on=on, known_at=at), {}, on, at)


def _of(people: Sequence[Known], by_decree: dict[int, DecreedRow], on: date, at: datetime) -> Iterator[dict[str, Any]]:
    """Rows of some people. What somebody paid or enrolled stands before what a decree says, as in today's answer."""
    people = [known for known in people if known.nik is not None]
    found = {programme: posted(people, programme, on=on, at=at) for programme in PROGRAMMES}
    sponsors = party_names(
        {one.party_id for told in found.values() for one in told.values() if one.party_id is not None}
    )
    deaths = proved_deaths([known.subject for known in people], death_kinds(), at)
    for known in people:
        rows = [_membership(told[known.person_id], sponsors) for told in found.values() if known.person_id in told]
        if known.person_id in by_decree and known.person_id not in found["JKN"]:
            rows.append(_decreed(by_decree[known.person_id]))
        death = deaths.get(known.subject)
        if death is not None:
            rows = [row for row in rows if row["programme"] != death.programme]
            rows = [{**row, **_dead(death)} for row in [*rows, _last(death)]]
        for row in rows:
            declared = known.enrolled.get(row["programme"]) or known.ended.get(row["programme"])
            yield {
                **row,
                "nik": known.nik,
                "name": known.name,
                "birth_date": known.birth_date,
                "sex": known.sex,
                "region_code": known.region_code,
                "care_class": declared.care_class if declared else None,
                "income_monthly_idr": declared.income_monthly_idr if declared else None,
                "sector": declared.sector if declared else None,
            }


def _membership(told: Posted, sponsors: dict[int, str]) -> dict[str, Any]:
    party, is_employer = sponsors.get(told.party_id or 0), told.segment in EMPLOYED
    return {
        "programme": told.programme,
        "segment": told.segment,
        "status": told.register_status,
        "since": told.since,
        "paid_until": told.paid_until,
        "inactive_since": told.inactive_since,
        "cause": told.cause,
        "sponsor": None if is_employer or told.programme == "JKN" else party,
        "employer": party if is_employer else None,
        "role": told.role,
    }


def _decreed(row: DecreedRow) -> dict[str, Any]:
    status = STATUS[row.reason]
    is_active = status == "ACTIVE"
    cause = "REMOVED_FROM_PBI" if row.reason == "CHRONIC_BRIDGE" else row.reason
    return {
        "programme": "JKN",
        "segment": row.segment,
        "status": status,
        "since": row.from_on if is_active else None,
        "inactive_since": None if is_active else row.removed_on,
        "cause": None if is_active else cause,
        "detail": row.number,
    }


def _last(death: ProvedDeath) -> dict[str, Any]:
    """The membership on which the claim of a death rests; one that began here is of the self-employed."""
    return {
        "programme": death.programme,
        "segment": death.segment or "BPU",
        "status": "INACTIVE",
        "inactive_since": death.day,
        "cause": "DECEASED",
    }


def _dead(death: ProvedDeath) -> dict[str, Any]:
    return {"life_status": "DEAD", "died_on": death.day}
