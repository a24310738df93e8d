"""What becomes of an employer's list of workers? Each row is registered, changed, ended or refused by itself.

One row is a worker with wage and first day of work, or somebody of the worker's family. A worker is registered in JKN
and in the programmes of work that the law asks of an enterprise of this size; the months are billed to the employer by
the same statement as at night, the first one at once. A worker who stands already with another wage goes on with the
new one; a row with a last day of work ends all. The same file again is the same list.
"""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from payung.act.employ.change import obliged_since
from payung.act.employ.employment import End, end_works
from payung.act.employ.judge import PPU, Seat, judge_payroll
from payung.act.employ.owing import months_to_bill, owed_from
from payung.act.enrol.judge import Judged, in_order
from payung.act.enrol.list_file import ReadRow
from payung.act.enrol.once import taken_once
from payung.act.enrol.worker import SPACE, needs_rescue, new_attempt
from payung.act.moved import BY_ONESELF, begins, leaving
from payung.act.posted import paid_through
from payung.ledger.public import (
    Employer,
    Known,
    ListRow,
    NewEnrolment,
    NewLine,
    bill_party,
    change_incomes,
    correct_enrolments,
    dead_before,
    employer,
    ensure_books,
    enter_attempts,
    enter_enrolments,
    enter_families,
    enter_list,
    known_by_nik,
    month_lines,
    month_of,
    participants_of,
    replace_unbegun,
    resolve_attempts,
    spend,
    virtual_account_of,
    withdraw_unbegun,
)
from payung.reckon.public import evaluate

HEALTH = "JKN"


class UnknownEmployer(Exception):
    """No employer has this code."""


class EmployerUnfit(Exception):
    """The group of risk or the size of the enterprise is not known, on which contributions and programmes rest."""


@dataclass(frozen=True)
class _Place:
    """Where a seat stands in the ledger: the participant, and by programme the first day and the first that is owed."""

    seat: Seat
    participant_id: int
    since: Mapping[str, date]
    owed: Mapping[str, date]
    notes: tuple[str, ...] = ()


def enrol_payroll(
    rows: Sequence[ReadRow], code: str, *, file_name: str, content: bytes, on: date, at: datetime
) -> ListRow:
    """Take an employer's list: whoever may be registered is, the others become failed attempts with their reasons.

    `code` is the employer's; `content` are the file's bytes, of which the list's id is drawn. Raises UnknownEmployer
    and EmployerUnfit; nothing was taken then.
    """
    by = fit_employer(code, on)
    list_id = payroll_id(by.party_id, content)

    def enter(known_at: datetime) -> None:
        lines = enter_rows(list_id, rows, by, on=on, at=known_at)
        _enter_list(list_id, rows, by, lines, file_name, on, known_at)

    return taken_once(list_id, by.party_id, enter, at=at)


def fit_employer(code: str, on: date) -> Employer:
    """The employer with this code, as it is on a day.

    Raises UnknownEmployer, EmployerUnfit where its risk or size is not known.
    """
    by = employer(code=code, on=on)
    if by is None:
        raise UnknownEmployer(code)
    if by.risk is None or by.scale is None:
        raise EmployerUnfit(by.name)
    return by


def payroll_id(party_id: int, content: bytes) -> uuid.UUID:
    """The id under which this file of this employer is entered once."""
    return uuid.uuid5(SPACE, f"list|{party_id}|{PPU}|{hashlib.sha256(content).hexdigest()}")


def enter_rows(
    act_id: uuid.UUID, rows: Sequence[ReadRow], by: Employer, *, on: date, at: datetime, keeps: bool = True
) -> dict[int, NewLine]:
    """Enter what the rows tell and bill the month at once; what became of each, by its number in the file.

    `keeps` tells whether those refused become failed attempts. Asked inside `acting()` and a transaction. Raises
    Overlap where somebody was registered meanwhile.
    """
    lines = _ended(act_id, [row for row in rows if row.ends_on is not None], by, on, at)
    seats = judge_payroll([row for row in rows if row.ends_on is None], by, on=on, at=at)
    places = _places([seat for seat in seats if seat.may], obliged_since(by, on), on, at)
    _enter(act_id, places, by, on, at)
    costs = _bill(by, places, on, at)
    floor = _floor(by, on)
    placed = {place.seat.row.row: place for place in places}
    attempts = []
    for seat in seats:
        place = placed.get(seat.row.row)
        if place is not None:
            lines[seat.row.row] = _taken(place, costs, floor)
            continue
        attempt_id = None
        if keeps and needs_rescue(seat.judged):
            told = replace(seat.judged.told, role=seat.role, start_on=seat.row.told.start_on)
            one = replace(seat.judged, told=told)
            attempt = new_attempt(act_id, PPU, one, str(seat.row.row), party_id=by.party_id, region=by.region_code)
            attempts.append(attempt)
            attempt_id = attempt.attempt_id
        lines[seat.row.row] = _line(seat.row, seat.judged, None, attempt_id)
    enter_attempts(attempts, at=at)
    resolve_attempts(act_id, PPU, [place.seat.known.subject for place in places])
    return lines


