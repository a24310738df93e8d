"""Do reads find whom they should, say what was loaded, and leave their trace?"""

from collections.abc import Iterator
from dataclasses import asdict

import pytest

from payung.ledger.public import (
    Filters,
    access_of,
    coverage,
    current_run,
    export_people,
    people,
    people_count,
    person_by_card,
    person_by_nik,
    person_file,
    rejects,
    search,
    search_name,
    system_scope,
)
from payung.ledger.reader.scope import Scope, within
from tests.country import AS_OF, BOGOR, PEOPLE, card_of, nik_of, rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def nation() -> Iterator[Scope]:
    """A reader of the whole nation."""
    with system_scope() as reader:
        yield reader


def test_the_run_says_what_was_loaded() -> None:
    run = current_run()
    assert run is not None
    assert (run.generation, run.as_of, run.law_version) == (1, AS_OF, "test")
    assert run.counts["loaded"]["person"] == len(PEOPLE)
    assert "bpjs_kesehatan" in run.inputs


@pytest.mark.parametrize("number", [n for n in range(1, 13) if nik_of(n)])
def test_a_nik_finds_its_person(nation: Scope, number: int) -> None:
    nik = nik_of(number)
    assert nik is not None
    (found,) = person_by_nik(nik)
    assert (found.person_id, found.name) == (number, PEOPLE[number - 1].name)
    assert found.nik_masked == nik[:4] + "•" * 8 + nik[-4:]
    assert (found.reason, found.region_code) == (PEOPLE[number - 1].reasons["JKN"][0], PEOPLE[number - 1].village)


def test_a_card_finds_its_person(nation: Scope) -> None:
    assert [line.person_id for line in person_by_card(card_of(6))] == [6]
    # Person 10 has no membership; the register's own number finds them all the same.
    assert [line.person_id for line in person_by_card(card_of(10))] == [10]
    assert person_by_card("0") == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("siti", [1, 7]),
        ("SITI AMINAH", [1]),
        ("aminah siti", [1]),
        ("siti am", [1]),
        ("muhamad joko susilo", [2]),
        ("moh djoko", [2]),
        ("fatimah", [11]),
        ("slam", [6]),
        ("siti slamet", []),
        ("zzz", []),
        ("...", []),
    ],
)
def test_names_are_found(nation: Scope, typed: str, found: list[int]) -> None:
    assert sorted(line.person_id for line in search(typed)) == found


def test_search_takes_numbers_as_they_are_typed(nation: Scope) -> None:
    nik = nik_of(1) or ""
    spaced = f"{nik[:4]} {nik[4:8]}-{nik[8:12]}.{nik[12:]}"
    assert [line.person_id for line in search(spaced)] == [1]
    assert [line.person_id for line in search(card_of(2))] == [2]
    assert search("32") == []


def test_a_search_in_a_region_stays_in_it(nation: Scope) -> None:
    assert [line.person_id for line in search_name("siti", region="33")] == [7]
    assert [line.person_id for line in search_name("siti", region="3")] == []
    with within(Scope(0, "t", "T", "SERVICE", 1, "32")):
        assert [line.person_id for line in search("siti")] == [1]
        assert search_name("siti", region="33") == []


def test_names_are_paged(nation: Scope) -> None:
    assert [line.person_id for line in search_name("siti", limit=1)] == [1]
    assert [line.person_id for line in search_name("siti", limit=1, offset=1)] == [7]


def test_a_file_says_everything_that_was_loaded(nation: Scope) -> None:
    file = person_file(1)
    assert file is not None
    rows = {name: [row for row in found if row.get("person_id") == 1] for name, found in rows_of().items()}
    person = rows["persons"][0]
    for name in ("nik", "kk", "phone", "name", "birth_date", "sex", "works_as", "income_monthly_idr", "village_code"):
        assert getattr(file.person, name) == person[name]
    assert file.person.nik_masked == nik_of(1)[:4] + "•" * 8 + nik_of(1)[-4:]  # type: ignore[index]
    assert [line.person_id for line in file.family] == [2, 3]
    assert [one.programme for one in file.determinations] == ["JKN", "JKK"]
    assert [(one.programme, one.route, one.rank) for one in file.paths] == [
        ("JKN", "PAY_ARREARS", 1),
        ("JKN", "REGION_APPOINTS", 2),
        ("BPU", "BPU_SELF", 1),
    ]
    assert file.paths[0].movers == "PERSON>BPJS_KESEHATAN"
    assert [one.card_no for one in file.memberships] == [card_of(1)]
    assert [(one.supplier, one.source_no, one.nik) for one in file.records] == [
        ("bpjs_kesehatan", card_of(1), nik_of(1)),
        ("dukcapil", None, nik_of(1)),
    ]
    assert [one.other_person_id for one in file.reviews] == [7]
    for said, row in zip(file.determinations, rows["determinations"], strict=True):
        assert asdict(said).items() <= {**row, "next_move_by": "PERSON"}.items()


def test_where_the_best_route_decides_its_first_mover_must_move(nation: Scope) -> None:
    """The determination says BEST_ROUTE; who works a list needs a name."""
    assert [line.person_id for line in people(Filters(next_move_by="BEST_ROUTE")).lines] == []
    (line,) = people(Filters(reason="NEVER_REGISTERED")).lines
    assert (line.route, line.next_move_by) == ("PROPOSE_PBI", "PERSON")
    assert ("NEVER_REGISTERED", "PERSON") in {(row.reason, row.next_move_by) for row in coverage("nation", "", "JKN")}


