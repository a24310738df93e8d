"""How are enrolments, family cards, first bills and lists entered once, whatever is repeated?"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, transaction

from payung.ledger.base.insert import insert_rows
from payung.ledger.error import Conflict, constraint_of
from payung.ledger.reader.scope import current_scope, vault

DEADLOCK = "40P01"
# Ends of the names of constraints that refuse what somebody else entered, or corrected, first.
ENTERED_ONCE = ("_at_a_time", "_pkey", "_corrected_once")


@dataclass(frozen=True)
class NewEnrolment:
    """A participant to be entered in a programme; the id is drawn from the act, so that a repeat is the same row."""

    act_id: uuid.UUID
    participant_id: int
    subject: bytes
    region_code: str
    programme: str
    segment: str
    since: date
    pay_from: date
    party_id: int | None = None
    payer_id: int | None = None
    care_class: int | None = None
    income_monthly_idr: int | None = None
    sector: str | None = None

    @property
    def enrolment_id(self) -> uuid.UUID:
        """The row's id."""
        return uuid.uuid5(self.act_id, f"{self.programme}|{self.participant_id}")


class Overlap(Conflict):
    """Somebody else enrolled one of these people meanwhile, or moved it to another card; nothing was entered.

    `known_at` is the moment from which on what they entered is known, None where nothing newer is.
    """

    def __init__(self, words: str, known_at: datetime | None = None) -> None:
        super().__init__(words)
        self.known_at = known_at


def enter_enrolments(rows: Sequence[NewEnrolment], *, at: datetime) -> int:
    """Enter all or none, as known from `at`. Raises Overlap where one is in its programme already."""
    by = current_scope().user_id
    model = apps.get_model("ledger", "Enrolment")
    return _enter(
        model, [{"enrolment_id": row.enrolment_id, "entered_by": by, "recorded_at": at} | vars(row) for row in rows]
    )


def enter_families(members: Iterable[tuple[int, bytes, str, str, int | None]], since: date, *, at: datetime) -> int:
    """Enter who stands on which card: participant, subject, region, KK number, relation. A repeat enters nothing.

    Raises Overlap for a participant who stands on another card.
    """
    by = current_scope().user_id
    members = list(members)
    held = _cards([participant_id for participant_id, *_ in members])
    model = apps.get_model("ledger", "FamilyMember")
    rows = []
    for participant_id, subject, region, kk, relation in members:
        card = vault().index("kk", kk)
        if participant_id in held:
            if held[participant_id] != card:
                raise Overlap("the participant stands on another family card")
            continue
        number = uuid.uuid5(uuid.NAMESPACE_OID, f"family|{participant_id}|{card.hex()}|{since}")
        facts: dict[str, Any] = {"recorded_at": at, "entered_by": by}
        facts |= {"participant_id": participant_id, "subject": subject, "region_code": region, "kk_index": card}
        rows.append({"family_member_id": number, "relation_code": relation, "since": since} | facts)
    return _enter(model, rows)


def card_indexes(participant_ids: Sequence[int]) -> dict[int, bytes]:
    """The index of the family card on which each participant stands now by an act."""
    current_scope()
    return _cards(participant_ids)


def card_index(kk: str) -> bytes:
    """The index of a family card's number."""
    return vault().index("kk", kk)


@dataclass(frozen=True)
class Correction:
    """A row that takes the place of an enrolment: it ends on `until`, or (`is_void`) never held. The old one stays.

    `end_cause` (LAID_OFF, RESIGNED, CONTRACT_ENDED) is why an employer's worker left.
    """

    enrolment_id: uuid.UUID
    as_id: uuid.UUID
    until: date | None
    is_void: bool = False
    end_cause: str | None = None


def correct_enrolment(
    enrolment_id: uuid.UUID,
    as_id: uuid.UUID,
    *,
    until: date | None,
    at: datetime,
    is_void: bool = False,
    end_cause: str | None = None,
) -> None:
    """One correction, as below."""
    correct_enrolments([Correction(enrolment_id, as_id, until, is_void, end_cause)], at=at)


