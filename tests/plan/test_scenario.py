"""Is an impossible scenario refused by its field, is law left alone, and do the figures of a possible one add up?"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from payung.law.public import load_law
from payung.plan.public import Outcome, Scale, ScenarioFault, TableMissing, read_scenario, scenario_of_numbers, simulate
from payung.terms.public import codes

START = "2027-01-01"
PROPOSED = {"jkn.arrears_writeoff_2026": START}
QUOTA = {"parameter": "jkn.pbi.national_quota", "from": START, "value": 18}


def scenario(**parts: Any) -> dict[str, Any]:
    """A scenario of a year with these parts."""
    return {"name": "uji", "from": START, "months": 12, **parts}


FAULTS = [
    ("[]", "NOT_A_SCENARIO", ""),
    (scenario(), "NOTHING_CHANGES", "changes"),
    (scenario(warna="biru"), "UNKNOWN_FIELD", "warna"),
    ({"from": "besok"}, "NOT_A_DAY", "from"),
    ({"from": START, "months": 0}, "OUT_OF_RANGE", "months"),
    ({"from": START, "months": "dua"}, "OUT_OF_RANGE", "months"),
    (scenario(switch_on=["tidak.ada"]), "NOT_A_DAY", "switch_on.tidak.ada"),
    (scenario(switch_on={"tidak.ada": START}), "UNKNOWN_PARAMETER", "switch_on.tidak.ada"),
    (scenario(switch_on={"jkn.pbi.contribution": START}), "ALREADY_LAW", "switch_on.jkn.pbi.contribution"),
    (
        scenario(changes=[{"parameter": "jkn.due_day", "from": START, "value": 1}]),
        "NOT_MODELLED",
        "changes[0].parameter",
    ),
    (scenario(changes=[{**QUOTA, "value": -1}]), "IMPOSSIBLE_VALUE", "changes[0].value"),
    (scenario(changes=[{**QUOTA, "value": "banyak"}]), "IMPOSSIBLE_VALUE", "changes[0].value"),
    (scenario(changes=[{**QUOTA, "until": "2026-01-01"}]), "IMPOSSIBLE_VALUE", "changes[0].value"),
    (scenario(changes=[{**QUOTA, "from": None}]), "NOT_A_DAY", "changes[0].from"),
    (
        scenario(changes=[{"parameter": "jkm.benefit", "key": "berkala", "from": START, "value": 1}]),
        "OUT_OF_RANGE",
        "changes[0].key",
    ),
    (
        scenario(changes=[{"parameter": "jkn.arrears_writeoff_2026", "key": "decile_max", "from": START, "value": 5}]),
        "NOT_SWITCHED_ON",
        "changes[0].parameter",
    ),
    (scenario(actions=[{"kind": "WRITE_OFF"}]), "NOT_SWITCHED_ON", "switch_on"),
    (scenario(actions=[{"kind": "BERDOA"}]), "UNKNOWN_ACTION", "actions[0].kind"),
    (scenario(actions=[{"kind": "SUBSIDY", "percent": 101}]), "OUT_OF_RANGE", "actions[0].percent"),
    (scenario(actions=[{"kind": "SUBSIDY", "from": "2030-01-01"}]), "DAY_OUTSIDE", "actions[0].from"),
    (scenario(actions=[{"kind": "REGION_PAYS"}]), "OUT_OF_RANGE", "actions[0].people"),
    (scenario(actions=[{"kind": "FILL_QUOTA"}], assumptions={"nasib": 1}), "UNKNOWN_ASSUMPTION", "assumptions.nasib"),
    (
        scenario(actions=[{"kind": "FILL_QUOTA"}], assumptions={"transfer": [1, 0.5, 0]}),
        "OUT_OF_RANGE",
        "assumptions.transfer",
    ),
]


@pytest.mark.parametrize(("source", "code", "field"), FAULTS, ids=[f"{code}-{field}" for _, code, field in FAULTS])
def test_an_impossible_scenario_is_refused_by_its_field(source: Any, code: str, field: str) -> None:
    with pytest.raises(ScenarioFault) as refused:
        read_scenario(source, load_law())
    assert (refused.value.code, refused.value.field) == (code, field)
    assert code in codes("scenario_faults")


def test_the_law_itself_is_left_alone() -> None:
    law = load_law()
    found = read_scenario(scenario(changes=[{**QUOTA, "until": "2027-06-30"}]), law)
    days = [date(2026, 12, 31), date(2027, 3, 1), date(2027, 7, 1)]
    own = law.value("jkn.pbi.national_quota", days[0])
    assert [found.after.value("jkn.pbi.national_quota", day) for day in days] == [own, 18, own]
    assert law.value("jkn.pbi.national_quota", days[1]) == own
    assert found.after.version != law.version


def test_a_file_that_is_no_yaml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "skenario.yaml"
    path.write_text("{[", encoding="utf-8")
    with pytest.raises(ScenarioFault, match="NOT_A_SCENARIO"):
        read_scenario(path, load_law())
    with pytest.raises(TableMissing):
        simulate(scenario(changes=[QUOTA]), tmp_path)


def run(tables: Path, **parts: Any) -> Outcome:
    """The outcome of a scenario over the small tables, which stand for themselves."""
    return simulate(scenario(**parts), tables)


def test_more_places_go_to_the_poorest_first(tables: Path) -> None:
    found = run(tables, changes=[QUOTA], assumptions={"places_filled": 1})
    deciles = {group: span.mid for group, _, span in found.groups["decile"]}
    assert sum(deciles.values()) == found.months["JKN"][-1].mid == 4
    assert deciles["1"] == 2
    assert deciles["2"] == 2
    rate = int(str(load_law().value("jkn.pbi.contribution", date(2027, 1, 1))))
    assert found.costs["STATE"].mid == 4 * 12 * rate


def test_fewer_places_take_the_highest_deciles_off(tables: Path) -> None:
    found = run(tables, changes=[{**QUOTA, "value": 11}], assumptions={"return_by_self_after_removal": 0})
    deciles = {group: span.mid for group, _, span in found.groups["decile"]}
    assert deciles["10"] == -2
    assert deciles["9"] == -1
    assert found.costs["STATE"].mid < 0


def test_a_tariff_costs_its_payer_and_moves_nobody_else(tables: Path) -> None:
    found = run(
        tables,
        changes=[{"parameter": "jkn.pbi.contribution", "from": START, "value": 57_250}],
        assumptions={"base_stays": 1},
    )
    rate = int(str(load_law().value("jkn.pbi.contribution", date(2027, 1, 1))))
    assert found.costs == {"STATE": found.costs["STATE"]}
    assert found.costs["STATE"].mid == 14 * 12 * (57_250 - rate)
    assert all(span.mid == 0 for span in found.months["JKN"])


def test_a_write_off_shows_who_comes_back_what_is_forgone_and_who_stopped(tables: Path) -> None:
    found = run(tables, switch_on=PROPOSED, actions=[{"kind": "WRITE_OFF", "from": "2027-07-01", "announced": START}])
    effects = {code: span for code, _, span in found.effects}
    assert found.said["WRITE_OFF.eligible"] == 2
    assert effects["WRITE_OFF"].low <= effects["WRITE_OFF"].mid <= effects["WRITE_OFF"].high
    assert effects["HAZARD"].high <= 0
    own = int(str(load_law().value("jkn.pbpu_bp.kelas3_member_pays", date(2027, 1, 1))))
    assert found.costs["FORGONE"].mid == pytest.approx(2 * 6 * own, rel=0.05)
    named = {one.id: one.status for one in found.assumptions}
    assert named["stop_on_announcement_month"] == "assumption"
    assert named["jkn.arrears_writeoff_2026"] == "proposed"
    assert found.switched_on == ("jkn.arrears_writeoff_2026",)


@pytest.mark.parametrize(
    ("moved", "eligible"), [({}, 2), ({"pemutihan_desil": 1}, 0), ({"pemutihan_desil": 10, "pemutihan_bulan": 1}, 2)]
)
def test_the_conditions_of_a_write_off_move_with_it(tables: Path, moved: dict[str, int], eligible: int) -> None:
    first = date.fromisoformat(START)
    asked = scenario_of_numbers({"pemutihan": 6, **moved}, first)
    assert asked is not None
    found = simulate(asked, tables)
    assert found.said["WRITE_OFF.eligible"] == eligible
    if "pemutihan_bulan" in moved:
        own = int(str(load_law().value("jkn.pbpu_bp.kelas3_member_pays", first)))
        assert found.costs["FORGONE"].mid == pytest.approx(2 * own, rel=0.05)
    # Without a write-off its conditions say nothing.
    assert scenario_of_numbers(moved, first) is None


def test_groups_are_told_month_by_month_and_add_up(tables: Path) -> None:
    asked = scenario_of_numbers({"subsidi_daerah": 100}, date.fromisoformat(START))
    assert asked is not None
    found = simulate(asked, tables)
    assert found.costs["PEMDA"].mid > 0
    for dimension, groups in found.group_months.items():
        assert {name: spans[-1] for name, spans in groups.items()} == {
            name: span for name, _, span in found.groups[dimension]
        }
        for month, whole in enumerate(found.months["JKN"]):
            assert sum(spans[month].mid for spans in groups.values()) == pytest.approx(whole.mid, abs=len(groups))


def test_a_region_cannot_appoint_more_people_than_there_are(tables: Path) -> None:
    found = run(tables, actions=[{"kind": "REGION_PAYS", "people": 100, "whom": {"region": "33.74"}}])
    assert found.said["REGION_PAYS.asked"] == 100
    assert 0 < found.said["REGION_PAYS.found"] < 10
    assert {group for group, _, _ in found.groups["province"]} == {"33"}


def test_a_subsidy_brings_people_who_partly_leave_when_it_ends(tables: Path) -> None:
    parts = {"actions": [{"kind": "SUBSIDY", "percent": 100, "months": 6, "payer": "STATE"}], "months": 24}
    found = simulate({**scenario(), **parts}, tables, scale=Scale())
    people = found.monthly_costs["STATE"]
    assert [span.mid for span in people[6:]] == [0] * 18
    assert people[5].mid > people[0].mid > 0


def test_a_better_benefit_is_told_by_region_decile_and_sex(tables: Path) -> None:
    found = run(tables, changes=[{"parameter": "jkm.benefit", "key": "total", "from": START, "value": 50_000_000}])
    for dimension, rows in found.benefits.items():
        assert dimension in ("province", "decile", "sex")
        assert sum(span.mid for _, span in rows) == pytest.approx(found.costs["BPJS_KETENAGAKERJAAN"].mid, abs=5)
        paid = [span.mid for span in found.monthly_costs["BPJS_KETENAGAKERJAAN"]]
        for month in range(len(paid)):
            brought = sum(spans[month].mid for spans in found.benefit_months[dimension].values())
            assert brought == pytest.approx(sum(paid[: month + 1]), abs=40)


def test_every_result_has_an_interval_and_names_what_it_rests_on(tables: Path) -> None:
    found = run(tables, actions=[{"kind": "ASSIST"}, {"kind": "SUBSIDY"}, {"kind": "FILL_QUOTA"}])
    for spans in found.months.values():
        assert all(span.low <= span.mid <= span.high for span in spans)
    assert {"transfer", "ipp_completed", "half_subsidy"} <= {one.id for one in found.assumptions}
    assert all(one.source for one in found.assumptions)
    assert run(tables, actions=[{"kind": "ASSIST"}, {"kind": "SUBSIDY"}, {"kind": "FILL_QUOTA"}]) == found
