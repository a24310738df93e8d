"""Which lists did collectives hand in, and what became of each row?"""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import connection

from payung.ledger.base.insert import insert_rows
from payung.ledger.person.row import masked
from payung.ledger.reader.scope import acting, current_scope, vault

LOAD = "act"
# Notes that say who somebody is in a worker's family.
FAMILY = ("SPOUSE", "CHILD", "EXTRA")
HEAD = """
SELECT l.list_id, l.party_id, p.name, l.programme, l.file_name, l.as_of, l.rows_read, l.rows_taken, l.amount_idr,
       l.bill_id, l.recorded_at
FROM ledger.enrolment_list l JOIN ledger.party p USING (party_id)
"""
# The dues of whom a list enrolled in several programmes stand on one line.
TAKEN = """
SELECT p.subject, p.nik_cipher, p.kk_cipher, p.phone_cipher, l.notes, w.subject, w.nik_cipher, f.programmes, p.name,
    p.birth_date, p.sex, p.region_code, e.income_monthly_idr, e.sector, e.care_class, e.pay_from, l.amount_idr
FROM ledger.list_line l JOIN ledger.participant p USING (participant_id)
LEFT JOIN LATERAL (SELECT * FROM ledger.enrolment e WHERE e.act_id = l.list_id
    AND e.participant_id = l.participant_id ORDER BY e.programme LIMIT 1) e ON true
LEFT JOIN LATERAL (SELECT array_agg(DISTINCT e.programme) AS programmes FROM ledger.enrolment e
    WHERE e.act_id = l.list_id AND e.participant_id = l.participant_id) f ON true
LEFT JOIN ledger.participant w ON w.participant_id = e.payer_id AND e.segment = 'PPU_BU'
WHERE l.list_id = %s AND l.outcome = 'TAKEN' ORDER BY l."row"
"""


@dataclass(frozen=True)
class ListRow:
    """A list that was handed in. `amount_idr` is a month's contribution of all that were taken."""

    list_id: uuid.UUID
    party_id: int
    party: str
    programme: str
    file_name: str
    as_of: date
    rows_read: int
    rows_taken: int
    amount_idr: int
    bill_id: uuid.UUID | None
    recorded_at: datetime

    @property
    def rows_refused(self) -> int:
        """Rows that were not taken, each with its reason."""
        return self.rows_read - self.rows_taken


@dataclass(frozen=True)
class NewLine:
    """What became of a row: taken, with the participant and its contribution, or refused for causes."""

    row: int
    name: str
    nik: str | None
    causes: tuple[str, ...] = ()
    participant_id: int | None = None
    attempt_id: uuid.UUID | None = None
    amount_idr: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class LineRow:
    """A row of a list as it is shown: the NIK masked."""

    row: int
    outcome: str
    name: str
    nik_masked: str | None
    causes: tuple[str, ...]
    amount_idr: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class TakenRow:
    """A person taken by a list, with what the agencies' files ask for; numbers in clear.

    Of an employer's list `role` is that in a worker's family (None the worker), `main_nik` the worker's NIK.
    """

    number: int
    nik: str | None
    kk: str | None
    phone: str | None
    name: str
    birth_date: date | None
    sex: str | None
    region_code: str
    income_monthly_idr: int | None
    sector: str | None
    care_class: int | None
    since: date | None
    amount_idr: int
    role: str | None = None
    main_nik: str | None = None
    programmes: tuple[str, ...] = ()


def enter_list(head: dict[str, Any], lines: Sequence[NewLine]) -> None:
    """Enter a list and what became of each of its rows."""
    entered = apps.get_model("ledger", "EnrolmentList").objects.create(entered_by=current_scope().user_id, **head)
    keys = [f"{entered.list_id.hex}/{line.row}" for line in lines]
    sealed = vault().seal_many("list_line/nik", keys, [line.nik for line in lines], load=LOAD)
    made = [
        {
            "list_id": entered.list_id,
            "row": line.row,
            "outcome": "REFUSED" if line.causes else "TAKEN",
            "causes": ",".join(line.causes),
            "participant_id": line.participant_id,
            "attempt_id": line.attempt_id,
            "name": line.name,
            "nik_cipher": nik,
            "amount_idr": line.amount_idr,
            "notes": ",".join(line.notes),
        }
        for line, nik in zip(lines, sealed, strict=True)
    ]
    insert_rows(apps.get_model("ledger", "ListLine"), made)


def enrolment_list(list_id: uuid.UUID) -> ListRow | None:
    """A list in scope; None where it is not there."""
    rows = _rows(f"{HEAD} WHERE l.list_id = %s", [list_id])
    return ListRow(*rows[0]) if rows else None


def enrolment_lists(limit: int = 50) -> list[ListRow]:
    """The lists in scope, the newest first."""
    return [ListRow(*row) for row in _rows(f"{HEAD} ORDER BY l.recorded_at DESC LIMIT %s", [limit])]


def list_lines(list_id: uuid.UUID, *, outcome: str = "", limit: int | None = None, offset: int = 0) -> list[LineRow]:
    """Rows of a list in scope, in their order; of one outcome where given."""
    rows = _rows(
        'SELECT "row", outcome, name, nik_cipher, causes, amount_idr, notes FROM ledger.list_line'
        " WHERE list_id = %s AND (%s = '' OR outcome = %s) ORDER BY \"row\" LIMIT %s OFFSET %s",
        [list_id, outcome, outcome, limit, offset],
    )
    found = []
    for number, said, name, nik, causes, amount, notes in rows:
        opened = vault().open("list_line/nik", f"{list_id.hex}/{number}", nik, load=LOAD)
        listed = [tuple(code for code in codes.split(",") if code) for codes in (causes, notes)]
        found.append(LineRow(number, said, name, masked(opened), listed[0], amount, listed[1]))
    return found


def taken_rows(list_id: uuid.UUID) -> Iterator[TakenRow]:
    """Who was taken by a list in scope, in the order of its rows, for the agencies' files."""
    if enrolment_list(list_id) is None:
        return
    # Whoever handed the list in told of the families too, whose rows are not the employer's otherwise.
    with acting():
        rows = _rows(TAKEN, [list_id])
    opened = vault().open
    for number, (subject, nik, kk, phone, notes, main, main_nik, programmes, *plain) in enumerate(rows, 1):
        key = bytes(subject).hex()
        numbers = [
            opened(f"participant/{name}", key, sealed, load=LOAD)
            for name, sealed in (("nik", nik), ("kk", kk), ("phone", phone))
        ]
        worker = opened("participant/nik", bytes(main).hex(), main_nik, load=LOAD) if main is not None else numbers[0]
        role = next((note for note in notes.split(",") if note in FAMILY), None)
        yield TakenRow(number, *numbers, *plain, role=role, main_nik=worker, programmes=tuple(programmes or ()))


def _rows(sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    current_scope()
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
