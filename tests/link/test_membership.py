"""Which memberships has a person, which of them stands, and in what place of it the person is."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.link.people import BUDI, linked, record, rows_of


def memberships_of(folder: Path, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The memberships that the records become."""
    linked(folder, records)
    return rows_of(folder, "memberships")


def test_one_row_for_each_programme(tmp_path: Path) -> None:
    worker = record(
        "bpjs_ketenagakerjaan", BUDI, segment="PU", programmes="JKK,JKM,JHT,JP", source_no="26000000001",
        wage_monthly_idr=4_200_000, paid_until=date(2026, 10, 1), member_since=date(2020, 1, 1), sector="INDUSTRY",
    )  # fmt: skip
    found = memberships_of(tmp_path, [worker, record("bpjs_kesehatan", BUDI, segment="PBI", care_class=3)])
    assert [(row["programme"], row["segment"], row["rank"]) for row in found] == [
        ("JHT", "PU", 1),
        ("JKK", "PU", 1),
        ("JKM", "PU", 1),
        ("JKN", "PBI", 1),
        ("JP", "PU", 1),
    ]
    assert (found[0]["card_no"], found[0]["wage_monthly_idr"], found[0]["since"]) == (
        "26000000001",
        4_200_000,
        date(2020, 1, 1),
    )
    assert found[3]["register_status"] is None


def test_programmes_left_unsaid_are_the_two_every_member_has(tmp_path: Path) -> None:
    found = memberships_of(tmp_path, [record("bpjs_ketenagakerjaan", BUDI, segment="BPU", programmes=None)])
    assert [row["programme"] for row in found] == ["JKK", "JKM"]


def test_other_registers_make_no_membership(tmp_path: Path) -> None:
    assert memberships_of(tmp_path, [record("dukcapil", BUDI), record("roster", BUDI)]) == []


@pytest.mark.parametrize(
    ("first", "second", "standing_row"),
    [
        ({"register_status": "INACTIVE", "paid_until": date(2026, 10, 1)}, {"register_status": "ACTIVE"}, 2),
        ({"paid_until": date(2026, 9, 1)}, {"paid_until": date(2026, 10, 1)}, 2),
        ({"member_since": date(2020, 1, 1)}, {"member_since": date(2024, 1, 1)}, 2),
        ({}, {}, 1),
        ({"inactive_cause": "ARREARS"}, {}, 2),
    ],
)
def test_the_membership_that_stands(
    tmp_path: Path, first: dict[str, Any], second: dict[str, Any], standing_row: int
) -> None:
    records = [record("bpjs_kesehatan", BUDI, segment="PBPU", **changes) for changes in (first, second)]
    found = memberships_of(tmp_path, records)
    assert {row["row"]: row["rank"] for row in found} == {standing_row: 1, 3 - standing_row: 2}


PAID_HERE = {"segment": "BPU", "programmes": "JKK", "register_status": "ACTIVE", "paid_until": date(2026, 11, 1)}


@pytest.mark.parametrize(
    ("here", "register", "standing"),
    [
        # What each knows, and of the row that stands: supplier, since, paid until.
        ({"member_since": date(2026, 11, 3)}, {"member_since": date(2020, 1, 1)}, ("payung", date(2026, 11, 3), 11)),
        (
            # Paid on time here: only the register knows since when.
            {},
            {"member_since": date(2020, 1, 1), "paid_until": date(2026, 9, 1)},
            ("payung", date(2020, 1, 1), 11),
        ),
        (
            {"member_since": date(2026, 10, 3)},
            {"member_since": date(2020, 1, 1), "paid_until": date(2026, 12, 1)},
            ("payung", date(2026, 10, 3), 12),
        ),
        (
            # Joined anew at the agency after what was done here.
            {"member_since": date(2026, 11, 3)},
            {"member_since": date(2026, 11, 5), "paid_until": date(2026, 10, 1)},
            ("bpjs_ketenagakerjaan", date(2026, 11, 5), 11),
        ),
        (
            # The old membership's months are none of the new one's, which waits for its first.
            {"member_since": date(2026, 11, 3), "paid_until": None, "register_status": "WAITING"},
            {"member_since": date(2020, 1, 1), "paid_until": date(2025, 1, 1)},
            ("payung", date(2026, 11, 3), None),
        ),
    ],
)
def test_a_payment_here_and_the_register_add_up(
    tmp_path: Path, here: dict[str, Any], register: dict[str, Any], standing: tuple[str, date, int | None]
) -> None:
    told = {"segment": "BPU", "programmes": "JKK", "source_no": "26000000001", "sector": "TRADE", **register}
    records = [record("bpjs_ketenagakerjaan", BUDI, **told), record("payung", BUDI, **PAID_HERE | here)]
    found = [row for row in memberships_of(tmp_path, records) if row["rank"] == 1]
    assert [(row["supplier"], row["since"], row["paid_until"] and row["paid_until"].month) for row in found] == [
        standing
    ]
    assert (found[0]["card_no"], found[0]["sector"]) == ("26000000001", "TRADE")


