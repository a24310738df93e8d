"""From which day does a region's appointment hold? The same day where UHC Prioritas holds, else from the next month."""

from datetime import date

from payung.law.public import Law
from payung.ledger.public import coverage
from payung.reckon.public import Result, evaluate
from payung.terms.public import next_month

REGENCY = 5


def earliest_appointment(region: str, on: date, *, is_granted: bool, law: Law) -> date:
    """The first day on which somebody a region names on a day may be covered."""
    if priority(region, on, is_granted=is_granted, law=law).outcome == "OK":
        return on
    return next_month(on)


def priority(region: str, on: date, *, is_granted: bool, law: Law) -> Result:
    """Whether UHC Prioritas holds in the regency of a region, by the counts of the newest load.

    `is_granted`: the region asked for it, BPJS agreed, and it owes nothing; no register tells that.
    """
    regency = region[:REGENCY]
    rows = [row for row in coverage("regency", regency[:2], "JKN") if row.region_code == regency]
    counts = {
        "asked_on": on,
        "residents": max(1, sum(row.people for row in rows)),
        "registered": sum(row.registered for row in rows),
        "active": sum(row.people for row in rows if row.status == "ACTIVE"),
        "has_arrears": not is_granted,
        "is_requested": is_granted,
    }
    return evaluate("jkn.uhc", on=on, inputs=[counts], law=law)[0]