def _enter_list(
    list_id: uuid.UUID,
    rows: Sequence[ReadRow],
    by: Employer,
    lines: Mapping[int, NewLine],
    file_name: str,
    on: date,
    at: datetime,
) -> None:
    head = {
        "list_id": list_id,
        "party_id": by.party_id,
        "region_code": by.region_code,
        "programme": PPU,
        "file_name": file_name,
        "as_of": on,
        "rows_read": len(rows),
        "rows_taken": sum(not line.causes for line in lines.values()),
        "amount_idr": sum(line.amount_idr for line in lines.values()),
        "bill_id": None,
        "recorded_at": at,
    }
    enter_list(head, [lines[row.row] for row in rows])


def _places(seats: Sequence[Seat], duties: Mapping[str, date], on: date, at: datetime) -> list[_Place]:
    """The participant and first days of each who may be registered; who paid this month himself follows next month."""
    participants = participants_of([seat.known.person_id for seat in seats])
    paid = {
        programme: paid_through([seat.known for seat in seats if programme in seat.programmes], programme, on=on, at=at)
        for programme in sorted({one for seat in seats for one in seat.programmes})
    }
    return [_place(seat, participants[seat.known.person_id], paid, duties, on) for seat in seats]


def _place(
    seat: Seat,
    participant_id: int,
    paid: Mapping[str, Mapping[int, tuple[str, date]]],
    duties: Mapping[str, date],
    on: date,
) -> _Place:
    first, start = on.replace(day=1), seat.row.told.start_on
    day = max(start, first) if start is not None else on
    own = [
        one
        for one in seat.programmes
        for segment, through in [paid[one].get(seat.known.person_id, ("", date.min))]
        if segment in BY_ONESELF and through >= first
    ]
    since = {one: begins(one, day, seat.left, own, on=on) for one in seat.programmes}
    owed = dict(since)
    if seat.is_worker and start is not None:
        told = (one for one in seat.programmes if one not in own)
        for one in told:
            duty = max(start, duties.get(one, start))
            owed[one] = owed_from(seat.known, one, since[one], duty, paid[one], on=on)
    notes = ["EARLIER_MONTHS"] if any(one < first for one in owed.values()) else []
    notes += ["NEXT_MONTH"] if own else []
    return _Place(seat, participant_id, since, owed, tuple(notes))


def _enter(act_id: uuid.UUID, places: Sequence[_Place], by: Employer, on: date, at: datetime) -> None:
    """Ends, new wages, cards and memberships of those placed; a bill for cover that never began is withdrawn."""
    left = [leaving(one, act_id, place.since[one.programme]) for place in places for one in place.seat.left]
    correct_enrolments([one for one in left if one is not None], at=at)
    own = [one.act_id for place in places for one in place.seat.left if one.enrolment_id and one.segment in BY_ONESELF]
    withdraw_unbegun(own, reason="MOVED_TO_EMPLOYER", on=on, at=at)
    replace_unbegun(own, act_id, on=on, at=at)
    told = [(one, place.seat.judged.told.income_monthly_idr) for place in places for one in place.seat.held]
    changes = {
        one.enrolment_id: (act_id, wage)
        for one, wage in told
        if one.enrolment_id is not None and wage is not None and one.income_monthly_idr != wage
    }
    change_incomes(changes, since=on.replace(day=1), at=at)
    _enter_cards(places, on, at)
    enter_enrolments(_enrolments(act_id, places, by, on), at=at)


def _enter_cards(places: Sequence[_Place], on: date, at: datetime) -> None:
    """Workers with families, and their families, stand on the card that the registers tell."""
    workers = {place.seat.worker_id for place in places if not place.seat.is_worker}
    enter_families(
        [
            (place.participant_id, known.subject, known.region_code, known.kk, known.relation_code)
            for place in places
            for known in [place.seat.known]
            if known.kk is not None and (not place.seat.is_worker or known.person_id in workers)
        ],
        on.replace(day=1),
        at=at,
    )


def _enrolments(act_id: uuid.UUID, places: Sequence[_Place], by: Employer, on: date) -> list[NewEnrolment]:
    wages = [_wage(place) for place in places if place.seat.is_worker]
    classes = iter(_classes(wages, on))
    workers = [place.seat.worker_id for place in places if place.seat.worker_id is not None]
    payers = participants_of(workers)
    rows = []
    for place in places:
        seat = place.seat
        care_class = next(classes) if seat.is_worker else None
        for programme in seat.programmes:
            one = _row(act_id, place, programme)
            if seat.worker_id is not None:
                rows.append(replace(one, payer_id=payers[seat.worker_id]))
                continue
            wage, care = _wage(place), care_class if programme == HEALTH else None
            rows.append(replace(one, party_id=by.party_id, income_monthly_idr=wage, care_class=care))
    return rows