def test_a_double_that_the_register_closed_says_nothing_of_the_act(tmp_path: Path) -> None:
    closed = {
        "register_status": "INACTIVE",
        "inactive_since": date(2025, 6, 10),
        "inactive_cause": "DUPLICATE_MEMBERSHIP",
    }
    told = {"segment": "PBPU", "member_since": date(2016, 2, 1)}
    records = [
        record("bpjs_kesehatan", BUDI, register_status="ACTIVE", paid_until=date(2026, 10, 1), **told),
        record("bpjs_kesehatan", BUDI, **told | closed),
        record("payung", BUDI, register_status="ACTIVE", programmes="JKN", paid_until=date(2026, 11, 1), **told),
    ]
    found = [row for row in memberships_of(tmp_path, records) if row["rank"] == 1]
    assert [(row["supplier"], row["inactive_cause"]) for row in found] == [("payung", None)]


@pytest.mark.parametrize(
    ("other", "act", "standing"),
    [
        # Of another way of paying what only ended gives way to what is paid for, whatever came later; a job that began
        # later does not; and who was removed from a list stands by the job that he had before.
        (
            {
                "segment": "PU",
                "inactive_since": date(2026, 10, 5),
                "inactive_cause": "RESIGNED",
                "register_status": "INACTIVE",
            },
            {"member_since": date(2026, 9, 3)},
            ("payung", "BPU"),
        ),
        (
            {"segment": "PU", "member_since": date(2026, 11, 4), "register_status": "ACTIVE"},
            {"member_since": date(2026, 9, 3)},
            ("bpjs_ketenagakerjaan", "PU"),
        ),
        (
            {"segment": "PU", "member_since": date(2020, 1, 4), "register_status": "ACTIVE"},
            {"register_status": "INACTIVE", "inactive_since": date(2026, 11, 1), "inactive_cause": "CONTRACT_ENDED"},
            ("bpjs_ketenagakerjaan", "PU"),
        ),
    ],
)
def test_an_act_overtakes_only_its_own_way_of_paying(
    tmp_path: Path, other: dict[str, Any], act: dict[str, Any], standing: tuple[str, str]
) -> None:
    records = [
        record("bpjs_ketenagakerjaan", BUDI, **{"programmes": "JKK", **other}),
        record("bpjs_ketenagakerjaan", BUDI, segment="BPU", programmes="JKK", member_since=date(2015, 1, 1)),
        record("payung", BUDI, **PAID_HERE | act),
    ]
    found = [row for row in memberships_of(tmp_path, records) if row["rank"] == 1]
    assert [(row["supplier"], row["segment"]) for row in found] == [standing]


@pytest.mark.parametrize(
    ("member", "changes", "role"),
    [
        ({"segment": "PPU_BU", "role": "EXTRA"}, {}, "EXTRA"),
        ({"segment": "PPU_BU", "wage_monthly_idr": 5_000_000}, {"relation_code": 4}, "WORKER"),
        ({"segment": "PPU_BU"}, {"relation_code": 1}, "WORKER"),
        ({"segment": "PPU_PN"}, {"relation_code": 3}, "SPOUSE"),
        ({"segment": "PPU_BU"}, {"relation_code": 4}, "CHILD"),
        ({"segment": "PPU_BU"}, {"relation_code": 7}, "EXTRA"),
        ({"segment": "PPU_BU"}, {}, "WORKER"),
        ({"segment": "PPU_BU"}, {"birth_date": date(2015, 8, 15)}, "CHILD"),
        ({"segment": "PBI"}, {"relation_code": 4}, "MEMBER"),
        ({"segment": None}, {}, "MEMBER"),
    ],
)
def test_place_in_the_membership(tmp_path: Path, member: dict[str, Any], changes: dict[str, Any], role: str) -> None:
    person = {**BUDI, **changes}
    (found,) = memberships_of(tmp_path, [record("dukcapil", person), record("bpjs_kesehatan", person, **member)])
    assert found["role"] == role
