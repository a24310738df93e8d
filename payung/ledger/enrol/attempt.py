"""Who wanted to enrol and could not? Failed attempts are entered with all that was told, worked, and never deleted."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, transaction

from payung.ledger.base.insert import insert_rows
from payung.ledger.error import Conflict
from payung.ledger.person.row import masked
from payung.ledger.reader.scope import current_scope, region_range, vault

LOAD = "act"
NUMBERS = ("nik", "kk", "phone")
PLAIN = (
    *("name", "birth_date", "sex", "region_code", "income_monthly_idr", "sector", "with_jht", "care_class"),
    *("start_on", "role"),
)
LINES = """
SELECT a.attempt_id, a.programme, a.cause, a.causes, a.holder, a.name, a.birth_date, a.region_code, a.nik_cipher,
       a.recorded_at, p.name, s.kind, s.username, s.note, s.recorded_at
FROM ledger.attempt a
LEFT JOIN ledger.party p ON p.party_id = a.party_id
LEFT JOIN LATERAL (SELECT kind, username, note, recorded_at FROM ledger.attempt_step
                   WHERE attempt_id = a.attempt_id ORDER BY recorded_at DESC, attempt_step_id DESC LIMIT 1) s ON true
WHERE {condition} ORDER BY a.recorded_at, a.attempt_id LIMIT %s OFFSET %s
"""
OPEN = """NOT EXISTS (SELECT FROM ledger.attempt_step e
    WHERE e.attempt_id = a.attempt_id AND e.kind IN ('RESOLVED', 'CLOSED'))"""

RESOLVE = f"""
INSERT INTO ledger.attempt_step (attempt_step_id, attempt_id, kind, act_id, note, user_id, username)
SELECT uuidv7(), a.attempt_id, 'RESOLVED', %s, '', %s, %s FROM ledger.attempt a
WHERE a.programme = %s AND a.subject = ANY (%s::bytea[]) AND {OPEN}
"""


@dataclass(frozen=True)
class Told:
    """What was told of a person who is to be enrolled, by a form or a row of a list; numbers in clear.

    Of an employer's list `start_on` is the first day of work and `role` WORKER, SPOUSE, CHILD or EXTRA.
    """

    nik: str | None
    name: str
    birth_date: date | None
    sex: str | None
    region_code: str
    kk: str | None = None
    phone: str | None = None
    income_monthly_idr: int | None = None
    sector: str | None = None
    with_jht: bool = False
    care_class: int | None = None
    start_on: date | None = None
    role: str | None = None


@dataclass(frozen=True)
class NewAttempt:
    """A failed attempt to be entered: what was told, and the causes, the first of which names it."""

    attempt_id: uuid.UUID
    act_id: uuid.UUID
    programme: str
    causes: tuple[str, ...]
    holder: str
    told: Told
    subject: bytes | None = None
    party_id: int | None = None


@dataclass(frozen=True)
class AttemptLine:
    """A failed attempt in the queue; `kind` is the newest step (TAKEN, RESOLVED, CLOSED), None while nobody took it."""

    attempt_id: uuid.UUID
    programme: str
    cause: str
    causes: tuple[str, ...]
    holder: str
    name: str
    birth_date: date | None
    region_code: str
    nik_masked: str | None
    recorded_at: datetime
    party: str | None
    kind: str | None
    username: str | None
    note: str | None
    step_at: datetime | None


@dataclass(frozen=True)
class AttemptFile:
    """One failed attempt with all that was told, and its steps, the oldest first."""

    line: AttemptLine
    told: Told
    party_id: int | None
    party_kind: str | None
    steps: tuple[tuple[str, str, str, datetime], ...]


def enter_attempts(rows: Sequence[NewAttempt], *, at: datetime) -> None:
    """Enter failed attempts; an id that stands already is left alone, as it is drawn from the act."""
    by = current_scope().user_id
    ids = [row.attempt_id.hex for row in rows]
    sealed = {
        name: vault().seal_many(f"attempt/{name}", ids, [getattr(row.told, name) for row in rows], load=LOAD)
        for name in NUMBERS
    }
    indexes = vault().index_many("nik", [row.told.nik for row in rows])
    made = [
        {
            "attempt_id": row.attempt_id,
            "act_id": row.act_id,
            "subject": row.subject,
            "party_id": row.party_id,
            "programme": row.programme,
            "cause": row.causes[0],
            "causes": ",".join(row.causes),
            "holder": row.holder,
            "nik_index": indexes[place],
            "entered_by": by,
            "recorded_at": at,
        }
        | {name: getattr(row.told, name) for name in PLAIN}
        | {f"{name}_cipher": sealed[name][place] for name in NUMBERS}
        for place, row in enumerate(rows)
    ]
    insert_rows(apps.get_model("ledger", "Attempt"), made, ignore_conflicts=True)


def attempts_of_act(act_id: uuid.UUID) -> list[AttemptLine]:
    """The failed attempts of one act, in scope."""
    return _lines("a.act_id = %s", [act_id], 10_000, 0)


def open_attempts(
    *, region: str = "", cause: str = "", holder: str = "", limit: int = 50, offset: int = 0
) -> list[AttemptLine]:
    """Failed attempts in scope that nobody resolved or closed, the oldest first."""
    conditions, values = [OPEN], []
    if current_scope().region is not None:
        low, high = region_range(region)
        conditions.append("a.region_code >= %s AND a.region_code < %s")
        values += [low, high]
    for column, value in (("cause", cause), ("holder", holder)):
        if value:
            conditions.append(f"a.{column} = %s")
            values.append(value)
    return _lines(" AND ".join(conditions), values, limit, offset)


def open_attempt_counts() -> dict[tuple[str, str], int]:
    """How many open attempts in scope there are by cause and holder, the most first."""
    current_scope()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT a.cause, a.holder, count(*) FROM ledger.attempt a WHERE {OPEN} GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"
        )
        return {(cause, holder): count for cause, holder, count in cursor.fetchall()}


def attempt(attempt_id: uuid.UUID) -> AttemptFile | None:
    """One failed attempt in scope with all that was told; None where it is not there or out of scope."""
    lines = _lines("a.attempt_id = %s", [attempt_id], 1, 0)
    if not lines:
        return None
    row = apps.get_model("ledger", "Attempt").objects.get(pk=attempt_id)
    opened = {
        name: vault().open(f"attempt/{name}", attempt_id.hex, getattr(row, f"{name}_cipher"), load=LOAD)
        for name in NUMBERS
    }
    told = Told(**opened, **{name: getattr(row, name) for name in PLAIN})
    steps = apps.get_model("ledger", "AttemptStep").objects.filter(attempt_id=attempt_id)
    told_steps = steps.order_by("recorded_at", "attempt_step_id").values_list("kind", "username", "note", "recorded_at")
    party_kind = row.party.kind if row.party_id is not None else None
    return AttemptFile(lines[0], told, row.party_id, party_kind, tuple(told_steps))


def resolve_attempts(act_id: uuid.UUID, programme: str, subjects: Sequence[bytes]) -> int:
    """Whoever an act enrolled needs no rescue any more: the open attempts of these persons are resolved by it."""
    reader = current_scope()
    with connection.cursor() as cursor:
        cursor.execute(RESOLVE, [act_id, reader.user_id, reader.username, programme, list(subjects)])
        return int(cursor.rowcount)


def enter_attempt_step(
    step_id: uuid.UUID, attempt_id: uuid.UUID, kind: str, *, note: str = "", act_id: uuid.UUID | None = None
) -> None:
    """Enter that an attempt in scope was taken over (TAKEN), resolved by an act (RESOLVED) or closed (CLOSED), once.

    The same step again changes nothing. Raises Conflict for an attempt that is resolved or closed already.
    """
    reader = current_scope()
    model = apps.get_model("ledger", "AttemptStep")
    if model.objects.filter(pk=step_id, attempt_id=attempt_id, kind=kind).exists():
        return
    if not apps.get_model("ledger", "Attempt").objects.filter(pk=attempt_id).exists():
        raise Conflict("the attempt is not in scope")
    ended = model.objects.filter(attempt_id=attempt_id, kind__in=("RESOLVED", "CLOSED")).exists()
    try:
        with transaction.atomic():
            if ended:
                raise Conflict("the attempt is resolved or closed already")
            model.objects.create(
                attempt_step_id=step_id,
                attempt_id=attempt_id,
                kind=kind,
                act_id=act_id,
                note=note,
                user_id=reader.user_id,
                username=reader.username,
            )
    except IntegrityError as error:
        raise Conflict("the attempt is resolved or closed already") from error


def _lines(condition: str, values: list[Any], limit: int, offset: int) -> list[AttemptLine]:
    current_scope()
    with connection.cursor() as cursor:
        cursor.execute(LINES.format(condition=condition), [*values, limit, offset])
        rows = cursor.fetchall()
    found = []
    for attempt_id, programme, cause, causes, holder, name, birth_date, region, nik, *rest in rows:
        opened = vault().open("attempt/nik", attempt_id.hex, nik, load=LOAD)
        head = (attempt_id, programme, cause, tuple(causes.split(",")), holder, name, birth_date, region)
        found.append(AttemptLine(*head, masked(opened), *rest))
    return found
