"""How do an employer's group of risk and size change? From a month on, as a row that is kept; what was billed stays.

Bills reckon with the group of their month, lists register in the programmes that the size asks for on their day. What
was entered wrongly is corrected by a row that names it, for as long as its month has not passed.
"""

import uuid
from datetime import date, datetime

from payung.act.employ.judge import owed_programmes
from payung.ledger.public import ChangeRow, Conflict, Employer, changes, employer, enter_change

RISKS = ("sangat_rendah", "rendah", "sedang", "tinggi", "sangat_tinggi")
SCALES = ("MICRO", "SMALL", "MEDIUM_LARGE")
CHANGED, SAME, SINCE_PASSED, NOT_A_MONTH, TAKEN = "CHANGED", "SAME", "SINCE_PASSED", "NOT_A_MONTH", "TAKEN"


def change_employer(
    change_id: uuid.UUID, by: Employer, since: date, risk: str, scale: str, *, on: date, at: datetime
) -> str:
    """Another group of risk or size from a month on: CHANGED, or why not (terms, change_refusals).

    Refused: RISK_UNKNOWN, SCALE_UNKNOWN, NOT_A_MONTH (not its first day), SINCE_PASSED (before the month that runs),
    SAME (it is so already), TAKEN (somebody changed the same month meanwhile). The same change again changes nothing.
    """
    if risk not in RISKS or scale not in SCALES:
        return "RISK_UNKNOWN" if risk not in RISKS else "SCALE_UNKNOWN"
    if since.day != 1:
        return NOT_A_MONTH
    if since < on.replace(day=1):
        return SINCE_PASSED
    told = changes(by.party_id)
    same = next((one for one in told if one.change_id == change_id), None)
    held = employer(party_id=by.party_id, on=since)
    if same is None and held is not None and (held.risk, held.scale) == (risk, scale):
        return SAME
    month = [one.change_id for one in told if one.since == since]
    named = same.corrects if same else month[-1] if month else None
    try:
        enter_change(change_id, by.party_id, since, risk, scale, corrects=named, at=at)
    except Conflict:
        return TAKEN
    return CHANGED


def obliged_since(by: Employer, on: date) -> dict[str, date]:
    """From which day on an employer owes its programmes of work, of those that came with a change of its size."""
    first = employer(party_id=by.party_id)
    owed = set(owed_programmes(first.scale or "", on)) if first is not None else set()
    found: dict[str, date] = {}
    for one in _last_of_each_month(changes(by.party_id), on):
        now = set(owed_programmes(one.scale, on))
        found = {name: day for name, day in found.items() if name in now}
        found |= dict.fromkeys(now - owed, one.since)
        owed = now
    return found


def _last_of_each_month(rows: list[ChangeRow], on: date) -> list[ChangeRow]:
    return list({one.since: one for one in rows if one.since <= on}.values())
