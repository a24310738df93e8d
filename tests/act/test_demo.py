"""Is what the sample country shows of acts entered once, though the next load is of another day?"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.db import connection

from payung.act.public import ensure_demo_claims, enter_past, prepare_pensions
from payung.ledger.public import current_run, ensure_demo_accounts, load, system_scope
from tests.country import AS_OF, rows_of, write_table, write_tables

LATER = (AS_OF + timedelta(days=19), AS_OF + timedelta(days=24))
# What an act of the sample enters; what a load itself brings, and looks, are others.
TABLES = (
    *("claim", "claim_payment", "claim_document", "claim_check", "pension_due"),
    *(
        "participant",
        "enrolment",
        "instalment_plan",
        "contact",
        "bill",
        "bill_line",
        "payment",
        "allocation",
        "posting",
    ),
)


def country(folder: Path, day: date) -> Path:
    """The same people in the run of a day, with the wages that claims ask for."""
    write_tables(folder)
    members = [
        row | {"wage_monthly_idr": 5_000_000} if row["segment"] in ("PU", "BPU") else row
        for row in rows_of()["memberships"]
    ]
    write_table(folder, "memberships", members)
    write_table(folder, "determinations", [row | {"as_of": day} for row in rows_of()["determinations"]])
    return folder


def entered(day: date, folder: Path) -> dict[str, int]:
    """Rows after a run of a day was loaded and shown as `payung up` shows it."""
    report = load(country(folder / str(day), day))
    run = current_run()
    assert run is not None
    assert (report.as_of, run.as_of) == (day, day)
    ensure_demo_accounts()
    enter_past(run.id, day)
    ensure_demo_claims(day, datetime(day.year, day.month, day.day, 3, tzinfo=UTC) + timedelta(days=1))
    prepare_pensions(day.replace(day=1), at=datetime.now(UTC))
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{one}', count(*) FROM ledger.{one}" for one in TABLES))
        return {name: int(count) for name, count in cursor.fetchall()}


def test_a_load_of_another_day_enters_nothing_twice(empty_base: str, tmp_path: Path) -> None:
    first = entered(AS_OF, tmp_path)
    for name in ("claim", "claim_document", "enrolment", "bill", "payment", "contact"):
        assert first[name] > 0, name
    with system_scope(), connection.cursor() as cursor:
        cursor.execute("SELECT kind, event_on, count(*) OVER (PARTITION BY participant_id) FROM ledger.claim")
        claims = {kind: (event_on, of_person) for kind, event_on, of_person in cursor.fetchall()}
    # Its day moves with that of the load; and the one wage earner, who could have a claim of two kinds, has one.
    assert claims["JKK_TRANSPORT"] == (AS_OF - timedelta(days=20), 1)
    assert {of_person for _, of_person in claims.values()} == {1}
    for day in LATER:
        assert entered(day, tmp_path) == first
