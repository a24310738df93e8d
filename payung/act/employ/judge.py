"""May these people be registered by their employer, in which programmes, and what of their cover changes with it?

A worker is registered in JKN and in the programmes that the law asks of an enterprise of this size, wherever no
employer pays for him yet. Whoever paid for himself, or was paid for by the state or a region, moves to the employer. A
programme in which another employer has registered him stays there; where nothing else is open the row is refused.
Families are judged by the law's rule of who is covered with a worker.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from payung.act.enrol.judge import HEALTH, Judged, age, in_order, judge, judge_cards
from payung.act.enrol.list_file import ReadRow
from payung.law.public import NotInForce, load_law
from payung.ledger.public import Employer, Enrolled, Known, Said, known_families
from payung.reckon.public import evaluate

PPU = "PPU"
WORKER, EXTRA = "WORKER", "EXTRA"
EMPLOYED = ("PPU_BU", "PPU_PN", "PU")
WORK_PROGRAMMES = ("JKK", "JKM", "JHT", "JP")
# What a register says of somebody for whom an employer pays now.
BY_EMPLOYER = ("PAID_BY_EMPLOYER", "APPOINTED_NOT_IN_FORCE")
BY_WORKER = ("DEPENDANT_OF_WORKER", "FAMILY_LIMIT")
RELATION = {"SPOUSE": "SPOUSE", "CHILD": "CHILD", "EXTRA": "PARENT"}
FIRST_ON_CARD = (1, 2, 3)


@dataclass(frozen=True)
class Seat:
    """A row as judged: who it is in the worker's family, the programmes to enter, and what ends or changes with it.

    `worker_id` is the person of the worker of a family member's row; `left` are enrolments that end before it; `held`
    are the rows by which this employer pays already. `notes` are list_notes of terms.
    """

    judged: Judged
    role: str
    row: ReadRow
    programmes: tuple[str, ...] = ()
    left: tuple[Enrolled, ...] = ()
    held: tuple[Enrolled, ...] = ()
    worker_id: int | None = None
    notes: tuple[str, ...] = ()

    @property
    def is_worker(self) -> bool:
        """Whether it is the worker's own row."""
        return self.role == WORKER

    @property
    def known(self) -> Known:
        """The person; asked of those who may be registered."""
        if self.judged.known is None:
            raise ValueError("who may be registered is known")
        return self.judged.known

    @property
    def may(self) -> bool:
        """Whether anything is entered for the row."""
        return self.judged.may


@dataclass
class _Family:
    """The workers by whom the families of a list are covered, by family, and how many children each covers so far."""

    workers: dict[int, int] = field(default_factory=dict)
    children: dict[int, int] = field(default_factory=dict)


def judge_payroll(rows: Sequence[ReadRow], employer: Employer, *, on: date, at: datetime) -> list[Seat]:
    """The judgement of each row, in order. Asked inside `acting()`, of an employer whose risk and size are known."""
    judged = judge([row.told for row in rows], PPU, on=on, at=at, faults=[row.faults for row in rows])
    owed = owed_programmes(employer.scale or "", on)
    seats = [_seat(one, row, employer, owed, on) for one, row in zip(judged, rows, strict=True)]
    seats = _once_each(seats)
    family = _workers(seats, employer, on, at)
    moved = judge_cards([seat.known for seat in seats if seat.may and not seat.is_worker])
    answers = iter(_answers(seats, family, on))
    return [_member(seat, family, moved, answers) if _is_open(seat) else seat for seat in seats]


def owed_programmes(scale: str, on: date) -> tuple[str, ...]:
    """The programmes of work that an employer of this size must join on a day, and JKP where they suffice for it."""
    answer = evaluate("pu.obligation", on=on, inputs=[{"scale": scale}])[0]
    owed = tuple(one for one in WORK_PROGRAMMES if answer.values[f"needs_{one.lower()}"])
    asked = {f"has_{one.lower()}": one in owed for one in WORK_PROGRAMMES}
    size = "MEDIUM_LARGE" if scale == "MEDIUM_LARGE" else "MICRO_SMALL"
    asked_jkp = {"scale": size, "has_jkn": True, "jkn_segment": "PPU_BU", **asked}
    jkp = evaluate("jkp.prerequisite", on=on, inputs=[asked_jkp])[0]
    return (*owed, *(("JKP",) if jkp.outcome == "OK" else ()))


