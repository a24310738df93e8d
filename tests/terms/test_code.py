"""Do the code lists agree with each other?"""

import re

import pytest

from payung.terms.public import codes, law_of, tables


def test_reasons_name_known_movers_and_statuses() -> None:
    movers, statuses = codes("movers"), codes("statuses")
    for reason in codes("reasons").values():
        assert reason.facts["status"] in statuses
        assert reason.facts["decided_by"] in movers
        assert reason.facts["next_move_by"] in movers


def test_routes_name_known_movers_and_documents() -> None:
    for route in codes("routes").values():
        assert set(route.facts["movers"]) <= set(codes("movers"))
        assert set(route.facts["documents"]) <= set(codes("documents"))


def test_programmes_and_segments_are_those_of_the_tables() -> None:
    columns = {column.name: column for column in tables()["memberships"].columns}
    assert set(columns["programme"].values) == set(codes("programmes"))
    assert set(columns["segment"].values) == set(codes("segments"))


@pytest.mark.parametrize(
    "name",
    [
        *("reasons", "statuses", "movers", "programmes", "segments", "clocks", "routes", "documents", "warnings"),
        *("suppliers", "relations", "methods", "comparisons", "roles", "purposes"),
        *("decree_kinds", "decree_stages", "decree_verdicts", "decree_refusals", "care_groups", "objection_grounds"),
        *("objection_outcomes", "decree_guards", "reactivation_steps", "reactivation_refusals"),
    ],
)
def test_every_code_has_both_languages(name: str) -> None:
    for code in codes(name).values():
        assert code.label_id
        assert code.label_en
        assert code.label("id") != ""
        assert code.plain("en") != ""


def test_the_law_of_a_reason_follows_the_programme() -> None:
    arrears = codes("reasons")["ARREARS"]
    assert law_of(arrears, "JKN", "PBPU") == "jkn.suspension_rule"
    assert law_of(arrears, "JKK", "BPU") == "bpu.grace_months"
    assert law_of(codes("reasons")["EMPLOYER_ARREARS"], "JKK", "PU") == "pu.due_day"


def test_what_is_told_of_somebody_does_not_speak_to_the_reader() -> None:
    for reason in codes("reasons").values():
        assert not re.search(r"\bAnda\b", reason.about("id")), reason.code
        assert not re.search(r"\b(you|yours?)\b", reason.about("en"), re.IGNORECASE), reason.code
