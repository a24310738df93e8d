"""Is everybody billed what the law's rules answer for that one person, in every segment, by every payer?

A table of people: each has one enrolment, and beside it the rule and the facts with which the rule is asked alone. The
lines which the monthly set writes must say the same, part by part.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

import pytest
from django.db import connection

from payung.act.public import Billed, bill_month
from payung.law.public import load_law
from payung.ledger.public import name_uuid, system_scope
from payung.reckon.public import evaluate
from tests.act.billed import rows, subject

pytestmark = pytest.mark.django_db

SINCE = date(2015, 7, 1)
# Wages and incomes around the rows of the table, the cap and an odd rupiah.
WAGES = (
    0,
    1,
    999_999,
    1_100_000,
    2_000_000,
    4_000_001,
    7_654_321,
    8_000_000,
    8_000_001,
    11_999_999,
    12_000_000,
    12_000_001,
)
# By code: kind, risk of the workplace, and where it is. Of Jakarta the minimum wage is known, of Riau it is not.
PARTIES = {
    "NEGARA-KANTOR": ("STATE", None, ""),
    "DAERAH-KANTOR": ("REGION", None, "31.71"),
    "DESA": ("VILLAGE", None, "31.71.01"),
    "PT-RENDAH": ("EMPLOYER", "rendah", "31.71"),
    "PT-TINGGI": ("EMPLOYER", "sangat_tinggi", "14"),
    "KOPERASI": ("COOPERATIVE", None, ""),
    "DONATUR": ("SPONSOR", None, ""),
}
PAYER_WORD = {None: "SELF", "STATE": "APBN", "REGION": "APBD", "SPONSOR": "SPONSOR"}


@dataclass(frozen=True)
class Owes:
    """An enrolment, and what the law is asked of it; no rule where nothing is billed."""

    programme: str
    segment: str
    rule: str | None
    party: str | None = None
    care_class: int | None = None
    income: int | None = None
    sector: str | None = None
    asked: dict[str, Any] = field(default_factory=dict)


def people() -> Iterator[Owes]:
    """Somebody of every segment, payer, sector, class, risk and wage."""
    for care_class, segment in product((1, 2, 3), ("PBPU", "BP")):
        yield Owes("JKN", segment, "jkn.pbpu.contribution", None, care_class, asked={"care_class": care_class})
    yield Owes("JKN", "PBI", "jkn.pbi.contribution", "NEGARA-KANTOR")
    yield Owes("JKN", "PBPU_PEMDA", "jkn.pbpu_pemda.contribution", "DAERAH-KANTOR")
    for wage in WAGES:
        told = {"wage_monthly_idr": wage}
        for party in ("PT-RENDAH", "PT-TINGGI"):
            yield Owes("JKN", "PPU_BU", "jkn.ppu_bu.contribution", party, None, wage, asked=told)
        for party, level in (("NEGARA-KANTOR", "CENTRAL"), ("DAERAH-KANTOR", "REGION"), ("DESA", "REGION")):
            asked = told | {"employer_level": level}
            yield Owes("JKN", "PPU_PN", "jkn.ppu_pn.contribution", party, None, wage, asked=asked)
        for party, risk in (("PT-RENDAH", "rendah"), ("PT-TINGGI", "sangat_tinggi")):
            yield Owes("JKK", "PU", "jkk.pu.contribution", party, None, wage, asked=told | {"risk": risk})
        for programme in ("JKM", "JHT", "JP"):
            yield Owes(programme, "PU", f"{programme.lower()}.pu.contribution", "PT-RENDAH", None, wage, asked=told)
        for party, sector in product((None, "KOPERASI", "DONATUR", "DAERAH-KANTOR"), ("TRANSPORT", "TRADE")):
            relief = {"sector": sector, "payer": PAYER_WORD.get(PARTIES[party][0] if party else None, "COLLECTIVE")}
            paid = {"income_monthly_idr": wage}
            yield Owes("JKK", "BPU", "jkk.bpu.contribution", party, None, wage, sector, paid | relief)
            yield Owes("JKM", "BPU", "jkm.bpu.contribution", party, None, wage, sector, relief)
        yield Owes("JHT", "BPU", "jht.bpu.contribution", None, None, wage, asked={"income_monthly_idr": wage})


UNBILLED = {
    "PAYER_UNFIT": [
        Owes("JKN", "PPU_PN", None, "PT-RENDAH", income=5_000_000),
        Owes("JKN", "PPU_PN", None, income=5_000_000),
        Owes("JKN", "PPU_BU", None, income=5_000_000),
        Owes("JHT", "PU", None, income=5_000_000),
        Owes("JKN", "PBI", None, "DAERAH-KANTOR"),
        Owes("JKN", "PBI", None),
        Owes("JKN", "PBPU_PEMDA", None, "DONATUR"),
    ],
    "RISK_UNKNOWN": [Owes("JKK", "PU", None, "KOPERASI", income=5_000_000)],
    "CLASS_UNKNOWN": [Owes("JKN", "PBPU", None), Owes("JKN", "BP", None)],
    "WAGE_UNKNOWN": [
        Owes("JKN", "PPU_PN", None, "DESA"),
        Owes("JKN", "PPU_BU", None, "PT-RENDAH"),
        Owes("JP", "PU", None, "PT-RENDAH"),
        Owes("JKK", "BPU", None, sector="TRADE"),
        Owes("JHT", "BPU", None, "KOPERASI"),
    ],
    "NOT_MONTHLY": [Owes("JKK", "PMI", None), Owes("JKM", "JAKON", None, "PT-RENDAH", income=5_000_000)],
    "WITHOUT_RULE": [Owes("JHT", "PMI", None)],
}


def parts(rule: str, values: dict[str, Any]) -> tuple[int | None, ...]:
    """What a line says of a rule's answer: base, the whole, relief, of the state, of the region, of the payer, and of
    that from a wage.
    """
    total, worker = values["total_idr"], None
    if ".ppu_" in rule or ".pu." in rule:
        worker = values.get("worker_idr", 0) + values.get("extra_idr", 0)
    if rule == "jkn.pbpu.contribution":
        region = values["region_idr"] or 0
        return None, total, 0, values["subsidy_idr"] - region, region, values["member_idr"], worker
    base = values.get("base_idr")
    if rule in ("jkk.bpu.contribution", "jkm.bpu.contribution", "jkk.pu.contribution", "jkm.pu.contribution"):
        return base, values["gross_idr"], values["relief_idr"], 0, 0, total, worker
    return base, total, 0, 0, 0, total, worker


def facts_of(one: Owes, month: date) -> dict[str, Any]:
    """What the rule is asked of somebody in a month: what was told, and what the place of work adds."""
    asked = {"contribution_month": month} | one.asked
    law, region = load_law(), PARTIES[one.party][2] if one.party else ""
    known = law.parameter("pu.minimum_wage").timelines
    if ".ppu_" in str(one.rule) and region[:2] in known and any(value.holds(month) for value in known[region[:2]]):
        asked["minimum_wage_monthly_idr"] = law.value("pu.minimum_wage", month, region[:2])
    return asked


def enrol(owing: list[Owes]) -> None:
    """One participant for each, numbered from 1."""
    with system_scope(), connection.cursor() as cursor:
        parties: dict[str | None, int | None] = {None: None}
        for code, (kind, risk, region) in PARTIES.items():
            cursor.execute(
                "INSERT INTO ledger.party (code, kind, name, region_code, risk) VALUES (%s, %s, %s, %s, %s)"
                " RETURNING party_id",
                [code, kind, code, region, risk],
            )
            (parties[code],) = cursor.fetchone()
        cursor.executemany(
            "INSERT INTO ledger.participant (participant_id, subject, name, region_code, entered_by)"
            " VALUES (%s, %s, %s, '32.01.02.2001', 0)",
            [(number, subject(number), f"PESERTA {number}") for number in range(1, len(owing) + 1)],
        )
        cursor.executemany(
            "INSERT INTO ledger.enrolment (enrolment_id, act_id, participant_id, subject, region_code, programme,"
            " segment, payer_id, party_id, since, pay_from, care_class, income_monthly_idr, sector, entered_by)"
            " VALUES (%s, %s, %s, %s, '32.01.02.2001', %s, %s, %s, %s, %s, %s, %s, %s, %s, 0)",
            [
                [
                    *(name_uuid(f"{number}"), name_uuid(f"act/{number}"), number, subject(number)),
                    *(one.programme, one.segment, None if one.party else number, parties[one.party], SINCE, SINCE),
                    *(one.care_class, one.income, one.sector),
                ]
                for number, one in enumerate(owing, 1)
            ],
        )


def bill(month: date) -> Billed:
    """Bill a month on its first day."""
    return bill_month(month, as_of=month, at=datetime(month.year, month.month, 1, 1, tzinfo=UTC))


# Now; the second half of 2020 with its reliefs and a subsidy that no law divides; the months in which servants of the
# centre already paid by the new shares and those of the regions did not; the years of the lower cap.
@pytest.mark.parametrize("month", [date(2026, 11, 1), date(2020, 8, 1), date(2019, 11, 1), date(2018, 10, 1)])
def test_the_set_bills_what_the_rule_says_of_each(month: date) -> None:
    owing = list(people())
    enrol(owing)
    billed = bill(month)
    found = {
        participant: tuple(rest)
        for participant, *rest in rows(
            "SELECT participant_id, base_idr, gross_idr, relief_idr, state_idr, region_idr, amount_idr, worker_idr"
            " FROM ledger.bill_line"
        )
    }
    asked: dict[str, list[int]] = {}
    for number, one in enumerate(owing, 1):
        asked.setdefault(str(one.rule), []).append(number)
    wanted = {}
    for rule, numbers in asked.items():
        inputs = [facts_of(owing[number - 1], month) for number in numbers]
        for number, answer in zip(numbers, evaluate(rule, on=month, inputs=inputs), strict=True):
            wanted[number] = parts(rule, dict(answer.values)) if answer.outcome == "OK" else None
    # Who owes nothing at all, such as the share of no wage, has no bill of his own; the set bills him nothing either.
    own_nothing = {
        number for number, line in wanted.items() if line and line[5] == 0 and owing[number - 1].party is None
    }
    assert found == {n: line for n, line in wanted.items() if line is not None and n not in own_nothing}
    # A rule that has no law for the month answers no amount, and the set leaves out as many.
    assert billed.left_out == {k: v for k, v in {"WITHOUT_RULE": list(wanted.values()).count(None)}.items() if v}
    given = "SELECT coalesce(sum(amount_idr), 0)::bigint FROM ledger.posting WHERE kind = 'SUBSIDY'"
    assert rows(given) == rows("SELECT sum(state_idr + region_idr)::bigint FROM ledger.bill_line")


def test_who_is_not_billed_is_counted_by_the_reason() -> None:
    enrol([one for ones in UNBILLED.values() for one in ones])
    billed = bill(date(2026, 11, 1))
    assert billed.left_out == {reason: len(ones) for reason, ones in UNBILLED.items()}
    assert (billed.bills, billed.lines) == (0, 0)


# A Saturday before a Monday that is a holiday (17 August), a Sunday, and the month after for who pays wages.
DUE = [
    (date(2026, 8, 1), {"JKN": date(2026, 8, 10), "BPU": date(2026, 8, 18), "PU": date(2026, 9, 15)}),
    (date(2026, 7, 1), {"JKN": date(2026, 7, 10), "BPU": date(2026, 7, 15), "PU": date(2026, 8, 18)}),
    (date(2026, 5, 1), {"JKN": date(2026, 5, 11), "BPU": date(2026, 5, 15), "PU": date(2026, 6, 15)}),
    (date(2020, 9, 1), {"JKN": date(2020, 9, 10), "BPU": date(2020, 9, 15), "PU": date(2020, 10, 30)}),
]


@pytest.mark.parametrize(("month", "due"), DUE)
def test_each_bill_is_due_on_the_day_of_its_segment(month: date, due: dict[str, date]) -> None:
    enrol(
        [
            Owes("JKN", "PBPU", None, care_class=2),
            Owes("JKN", "PPU_PN", None, "DAERAH-KANTOR", income=5_000_000),
            Owes("JKN", "PBPU_PEMDA", None, "DAERAH-KANTOR"),
            Owes("JKM", "BPU", None, sector="TRADE"),
            Owes("JKM", "BPU", None, "KOPERASI", sector="TRADE"),
            Owes("JKM", "PU", None, "PT-RENDAH", income=5_000_000),
        ]
    )
    bill(month)
    found = rows("SELECT kind, due_on FROM ledger.bill ORDER BY kind, due_on")
    of_kind = due | {"COLLECTIVE": due["BPU"]}
    assert found == sorted((kind, of_kind[kind]) for kind in ("JKN", "JKN", "BPU", "COLLECTIVE", "PU"))


NOTED = "SELECT participant_id, note FROM ledger.bill_line WHERE note IS NOT NULL ORDER BY 1"


def test_a_floor_that_is_not_wholly_known_is_said_on_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    floor = load_law().value("pu.minimum_wage", date(2026, 11, 1), "31")
    # The minimum wages of all provinces are known for this month: here those of the others are not.
    monkeypatch.setattr("payung.ledger.money.billing._minimum_wages", lambda law, month: {"31": floor})
    wages = (2_000_000, 6_000_000, 12_000_001)
    enrol([Owes("JKN", "PPU_BU", None, party, income=wage) for party in ("PT-RENDAH", "PT-TINGGI") for wage in wages])
    billed = bill(date(2026, 11, 1))
    # Above the cap no floor matters.
    assert rows(NOTED) == [
        *((number, "FLOOR_OF_PROVINCE") for number in (1, 2)),
        *((number, "FLOOR_UNKNOWN") for number in (4, 5)),
    ]
    assert billed.noted == {"FLOOR_OF_PROVINCE": 2, "FLOOR_UNKNOWN": 2}
    bases = "SELECT base_idr FROM ledger.bill_line WHERE participant_id <= 2 ORDER BY participant_id"
    assert rows(bases) == [(floor,), (6_000_000,)]


def test_a_regency_of_its_own_goes_before_its_province(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "payung.ledger.money.billing._minimum_wages", lambda law, month: {"31": 5_000_000, "31.71": 5_500_000}
    )
    enrol([Owes("JKN", "PPU_PN", None, "DESA", income=2_000_000)])
    assert bill(date(2026, 11, 1)).noted == {}
    assert rows("SELECT base_idr, amount_idr, worker_idr FROM ledger.bill_line") == [(5_500_000, 275_000, 55_000)]


# The worker's place on the card, the places of those registered on the worker (None on another card), how many of them
# are paid for beside the share, and whether of somebody the kinship is not known.
KIN = [
    (1, (3, 4, 4, 4), 0, False),
    (1, (3, 4, 4, 4, 4), 1, False),
    (1, (4, 4, 4, 4), 1, False),
    (1, (3, 7, 7, 8, 8), 4, False),
    (3, (1, 4, 7), 1, False),
    (4, (1, 3), 2, False),
    (4, (5, 6, 6), 0, False),
    (5, (4, 6, 1), 1, False),
    (1, (9,), 0, True),
    (4, (4,), 0, True),
    (1, (3, 7, None), 1, True),
    (None, (3,), 0, True),
]


def test_who_is_registered_beyond_the_family_costs_a_share_of_the_wage() -> None:
    month, wage = date(2026, 11, 1), 7_000_000
    enrol([Owes("JKN", "PPU_BU", None, "PT-RENDAH", income=wage) for _ in KIN])
    numbers = iter(range(len(KIN) + 1, 1000))
    with system_scope(), connection.cursor() as cursor:
        for worker, (place, family, _, _) in enumerate(KIN, 1):
            register(cursor, worker, worker, place)
            for kin in family:
                register(cursor, next(numbers), worker, kin)
            # Who died does not count, nor whoever left the family before the month.
            register(cursor, next(numbers), worker, 7, died=date(2026, 10, 31))
            register(cursor, left := next(numbers), worker, 7)
            cursor.execute(LEFT, [name_uuid(f"left/{left}"), left])
    billed = bill(month)
    asked = {"contribution_month": month, "wage_monthly_idr": wage}
    inputs = [asked | {"extra_members": extra} for _, _, extra, _ in KIN]
    answers = [one.values for one in evaluate("jkn.ppu_bu.contribution", on=month, inputs=inputs)]
    found = rows("SELECT participant_id, amount_idr, worker_idr, note FROM ledger.bill_line ORDER BY 1")
    assert found == [
        (
            *(worker, answer["total_idr"], answer["worker_idr"] + answer["extra_idr"]),
            "KIN_UNKNOWN" if is_unknown else "FLOOR_OF_PROVINCE",
        )
        for worker, (answer, (_, _, _, is_unknown)) in enumerate(zip(answers, KIN, strict=True), 1)
    ]
    assert billed.noted["KIN_UNKNOWN"] == sum(is_unknown for *_, is_unknown in KIN)
    assert billed.left_out == {}


def register(cursor: Any, number: int, worker: int, place: int | None, died: date | None = None) -> None:
    """Somebody on the worker's card (place None: on another one), and, where it is not himself, on his membership."""
    if number != worker:
        cursor.execute(NEW_MEMBER, {"who": number, "subject": subject(number), "worker": worker, "died": died})
    card = b"card %d" % worker if place is not None else b"another %d" % number
    cursor.execute(ON_CARD, [name_uuid(f"card/{number}"), number, subject(number), card, place or 1])


