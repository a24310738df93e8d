"""Which memberships has each person? One row for each programme and record, the one that stands first."""

from datetime import date

from payung.engine.public import DuckdbEngine
from payung.link.person import ADULT_FROM_YEARS
from payung.link.statement import run_statement

# Every member of BPJS Ketenagakerjaan has at least these two; taken where the register's file does not say.
PROGRAMMES_UNSAID = "JKK,JKM"


def list_memberships(engine: DuckdbEngine, as_of: date) -> None:
    """Fill `membership_row` from `told` and `person_fact`."""
    run_statement(
        engine,
        "membership_row",
        as_of=f"'{as_of}'",
        adult_from=ADULT_FROM_YEARS,
        programmes_unsaid=f"'{PROGRAMMES_UNSAID}'",
    )