def _seat(one: Judged, row: ReadRow, employer: Employer, owed: Sequence[str], on: date) -> Seat:
    role = one.told.role or WORKER
    if role != WORKER:
        return Seat(one, role, row)
    causes = [*one.causes, *_told(one, row, on)]
    if one.known is None:
        return Seat(replace(one, causes=in_order(causes)), role, row)
    years = age(one.known.birth_date, on) if one.known.birth_date else None
    if years is not None and years < _number("bpu.age_min_join", on):
        causes.append("TOO_YOUNG")
    wanted, notes = _open_to(owed, years, on)
    free, left, held, elsewhere = [], [], [], []
    for programme in (HEALTH, *wanted):
        state, enrolled = _state(one.known, programme, employer)
        if state == "ELSEWHERE":
            elsewhere.append(programme)
        elif state == "HERE" and enrolled:
            held.append(enrolled)
        elif state == "REGISTER":
            notes.append("REGISTER_STANDS")
        else:
            free.append(programme)
            left += [enrolled] if enrolled else []
            notes += _from(one.known, programme, enrolled)
    if elsewhere:
        # Whether a second employer owes the same programme too is in the law read here of JKM alone: what is free is
        # registered, and of JKM the row says what it does not get.
        causes += [] if free or held else ["WORKS_ELSEWHERE"]
        notes.append("ELSEWHERE_STANDS")
        notes += ["SECOND_JKM"] if "JKM" in elsewhere and _pays_twice(on) else []
    changes = any(one_held.income_monthly_idr != one.told.income_monthly_idr for one_held in held)
    if not causes and not free and not changes:
        causes.append("ALREADY_ENROLLED")
    notes += ["WAGE_CHANGED"] if changes and held else []
    done = replace(one, causes=in_order(causes))
    return Seat(done, role, row, tuple(free), tuple(left), tuple(held), None, tuple(dict.fromkeys(notes)))


def _told(one: Judged, row: ReadRow, on: date) -> Iterable[str]:
    """What an employer tells of a worker: the wage and the first day of work."""
    wage = one.told.income_monthly_idr
    if "INCOME_NEGATIVE" not in row.faults and not wage:
        yield "WAGE_MISSING"
    elif wage is not None and wage < 0:
        yield "INCOME_NEGATIVE"
    if one.told.start_on is None:
        yield "START_MISSING"
    elif one.told.start_on > on:
        yield "START_IN_FUTURE"


def _open_to(owed: Sequence[str], years: int | None, on: date) -> tuple[list[str], list[str]]:
    """Of the programmes owed those that are open to somebody of this age, and a note on those that are not."""
    shut = set()
    if years is not None and "JP" in owed and years >= _number("jp.pension_age", on):
        shut.add("JP")
    if years is not None and "JKP" in owed:
        limit = load_law().value("jkp.eligibility", on, "age_at_registration_lt")
        shut |= {"JKP"} if years >= int(str(limit)) else set()
    notes = [f"TOO_OLD_FOR_{one}" for one in ("JP", "JKP") if one in shut]
    return [one for one in owed if one not in shut], notes


def _state(known: Known, programme: str, employer: Employer) -> tuple[str, Enrolled | None]:
    """FREE, MOVES (an enrolment by an act ends), HERE, ELSEWHERE, or REGISTER (an employer pays by the register)."""
    held, said = known.enrolled.get(programme), known.said.get(programme)
    if held is not None and held.party_id == employer.party_id and held.segment in EMPLOYED:
        return "HERE", held
    if held is not None:
        # Of the family of another worker one becomes a worker oneself.
        is_family = held.segment in EMPLOYED and held.payer_id is not None
        return ("ELSEWHERE", held) if held.segment in EMPLOYED and not is_family else ("MOVES", held)
    if said is not None and said.segment in EMPLOYED and said.reason in BY_EMPLOYER:
        return "REGISTER", None
    return "FREE", None


def _from(known: Known, programme: str, enrolled: Enrolled | None) -> list[str]:
    """Whose cover the employer's takes the place of."""
    said: Said | None = known.said.get(programme)
    segment = enrolled.segment if enrolled else said.segment if said and said.status == "ACTIVE" else None
    if segment in ("PBI", "PBPU_PEMDA"):
        return ["FROM_BUDGET"]
    return ["FROM_OWN"] if segment in ("PBPU", "BP", "BPU") else []