def _row(act_id: uuid.UUID, place: _Place, programme: str) -> NewEnrolment:
    known: Known = place.seat.known
    return NewEnrolment(
        act_id=act_id,
        participant_id=place.participant_id,
        subject=known.subject,
        region_code=known.region_code,
        programme=programme,
        segment="PPU_BU" if programme == HEALTH else "PU",
        since=place.since[programme],
        pay_from=place.owed[programme],
    )


def _wage(place: _Place) -> int:
    return place.seat.judged.told.income_monthly_idr or 0


def _classes(wages: Sequence[int], on: date) -> list[int]:
    """The class of care of each wage, by the law's rule."""
    if not wages:
        return []
    different = list(dict.fromkeys(wages))
    asked = [{"contribution_month": on.replace(day=1), "wage_monthly_idr": wage} for wage in different]
    answers = evaluate("jkn.ppu.care_class", on=on, inputs=asked)
    found = {wage: int(str(one.values["care_class"])) for wage, one in zip(different, answers, strict=True)}
    return [found[wage] for wage in wages]


def _bill(by: Employer, places: Sequence[_Place], on: date, at: datetime) -> dict[int, int]:
    """Bill the months that are owed to the employer, as the night does, and spend what it saved.

    What this month costs, in rupiah by worker. A month that has passed is due today.
    """
    ensure_books()
    first = min((day for place in places for day in place.owed.values()), default=on)
    of = replace(month_of(on.replace(day=1), on), told_on=on)
    for month in months_to_bill(min(first, on), on):
        bill_party(replace(month_of(month, on), told_on=on), by.party_id, at, dead=dead_before(month))
    spend(of, at, party_id=by.party_id)
    virtual_account_of(party_id=by.party_id)
    return month_lines(by.party_id, of.month, [place.participant_id for place in places])


def _floor(by: Employer, on: date) -> int:
    """The lowest wage that is known for the place of work; 0 where none is."""
    known = month_of(on.replace(day=1), on).minimum_wages or {}
    return known.get(by.region_code[:5], known.get(by.region_code[:2], 0))


def _taken(place: _Place, costs: Mapping[int, int], floor: int) -> NewLine:
    seat = place.seat
    notes = [*seat.notes, *place.notes]
    if seat.is_worker and _wage(place) < floor:
        notes.append("WAGE_BELOW_MINIMUM")
    cost = costs.get(place.participant_id, 0) if seat.is_worker else 0
    return _line(seat.row, seat.judged, place.participant_id, None, notes=tuple(notes), amount_idr=cost)


def _line(
    row: ReadRow,
    one: Judged,
    participant_id: int | None,
    attempt_id: uuid.UUID | None,
    *,
    notes: tuple[str, ...] = (),
    amount_idr: int = 0,
) -> NewLine:
    told = one.told
    return NewLine(row.row, told.name, told.nik, one.causes, participant_id, attempt_id, amount_idr, notes)


def _ended(act_id: uuid.UUID, rows: Sequence[ReadRow], by: Employer, on: date, at: datetime) -> dict[int, NewLine]:
    """The rows of those who left: what the employer pays for them and their families ends with the last day of work.

    What became of each, by its number in the file.
    """
    holders = known_by_nik([row.told.nik for row in rows if row.told.nik], on=on, known_at=at)
    causes: dict[int, str | None] = {}
    ends: dict[int, tuple[ReadRow, End]] = {}
    for row in rows:
        known = holders.get(row.told.nik or "", ())
        [*meant] = [one.participant_id for one in known if one.participant_id and one.bears(row.told.name)]
        if len(meant) != 1:
            causes[row.row] = "NOT_WORKING_HERE"
        elif row.ends_on is None or row.end_cause is None:
            causes[row.row] = "END_CAUSE_MISSING"
        elif meant[0] in ends:
            causes[row.row] = "REPEATED_ROW"
        else:
            named = uuid.uuid5(act_id, f"end|{row.row}")
            ends[meant[0]] = (row, End(named, meant[0], row.ends_on, row.end_cause))
    said = end_works(by.party_id, [end for _, end in ends.values()], on=on, at=at)
    causes |= {row.row: cause for (row, _), cause in zip(ends.values(), said, strict=True)}
    place = {row.row: number for number, (row, _) in ends.items()}
    return {row.row: _end_line(row, causes[row.row], place.get(row.row)) for row in rows}


def _end_line(row: ReadRow, cause: str | None, participant_id: int | None) -> NewLine:
    if cause is not None:
        return _line(row, Judged(row.told, None, in_order([cause])), None, None)
    return _line(row, Judged(row.told, None, ()), participant_id, None, notes=("WORK_ENDED",))