NEW_MEMBER = """
WITH who AS (INSERT INTO ledger.participant (participant_id, subject, name, region_code, died_on, entered_by)
    VALUES (%(who)s, %(subject)s, 'KELUARGA', '31.71', %(died)s, 0))
INSERT INTO ledger.enrolment (enrolment_id, act_id, participant_id, subject, region_code, programme, segment, payer_id,
    since, pay_from, entered_by)
VALUES (uuidv7(), uuidv7(), %(who)s, %(subject)s, '31.71', 'JKN', 'PPU_BU', %(worker)s, '2026-01-01', '2026-01-01', 0)
"""
ON_CARD = """
INSERT INTO ledger.family_member (family_member_id, participant_id, subject, region_code, kk_index, relation_code,
    since, entered_by)
VALUES (%s, %s, %s, '31.71', %s, %s, '2026-01-01', 0)
"""
LEFT = """
INSERT INTO ledger.enrolment (enrolment_id, act_id, participant_id, subject, region_code, programme, segment, payer_id,
    since, pay_from, until, corrects_id, entered_by)
SELECT %s, act_id, participant_id, subject, region_code, programme, segment, payer_id, since, pay_from, '2026-10-31',
    enrolment_id, 0
FROM ledger.enrolment WHERE participant_id = %s
"""