def correct_enrolments(corrections: Sequence[Correction], *, at: datetime) -> int:
    """Enter corrections at once, all or none; how many. The same correction again changes nothing.

    Raises Overlap for an enrolment that is not there or was corrected by somebody else.
    """
    wanted = {one.enrolment_id: one for one in corrections}
    model = apps.get_model("ledger", "Enrolment")
    done = model.objects.filter(pk__in=[one.as_id for one in wanted.values()], corrects_id__in=list(wanted))
    for number, until, is_void in done.values_list("corrects_id", "until", "is_void"):
        if (until, is_void) == (wanted[number].until, wanted[number].is_void):
            del wanted[number]
    rows = []
    for old in _standing(wanted):
        one = wanted[old["enrolment_id"]]
        changed = {"enrolment_id": one.as_id, "corrects_id": one.enrolment_id, "until": one.until}
        changed |= {"is_void": one.is_void, "end_cause": one.end_cause}
        rows.append(old | changed | {"entered_by": current_scope().user_id, "recorded_at": at})
    return _enter(model, rows) if rows else 0


def change_incomes(changes: Mapping[uuid.UUID, tuple[uuid.UUID, int]], *, since: date, at: datetime) -> int:
    """From a day another income is declared for enrolments: each row ends before it and goes on as a new one.

    `changes` are act and rupiah a month by enrolment. The new row keeps the act of the old one, whose cover goes on.
    What began on the day or later is replaced whole. Raises Overlap as above.
    """
    by, before = current_scope().user_id, since - timedelta(days=1)
    rows = []
    for old in _standing(changes):
        number = old["enrolment_id"]
        act_id, income = changes[number]
        new = old | {"enrolment_id": uuid.uuid5(act_id, f"income|{number}"), "income_monthly_idr": income}
        new |= {"entered_by": by, "recorded_at": at}
        if old["since"] >= since:
            rows.append(new | {"corrects_id": number})
            continue
        ends = {"enrolment_id": uuid.uuid5(act_id, f"before|{number}"), "corrects_id": number, "until": before}
        rows.append(old | ends | {"end_cause": None, "entered_by": by, "recorded_at": at})
        rows.append(new | {"corrects_id": None, "since": since, "pay_from": since})
    return _enter(apps.get_model("ledger", "Enrolment"), rows) if rows else 0


def carry_over(acts: Mapping[uuid.UUID, uuid.UUID], *, at: datetime) -> int:
    """What goes on of these acts goes on by another one each (the values); how many rows took the place of old ones."""
    model = apps.get_model("ledger", "Enrolment")
    olds = model.objects.filter(act_id__in=list(acts), superseded_at__isnull=True, is_void=False, until__isnull=True)
    rows = []
    for old in olds.order_by("pk").values():
        act_id, number = acts[old["act_id"]], old["enrolment_id"]
        new = {"enrolment_id": uuid.uuid5(act_id, f"carried|{number}"), "corrects_id": number, "act_id": act_id}
        rows.append(old | new | {"entered_by": current_scope().user_id, "recorded_at": at})
    return _enter(model, rows) if rows else 0


def _standing(numbers: Iterable[uuid.UUID]) -> list[dict[str, Any]]:
    """These enrolments, none of them corrected, in the order asked. Raises Overlap where one is not there."""
    wanted = list(numbers)
    model = apps.get_model("ledger", "Enrolment")
    found = {
        row["enrolment_id"]: row
        for row in model.objects.filter(pk__in=wanted, superseded_at__isnull=True, is_void=False).values()
    }
    if len(found) < len(wanted):
        people = model.objects.filter(pk__in=wanted).values_list("participant_id", flat=True)
        raise Overlap("an enrolment is not there or was corrected", _newest(people))
    return [found[number] for number in wanted]


def tell_enrolments(
    act_id: uuid.UUID, enrolment_ids: Sequence[uuid.UUID], *, at: datetime, **facts: int | str
) -> list[uuid.UUID]:
    """Rows that take the place of enrolments of which a fact was not known (`facts`: column and value); the new ids.

    What was corrected or told meanwhile stays as it is.
    """
    model = apps.get_model("ledger", "Enrolment")
    unknown = {f"{name}__isnull": True for name in facts}
    olds = model.objects.filter(pk__in=enrolment_ids, superseded_at__isnull=True, is_void=False, **unknown)
    rows = []
    for old in olds.order_by("pk"):
        kept = {f.attname: getattr(old, f.attname) for f in model._meta.concrete_fields}
        new = {"enrolment_id": uuid.uuid5(act_id, f"told|{old.pk}"), "corrects_id": old.pk}
        rows.append(kept | new | facts | {"entered_by": current_scope().user_id, "recorded_at": at})
    if rows:
        _enter(model, rows)
    return [row["enrolment_id"] for row in rows]


