"""In which shapes does the ledger answer? Plain dataclasses, numbers of persons opened or masked."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID


class Residence:
    """The codes of the regions a person lives in, cut from `region_code`; None where it is not known so closely."""

    region_code: str

    @property
    def province_code(self) -> str | None:
        """32."""
        return self._cut(2)

    @property
    def regency_code(self) -> str | None:
        """32.01."""
        return self._cut(5)

    @property
    def district_code(self) -> str | None:
        """32.01.01."""
        return self._cut(8)

    @property
    def village_code(self) -> str | None:
        """32.01.01.2001."""
        return self._cut(13)

    def _cut(self, length: int) -> str | None:
        return self.region_code[:length] if len(self.region_code) >= length else None


@dataclass(frozen=True)
class RunRow:
    """A load: its generation, the day it speaks of, the law used, counts by table, suppliers' files."""

    generation: int
    id: UUID
    as_of: date
    law_version: str
    counts: dict[str, Any]
    inputs: dict[str, Any]
    loaded_at: datetime


@dataclass(frozen=True)
class PersonLine(Residence):
    """A person in a list. nik_masked shows the first four and last four digits. status and reason are those of JKN."""

    generation: int
    person_id: int
    family_id: int
    name: str
    birth_date: date | None
    sex: str | None
    region_code: str
    life_status: str
    relation_code: int | None
    nik_masked: str | None
    status: str | None
    reason: str | None


@dataclass(frozen=True)
class PersonRow(Residence):
    """A person in full; nik, kk and phone in clear."""

    generation: int
    person_id: int
    family_id: int
    nik: str | None
    kk: str | None
    phone: str | None
    name: str
    birth_date: date | None
    sex: str | None
    region_code: str
    life_status: str
    died_on: date | None
    relation_code: int | None
    is_married: bool | None
    is_student: bool | None
    is_disabled: bool | None
    is_pregnant: bool | None
    illness: str | None
    decile: int | None
    works_as: str
    occupation_code: int | None
    association: str | None
    sector: str | None
    income_monthly_idr: int | None
    is_in_population: bool
    record_count: int

    @property
    def nik_masked(self) -> str | None:
        """The NIK with its first and last four digits only."""
        return masked(self.nik)


@dataclass(frozen=True)
class DeterminationRow:
    """What the law says of the person in a programme (terms/tables, determination)."""

    programme: str
    as_of: date
    segment: str | None
    status: str
    reason: str
    since: date | None
    until: date | None
    arrears_months: int
    decided_by: str
    next_move_by: str
    law: str
    article: str
    register_status: str | None
    agrees: bool | None


@dataclass(frozen=True)
class ClockRow:
    """A window that is running (terms/tables, clock)."""

    programme: str
    clock: str
    opens: date | None
    closes: date
    days_left: int
    article: str


@dataclass(frozen=True)
class PathRow:
    """A route to active with its price (terms/tables, path), the best first."""

    programme: str
    route: str
    rank: int
    is_best: bool
    why_not_best: str | None
    price_now_idr: int | None
    price_monthly_idr: int | None
    people: int
    months: int
    other_payer: str | None
    other_pays_monthly_idr: int | None
    movers: str
    documents: str | None
    earliest_on: date | None
    warning: str | None
    law: str
    article: str


@dataclass(frozen=True)
class MembershipRow:
    """A membership as its register holds it; card_no in clear; rank 1 stands."""

    programme: str
    rank: int
    segment: str | None
    supplier: str
    row: int
    card_no: str | None
    role: str | None
    care_class: int | None
    since: date | None
    paid_until: date | None
    register_status: str | None
    inactive_since: date | None
    inactive_cause: str | None
    inactive_detail: str | None
    employer_id: str | None
    wage_monthly_idr: int | None
    sector: str | None


@dataclass(frozen=True)
class RecordRow:
    """A register's row the person was linked from, as written, and how it was joined."""

    supplier: str
    file: str
    row: int
    method: str
    weight_per_100: int | None
    source_no: str | None
    nik: str | None
    name: str | None
    birth_date: date | None
    sex: str | None
    address_code: str | None
    life_status: str | None
    segment: str | None
    register_status: str | None
    register_status_text: str | None
    inactive_since: date | None
    inactive_cause: str | None
    inactive_detail: str | None


@dataclass(frozen=True)
class ReviewRow:
    """A person who may be the same and waits for a clerk."""

    other_person_id: int
    weight_per_100: int | None
    reason: str


@dataclass(frozen=True)
class PersonFile:
    """Everything of one person: the family (without the person), and rows in the order they are shown."""

    person: PersonRow
    family: tuple[PersonLine, ...]
    determinations: tuple[DeterminationRow, ...]
    clocks: tuple[ClockRow, ...]
    paths: tuple[PathRow, ...]
    memberships: tuple[MembershipRow, ...]
    records: tuple[RecordRow, ...]
    reviews: tuple[ReviewRow, ...]


@dataclass(frozen=True)
class ListLine(Residence):
    """A person in a work list: the determination, and the best route where there is one."""

    generation: int
    person_id: int
    name: str
    birth_date: date | None
    sex: str | None
    region_code: str
    nik_masked: str | None
    programme: str
    segment: str | None
    status: str
    reason: str
    since: date | None
    until: date | None
    arrears_months: int
    next_move_by: str
    article: str
    route: str | None
    price_now_idr: int | None
    price_monthly_idr: int | None
    movers: str | None
    earliest_on: date | None


@dataclass(frozen=True)
class ListPage:
    """A page of a work list. `after` asks for the next page; None at the end."""

    lines: tuple[ListLine, ...]
    after: str | None


@dataclass(frozen=True)
class CoverageRow:
    """People of a region by status, reason, segment ('' none) and next mover; registered of them have a membership."""

    region_code: str
    status: str
    reason: str
    segment: str
    next_move_by: str
    people: int
    registered: int


@dataclass(frozen=True)
class AccessRow:
    """One look at a person's data."""

    at: datetime
    username: str
    role: str
    action: str
    purpose: str
    detail: str


@dataclass(frozen=True)
class RejectRow:
    """A row or value that was set aside (terms/tables, reject)."""

    supplier: str
    file: str
    row: int
    line: int | None
    column: str | None
    value: str | None
    code: str
    reason: str
    is_row_dropped: bool


def masked(number: str | None) -> str | None:
    """The first four and last four digits of a long number, the rest as dots; None for None."""
    if number is None or len(number) < 12:
        return number if number is None else "•" * len(number)
    return number[:4] + "•" * (len(number) - 8) + number[-4:]
