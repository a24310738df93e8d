"""Which commitments ran out unmet, wherever they were made, and whose are they? They rise to every board above them."""

from dataclasses import dataclass

from payung.follow.matters import Pending, Promise, matter
from payung.ledger.public import current_run
from payung.ledger.public import matter as book


@dataclass(frozen=True)
class Overdue:
    """A commitment that ran out unmet, and its matter, which is still open."""

    matter: Pending
    promise: Promise


def overdue(region: str = "", agency: str = "") -> tuple[Overdue, ...]:
    """Those of a region and all below it, of an agency where one is named; the longest overdue first."""
    run = current_run()
    if run is None:
        return ()
    due = [row for row in book.due_promises(region, run.as_of) if agency in ("", row.agency)]
    found = {matter_id: matter(matter_id) for matter_id in dict.fromkeys(row.matter_id for row in due)}
    return tuple(
        Overdue(pending, promise)
        for row in due
        if (pending := found[row.matter_id]) is not None and pending.state == "OPEN"
        for promise in pending.promises
        if promise.row.event_id == row.event_id and promise.standing == "OVERDUE"
    )