def told_before(act_id: uuid.UUID, participant_id: int) -> list[tuple[int | None, int | None]]:
    """What an act told of a participant when it was done before: income and class of care of each row."""
    model = apps.get_model("ledger", "Enrolment")
    rows = model.objects.filter(participant_id=participant_id, corrects__isnull=False).values_list(
        "pk", "corrects_id", "income_monthly_idr", "care_class"
    )
    return [tuple(facts) for pk, old, *facts in rows if pk == uuid.uuid5(act_id, f"told|{old}")]


def lock_act(act_id: uuid.UUID) -> None:
    """Whoever brings the same act meanwhile waits until this transaction ends, and then finds what it entered."""
    current_scope()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('act/' || %s::text, 0))", [str(act_id)])


def take_time() -> None:
    """Until the end of the transaction a statement may take minutes, as a list of ten thousand is no page."""
    current_scope()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '5min'")


def enrolments_of_act(act_id: uuid.UUID) -> list[dict[str, Any]]:
    """The rows an act entered, by programme and participant."""
    current_scope()
    model = apps.get_model("ledger", "Enrolment")
    return list(model.objects.filter(act_id=act_id).order_by("participant_id", "programme").values())


def enrolments_on(day: date, known_at: Any, participant_id: int) -> list[dict[str, Any]]:
    """What held for a participant on a day, as it was known at a moment: programme, segment, since, until."""
    current_scope()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT programme, segment, since, until FROM ledger.enrolments_on(%s, %s) WHERE participant_id = %s"
            " ORDER BY programme",
            [day, known_at, participant_id],
        )
        return [dict(zip(("programme", "segment", "since", "until"), row, strict=True)) for row in cursor.fetchall()]


def first_bill_id(act_id: uuid.UUID) -> uuid.UUID:
    """The id of the bill of the first month of everybody whom an act enrolled."""
    return uuid.uuid5(act_id, "bill")


def enter_bill(
    bill_id: uuid.UUID,
    *,
    kind: str,
    month: date,
    due_on: date,
    amount_idr: int,
    at: datetime,
    participant_id: int | None = None,
    party_id: int | None = None,
) -> None:
    """Enter a bill once. Raises Conflict where the id stands for another payer, month or amount."""
    asked = {"kind": kind, "month": month, "due_on": due_on, "amount_idr": amount_idr}
    asked |= {"participant_id": participant_id, "party_id": party_id}
    model = apps.get_model("ledger", "Bill")
    model.objects.bulk_create([model(bill_id=bill_id, recorded_at=at, **asked)], ignore_conflicts=True)
    if not model.objects.filter(pk=bill_id, **asked).exists():
        raise Conflict("the bill stands with another content")


def _cards(participant_ids: Sequence[int]) -> dict[int, bytes]:
    model = apps.get_model("ledger", "FamilyMember")
    standing = model.objects.filter(participant_id__in=list(participant_ids), superseded_at__isnull=True)
    rows = standing.filter(is_void=False, until__isnull=True).values_list("participant_id", "kk_index")
    return {participant_id: bytes(card) for participant_id, card in rows}


def _enter(model: Any, rows: list[dict[str, Any]]) -> int:
    try:
        with transaction.atomic():
            insert_rows(model, rows)
    except DatabaseError as error:
        name = constraint_of(error)
        # Two who enter the same person in the same moment may wait for each other; the base lets one of them go.
        if name.endswith(ENTERED_ONCE) or getattr(error.__cause__, "sqlstate", None) == DEADLOCK:
            raise Overlap(name, _newest(row["participant_id"] for row in rows)) from error
        raise
    return len(rows)


def _newest(participant_ids: Iterable[int]) -> datetime | None:
    """When the newest of the enrolments of some participants was entered or corrected."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST, [list(participant_ids)])
        return cursor.fetchone()[0]  # type: ignore[no-any-return]


NEWEST = """
SELECT max(greatest(recorded_at, superseded_at)) FROM ledger.enrolment WHERE participant_id = ANY (%s::bigint[])
"""