def _once_each(seats: Sequence[Seat]) -> list[Seat]:
    """Two rows of one person are one registration; the later row is refused."""
    seen: set[int] = set()
    found = []
    for seat in seats:
        known = seat.judged.known
        if known is not None and known.person_id in seen:
            seat = _refused(seat, "REPEATED_ROW")
        elif known is not None and (seat.may or seat.held):
            seen.add(known.person_id)
        found.append(seat)
    return found


def _workers(seats: Sequence[Seat], employer: Employer, on: date, at: datetime) -> _Family:
    """Of each family on the list the worker: of the list, else whom this employer registered before."""
    family = _Family()
    for seat in seats:
        if seat.is_worker and seat.judged.known and ((HEALTH in seat.programmes and seat.may) or _in_health(seat.held)):
            family.workers.setdefault(seat.known.family_id, seat.known.person_id)
    open_to = [seat.known for seat in seats if _is_open(seat)]
    for one in known_families([known.person_id for known in open_to], on=on, known_at=at):
        held = one.enrolled.get(HEALTH)
        if held is None or held.segment != "PPU_BU":
            continue
        if held.party_id == employer.party_id:
            family.workers.setdefault(one.family_id, one.person_id)
        elif held.payer_id is not None and one.relation_code not in FIRST_ON_CARD:
            family.children[one.family_id] = family.children.get(one.family_id, 0) + 1
    return family


def _in_health(held: Iterable[Enrolled]) -> bool:
    return any(one.programme == HEALTH for one in held)


def _is_open(seat: Seat) -> bool:
    """Whether it is the row of a family member against whom nothing is said yet."""
    return not seat.is_worker and seat.may


def _answers(seats: Sequence[Seat], family: _Family, on: date) -> list[tuple[str, str]]:
    """What the law's rule says of each family member's row, in order: place and reason."""
    asked = []
    for seat in seats:
        if _is_open(seat):
            number = seat.known.family_id
            covered = family.children.get(number, 0)
            asked.append(
                {
                    "relation": RELATION[seat.role],
                    "birth_date": seat.known.birth_date if seat.role == "CHILD" else None,
                    "is_married": bool(seat.known.is_married) and seat.role == "CHILD",
                    "covered_children": covered,
                }
            )
            family.children[number] = covered + (seat.role == "CHILD")
    if not asked:
        return []
    found = evaluate("jkn.ppu.family_member", on=on, inputs=asked)
    return [(str(one.values["place"]), one.reason) for one in found]


def _member(seat: Seat, family: _Family, moved: set[int], answers: Iterator[tuple[str, str]]) -> Seat:
    place, reason = next(answers)
    known = seat.known
    worker = family.workers.get(known.family_id)
    if worker is None or worker == known.person_id:
        return _refused(seat, "WORKER_MISSING")
    if known.person_id in moved:
        return _refused(seat, "IN_OTHER_FAMILY")
    if place == "OWN_MEMBERSHIP":
        return _refused(seat, reason)
    held, said = known.enrolled.get(HEALTH), known.said.get(HEALTH)
    if held is not None and held.segment in EMPLOYED:
        # The family of this worker stands already; whoever works himself, or stands with another, stays there.
        return _refused(seat, "ALREADY_ENROLLED" if held.payer_id is not None else "ACTIVE_ELSEWHERE")
    if held is None and said is not None and said.segment in EMPLOYED and said.reason in (*BY_EMPLOYER, *BY_WORKER):
        return _refused(seat, "ACTIVE_ELSEWHERE" if said.reason in BY_EMPLOYER else "ALREADY_ENROLLED")
    notes = (seat.role if place == "FAMILY" else EXTRA, *_from(known, HEALTH, held))
    left = (held,) if held is not None else ()
    return replace(seat, programmes=(HEALTH,), left=left, worker_id=worker, notes=notes)


def _refused(seat: Seat, cause: str) -> Seat:
    return replace(seat, judged=replace(seat.judged, causes=in_order([cause])), programmes=(), left=(), notes=())


def _pays_twice(on: date) -> bool:
    """Whether the law gives the benefit of JKM once for each employer that pays."""
    try:
        load_law().value("jkm.multiple_employers", on)
    except NotInForce:
        return False
    return True


def _number(parameter: str, on: date) -> int:
    return int(str(load_law().value(parameter, on)))
