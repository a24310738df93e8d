"""Is a person one participant, whoever enters it, and does each payer have one number to pay to?"""

from datetime import date
from typing import Any

import pytest
from django.db import connection

from payung.ledger.error import Conflict, OutOfScope
from payung.ledger.public import (
    enter_participant,
    participant,
    participant_of,
    participants_of,
    party_of,
    person_of,
    system_scope,
    virtual_account_of,
)
from payung.ledger.reader.scope import Scope, within
from tests.country import BOGOR, PEOPLE, SEMARANG, card_of, nik_of

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

NEW: dict[str, Any] = {
    "nik": "3201025506909901",
    "kk": "3201020101209901",
    "name": "RINA BARU",
    "birth_date": date(1990, 6, 15),
    "sex": "P",
    "region_code": BOGOR,
    "phone": "081290000001",
    "by": 7,
}


def reader(region: str | None, people: tuple[int, ...] = ()) -> Any:
    """A scope of a region, or of a family."""
    return within(Scope(7, "test", "TEST", "SERVICE", 1, region, people))


def test_a_person_becomes_one_participant_with_its_numbers() -> None:
    with system_scope():
        first = participant_of(1)
        assert participant_of(1) == first
        row = participant(first)
        assert row is not None
        assert (row.person_id, row.nik, row.name) == (1, nik_of(1), PEOPLE[0].name)
        assert (row.phone, row.birth_date, row.region_code) == ("08129000001", date(1984, 3, 12), BOGOR)
        assert row.nik_masked == f"{nik_of(1)[:4]}••••••••{nik_of(1)[-4:]}"  # type: ignore[index]


def test_many_at_once() -> None:
    with system_scope():
        found = participants_of(range(1, 13))
        assert sorted(found) == list(range(1, 13))
        assert len(set(found.values())) == 12
        assert participants_of(range(1, 13)) == found
        assert [person_of(found[number]) for number in (1, 10, 12)] == [1, 10, 12]
        assert participants_of([99]) == {}


def test_a_reader_enters_only_whom_it_sees() -> None:
    with reader(None, people=(1, 2, 3)):
        assert sorted(participants_of(range(1, 13))) == [1, 2, 3]
        with pytest.raises(OutOfScope):
            participant_of(4)
    with reader("33"):
        assert sorted(participants_of(range(1, 13))) == [6, 7, 8]
        with pytest.raises(OutOfScope):
            participant_of(1)
    with system_scope():
        own = participant_of(1)
    with reader("33"):
        assert participant(own) is None


def test_a_person_no_register_knows_is_entered_once() -> None:
    with reader("32.01"):
        first = enter_participant(**NEW)
        assert enter_participant(**NEW | {"name": "RINA B."}) == first
        row = participant(first)
        assert row is not None
        assert (row.person_id, row.nik, row.kk, row.name) == (None, NEW["nik"], NEW["kk"], "RINA BARU")


def test_who_is_entered_by_hand_is_the_person_of_the_register() -> None:
    known = NEW | {"nik": nik_of(1), "birth_date": PEOPLE[0].born, "name": "SITI"}
    with reader("32.01"):
        first = enter_participant(**known)
        assert participant_of(1) == first
        assert person_of(first) == 1


@pytest.mark.parametrize("region", ["33.74.01.1001", "", "32.02"])
def test_nobody_is_entered_outside_the_scope(region: str) -> None:
    with reader("32.01"), pytest.raises(OutOfScope):
        enter_participant(**NEW | {"region_code": region})


def test_a_participant_of_another_region_is_not_taken_over() -> None:
    with reader("33"):
        enter_participant(**NEW | {"region_code": SEMARANG})
    with reader("32.01"), pytest.raises(OutOfScope):
        enter_participant(**NEW)


def test_a_member_pays_to_the_number_of_the_card() -> None:
    with system_scope():
        number = virtual_account_of(participant_id=participant_of(1))
        assert number == "88888" + card_of(1)[-11:]
        assert virtual_account_of(participant_id=participant_of(1)) == number


def test_who_has_no_card_pays_to_a_number_of_its_own() -> None:
    with reader("52.71"):
        never = participant_of(10)
        assert virtual_account_of(participant_id=never) == f"88889{never:011d}"


def test_of_two_with_one_card_the_second_gets_a_number_of_its_own() -> None:
    with system_scope():
        first, second = participant_of(1), participant_of(2)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO ledger.virtual_account (number, participant_id, amount_rule) VALUES (%s, %s, 'ANY')",
                ["88888" + card_of(2)[-11:], first],
            )
        assert virtual_account_of(participant_id=second) == f"88889{second:011d}"


def test_a_party_has_its_number_whoever_asks() -> None:
    with reader("32.01"):
        party = party_of("KOPERASI/1", "COOPERATIVE", "Koperasi Maju", "32.01")
        assert party_of("KOPERASI/1", "COOPERATIVE", "Koperasi Maju", "32.01") == party
        assert virtual_account_of(party_id=party) == f"88887{party:011d}"
        with pytest.raises(Conflict):
            party_of("KOPERASI/1", "SPONSOR", "Lain")


def test_a_number_has_one_payer() -> None:
    with system_scope(), pytest.raises(ValueError, match="one payer"):
        virtual_account_of(participant_id=1, party_id=1)
    with reader("33"), pytest.raises(OutOfScope):
        virtual_account_of(participant_id=999_999)
