"""What is pending in a region, who holds it, how many wait, how long, at what cost, and which promises are overdue?

Counts, costs, age and trend are those of the loaded data; who holds a matter and what was promised is its history.
A promise is judged on the cut-off day of the data, so that the board says the same on every screen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from payung.follow.shipped import shipped
from payung.ledger.public import RunRow, current_run
from payung.ledger.public import matter as book
from payung.terms.public import codes

LANGUAGES = ("id", "en")


@dataclass(frozen=True)
class Cost:
    """What the best routes of a matter's people cost, in rupiah: now, each month, and what others pay each month.

    `unpriced` people have a route whose price follows a wage on no record; `without_route` have no route.
    """

    now_idr: int
    monthly_idr: int
    others_monthly_idr: int
    unpriced: int
    without_route: int


@dataclass(frozen=True)
class Promise:
    """A commitment and how it stands on the cut-off day: MET, OVERDUE or RUNNING."""

    row: book.PromiseRow
    people: int
    standing: str

    @property
    def done_per_1000(self) -> int:
        """How much of the promised way the number has gone, in thousandths, from 0 to 1000."""
        way, gone = self.row.from_people - self.row.to_people, self.row.from_people - self.people
        return max(0, min(1000, 1000 * gone // way))


@dataclass(frozen=True)
class Pending:
    """A matter as it stands: people None where it counts nobody; `before` in the load before, None without one."""

    row: book.MatterRow
    on: date
    holder: str
    state: str
    is_back: bool
    people: int | None
    before: int | None
    cost: Cost
    mean_days: int | None
    oldest: date | None
    route: str | None
    route_people: int
    promises: tuple[Promise, ...] = ()

    @property
    def overdue(self) -> int:
        """How many promises are overdue."""
        return sum(1 for one in self.promises if one.standing == "OVERDUE")

    @property
    def change(self) -> int | None:
        """People more (or fewer, below nothing) than in the load before; None without one."""
        return None if self.people is None or self.before is None else self.people - self.before

    @property
    def measure(self) -> book.Measure | None:
        """Cause and mover of a blocked group; None for a matter of an agency."""
        return self.row.measures[0] if self.row.kind == "BLOCKED" else None

    @property
    def title(self) -> dict[str, str]:
        """The title by language."""
        if self.measure is not None:
            reason, mover = codes("reasons")[self.measure.reason], codes("movers")[self.measure.next_move_by]
            return {
                "id": f"{_capital(reason.label('id'))}: giliran {mover.label('id')}",
                "en": f"{_capital(reason.label('en'))}: the move is with {mover.label('en')}",
            }
        known = shipped().get(self.row.code or "")
        return known.title if known else dict.fromkeys(LANGUAGES, self.row.title)

    @property
    def about(self) -> dict[str, str]:
        """What it is about, by language."""
        if self.measure is not None:
            reason = codes("reasons")[self.measure.reason]
            return {language: reason.plain(language) for language in LANGUAGES}
        known = shipped().get(self.row.code or "")
        return known.about if known else dict.fromkeys(LANGUAGES, self.row.about)


@dataclass(frozen=True)
class Column:
    """The matters an agency holds, the most pressing first; `people` of blocked groups only: nobody counts twice."""

    holder: str
    matters: tuple[Pending, ...]
    people: int
    overdue: int


@dataclass(frozen=True)
class Board:
    """What is pending in a region on a day, by who holds it; `ended` are the closed and waived."""

    region: str
    as_of: date
    before: date | None
    columns: tuple[Column, ...]
    ended: tuple[Pending, ...]

    @property
    def people(self) -> int:
        """Everybody who waits: a waiver covers nobody, so that those of waived groups count too."""
        return sum(column.people for column in self.columns) + self.waived

    @property
    def waived(self) -> int:
        """Of them those whose group is waived for a while."""
        return sum(one.people or 0 for one in self.ended if one.state == "WAIVED" and one.row.kind == "BLOCKED")


@dataclass
class _Counted:
    """The counts of two loads, once for a whole board."""

    run: RunRow
    earlier: RunRow | None
    now: list[book.BlockedRow] = field(default_factory=list)
    then: list[book.BlockedRow] = field(default_factory=list)


def board(region: str = "", programme: str = "JKN", reason: str = "", since: int | None = None) -> Board | None:
    """The board of a region ('' the nation) for a programme and, where given, a cause; None when nothing is loaded.

    Changes are against the load `since`, or the one before.
    """
    counted = _counted(region, since)
    if counted is None:
        return None
    promised = book.promises(region)
    found = [_pending(row, counted, promised) for row in book.matters(region)]
    shown = [one for one in found if _is_shown(one, programme, reason)]
    ended = tuple(one for one in shown if one.state != "OPEN")
    columns = _columns([one for one in shown if one.state == "OPEN"])
    return Board(region, counted.run.as_of, counted.earlier.as_of if counted.earlier else None, columns, ended)


def matter(matter_id: UUID) -> Pending | None:
    """One matter as it stands; None when there is none of this id or nothing is loaded."""
    rows = book.matters("", matter_id)
    counted = _counted(rows[0].region_code) if rows else None
    return _pending(rows[0], counted, book.promises(rows[0].region_code)) if counted else None


def _counted(region: str, since: int | None = None) -> _Counted | None:
    run = current_run()
    if run is None:
        return None
    earlier = current_run(before=run.generation if since is None else since + 1)
    then = book.blocked(region, earlier.generation) if earlier else []
    return _Counted(run, earlier, book.blocked(region, run.generation), then)


def _pending(row: book.MatterRow, counted: _Counted, promised: Sequence[book.PromiseRow]) -> Pending:
    own = _of(row, counted.now)
    people = sum(one.people for one in own) if row.measures else None
    before = sum(one.people for one in _of(row, counted.then)) if row.measures and counted.earlier else None
    known, days = sum(one.since_known for one in own), sum(one.since_days for one in own)
    route, route_people = _best_route(own)
    state, is_back = _state(row, people, counted.run.as_of)
    return Pending(
        row=row,
        on=counted.run.as_of,
        holder=row.holder or row.owner,
        state=state,
        is_back=is_back,
        people=people,
        before=before,
        cost=_cost(own),
        mean_days=days // known if known else None,
        oldest=min((one.oldest_since for one in own if one.oldest_since), default=None),
        route=route,
        route_people=route_people,
        promises=tuple(
            _judged(one, people or 0, counted.run.as_of) for one in promised if one.matter_id == row.matter_id
        ),
    )


def _of(row: book.MatterRow, counts: Iterable[book.BlockedRow]) -> list[book.BlockedRow]:
    return [one for one in counts if any(measure.holds(one) for measure in row.measures)]


def _cost(rows: Sequence[book.BlockedRow]) -> Cost:
    return Cost(
        sum(one.cost_now_idr for one in rows),
        sum(one.cost_monthly_idr for one in rows),
        sum(one.others_monthly_idr for one in rows),
        sum(one.unpriced for one in rows),
        sum(one.people for one in rows if not one.route),
    )


def _best_route(rows: Sequence[book.BlockedRow]) -> tuple[str | None, int]:
    sums: dict[str, int] = {}
    for one in rows:
        if one.route:
            sums[one.route] = sums.get(one.route, 0) + one.people
    if not sums:
        return None, 0
    route = min(sums, key=lambda code: (-sums[code], code))
    return route, sums[route]


def _state(row: book.MatterRow, people: int | None, on: date) -> tuple[str, bool]:
    """OPEN, CLOSED or WAIVED, and whether it was ended and is back: its people are, or its waiver has run out."""
    if row.ended == "CLOSED":
        return ("OPEN", True) if people else ("CLOSED", False)
    if row.ended == "WAIVED" and row.ended_until is not None:
        return ("OPEN", True) if row.ended_until < on else ("WAIVED", False)
    # A blocked group without people needs no word of anybody: it has ended by itself.
    return ("CLOSED" if row.kind == "BLOCKED" and not people else "OPEN"), False


def _judged(row: book.PromiseRow, people: int, on: date) -> Promise:
    if people <= row.to_people:
        return Promise(row, people, "MET")
    return Promise(row, people, "OVERDUE" if row.by_day < on else "RUNNING")


def _is_shown(one: Pending, programme: str, reason: str) -> bool:
    if one.row.kind == "BLOCKED" and not one.people and not one.row.steps:
        return False
    measures = one.row.measures
    if reason:
        return any(measure.programme == programme and measure.reason in ("", reason) for measure in measures)
    return not measures or any(measure.programme == programme for measure in measures)


def _columns(found: Sequence[Pending]) -> tuple[Column, ...]:
    holders: dict[str, list[Pending]] = {}
    for one in found:
        holders.setdefault(one.holder, []).append(one)
    columns = [
        Column(
            holder,
            tuple(sorted(held, key=lambda one: (-one.overdue, -(one.people or 0), str(one.row.matter_id)))),
            sum(one.people or 0 for one in held if one.row.kind == "BLOCKED"),
            sum(one.overdue for one in held),
        )
        for holder, held in holders.items()
    ]
    return tuple(sorted(columns, key=lambda one: (-one.overdue, -one.people, one.holder)))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