def test_a_person_without_numbers_has_a_file(nation: Scope) -> None:
    file = person_file(10)
    assert file is not None
    assert (file.person.nik, file.person.nik_masked, file.memberships) == (None, None, ())
    unknown = person_file(12)
    assert unknown is not None
    assert (unknown.person.region_code, unknown.person.province_code, unknown.person.village_code) == ("", None, None)


def test_strangers_old_loads_and_out_of_scope_have_no_file(nation: Scope) -> None:
    assert person_file(999) is None
    assert person_file(1, generation=2) is None
    assert person_file(1, generation=1) is not None
    with within(Scope(0, "t", "T", "SERVICE", 1, "33")):
        assert person_file(1) is None


def test_every_look_leaves_its_trace(nation: Scope) -> None:
    before = len(access_of(1))
    person_file(1)
    person_file(999)
    person_file(2)
    looks = access_of(1)
    assert len(looks) == before + 1
    assert (looks[0].username, looks[0].action, looks[0].purpose) == ("payung", "READ", "SYSTEM")


def test_lists_are_whole_and_in_order(nation: Scope) -> None:
    seen: list[tuple[str, int]] = []
    after: str | None = None
    while True:
        page = people(Filters(), after, limit=5)
        seen += [(line.region_code, line.person_id) for line in page.lines]
        after = page.after
        if after is None:
            break
    assert seen == sorted(seen)
    assert {person_id for _, person_id in seen} == set(range(1, 13))
    assert len(seen) == 12


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(region="33"), {6, 7, 8}),
        (Filters(region=BOGOR), {1, 2, 3}),
        (Filters(reason="ARREARS"), {1, 2, 3}),
        (Filters(status="ACTIVE", region="52"), {9}),
        (Filters(next_move_by="PERSON", region="32"), {1, 2, 3}),
        (Filters(programme="JKK"), {1, 2, 4, 6, 8, 9}),
        (Filters(is_active=True), {4, 5, 7, 9}),
        (Filters(is_active=False, region="33"), {6, 8}),
        (Filters(reason="DECEASED"), set()),
        (Filters(region="99"), set()),
    ],
)
def test_lists_hold_whom_they_should(nation: Scope, filters: Filters, found: set[int]) -> None:
    assert {line.person_id for line in people(filters).lines} == found
    assert people_count(filters) == len(found)
    assert {line.person_id for line in export_people(filters)} == found


def test_a_line_carries_the_best_route(nation: Scope) -> None:
    (line,) = people(Filters(reason="REMOVED_FROM_PBI")).lines
    assert (line.route, line.price_now_idr, line.movers) == ("REACTIVATE_PBI", 0, "PERSON>BPJS_KESEHATAN")
    (line,) = people(Filters(programme="JKK", region="33", reason="NEVER_REGISTERED")).lines
    assert line.route == "BPU_SPONSORED"
    (line,) = people(Filters(reason="PAID_BY_STATE")).lines
    assert line.route is None


def test_lists_keep_to_the_scope() -> None:
    with within(Scope(0, "t", "T", "SERVICE", 1, "33")):
        assert {line.person_id for line in people(Filters()).lines} == {6, 7, 8}
        assert people(Filters(region="32")).lines == ()
        assert (people_count(Filters()), people_count(Filters(region="32"))) == (3, 0)
    with within(Scope(0, "t", "T", "OWN", 1, None, (1, 2, 3))):
        assert people_count(Filters()) == 0


@pytest.mark.parametrize("after", ["x", "32", "32~x", "~"])
def test_a_page_that_no_page_named_is_refused(nation: Scope, after: str) -> None:
    with pytest.raises(ValueError, match=r"no page gave|invalid literal"):
        people(Filters(), after)


@pytest.mark.parametrize("region", ["3", "32.", "3201", "32.01.01.2001.1", "ID"])
def test_what_is_no_region_is_refused(region: str) -> None:
    with pytest.raises(ValueError, match="is not a region code"):
        Filters(region=region)


def test_an_export_outlives_its_scope_and_is_entered_first() -> None:
    with system_scope():
        rows = export_people(Filters(region="33"))
    assert {line.person_id for line in rows} == {6, 7, 8}
    from django.db import connection

    with system_scope(), connection.cursor() as cursor:
        cursor.execute("SELECT action, people, region_code, detail FROM ledger.access WHERE action = 'EXPORT'")
        assert cursor.fetchall() == [("EXPORT", 3, "33", "programme=JKN&region=33")]


def test_every_level_of_coverage_sums_to_the_people_known_so_closely() -> None:
    def total(level: str, parents: list[str]) -> int:
        return sum(row.people for parent in parents for row in coverage(level, parent, "JKN"))

    assert total("nation", [""]) == 12
    assert total("province", [""]) == 11
    assert total("regency", ["32", "33", "52"]) == 11
    assert total("district", ["32.01", "33.74", "52.71"]) == 11
    assert total("village", ["32.01.02", "33.74.01", "52.71.01"]) == 11


def test_registered_are_those_with_a_membership() -> None:
    rows = coverage("nation", "", "JKN")
    assert {row.reason: (row.people, row.registered) for row in rows}["NEVER_REGISTERED"] == (1, 0)
    assert sum(row.registered for row in rows) == 11
    assert coverage("village", "32.01.02", "XYZ") == []


def test_rejects_are_for_who_sees_the_nation(nation: Scope) -> None:
    (row,) = rejects()
    assert (row.supplier, row.column, row.code) == ("bpjs_kesehatan", "NIK", "NIK_IMPOSSIBLE")
    assert rejects("dukcapil") == []
    with within(Scope(0, "t", "T", "SERVICE", 1, "32")):
        assert rejects() == []
