"""Does the law answer with the value of the day, and refuse what it does not know?"""

from datetime import date

import pytest

from payung.law.public import AlreadyLaw, KeyMissing, NotInForce, NotSwitchedOn, UnknownParameter, load_law

LAW = load_law()


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("parameter_id", "on", "keys", "expected"),
    [
        # Class III: the member's part and the subsidy change with the year 2021.
        ("jkn.pbpu_bp.kelas3_member_pays", "2020-12-31", (), 25_500),
        ("jkn.pbpu_bp.kelas3_member_pays", "2021-01-01", (), 35_000),
        ("jkn.pbpu_bp.kelas3_subsidy", "2020-12-31", (), 16_500),
        ("jkn.pbpu_bp.kelas3_subsidy", "2021-01-01", (), 7_000),
        # The rise of class III in 2016 was cancelled before it took effect.
        ("jkn.pbpu_bp.kelas3_total", "2016-04-01", (), 25_500),
        # Classes I and II through the three changes of 2020.
        ("jkn.pbpu_bp.kelas1", "2019-12-31", (), 80_000),
        ("jkn.pbpu_bp.kelas1", "2020-03-31", (), 160_000),
        ("jkn.pbpu_bp.kelas1", "2020-04-01", (), 80_000),
        ("jkn.pbpu_bp.kelas1", "2020-07-01", (), 150_000),
        # The service fine doubles with 2021; the fee on late months ended on 1 July 2016.
        ("jkn.service_fine.rate", "2020-12-31", (), 2_500),
        ("jkn.service_fine.rate", "2021-01-01", (), 5_000),
        ("jkn.late_fee_monthly", "2016-06-30", (), 2_000),
        ("jkn.late_fee_monthly", "2016-07-01", (), 0),
        # Arrears to be paid: 24 months, in 2020 six, then 24 again.
        ("jkn.reactivation_payment", "2020-05-05", ("months_cap",), 24),
        ("jkn.reactivation_payment", "2020-05-06", ("months_cap",), 6),
        ("jkn.reactivation_payment", "2021-01-01", ("months_cap",), 24),
        # The wage cap of JP moves each March; in 2021 it fell.
        ("jp.wage_cap", "2021-02-28", (), 8_939_700),
        ("jp.wage_cap", "2021-03-01", (), 8_754_600),
        ("jp.wage_cap", "2026-02-28", (), 10_547_400),
        ("jp.wage_cap", "2026-03-01", (), 11_086_300),
        # The wage cap of JKN, once written as a multiple of a tax allowance.
        ("jkn.ppu.wage_cap", "2016-03-31", (), 4_725_000),
        ("jkn.ppu.wage_cap", "2020-01-01", (), 12_000_000),
        ("jp.pension_age", "2024-12-31", (), 58),
        ("jp.pension_age", "2025-01-01", (), 59),
        ("jkp.cash", "2025-02-06", (4,), 25_000),
        ("jkp.cash", "2025-02-07", (4,), 60_000),
        ("pu.due_day", "2020-08-01", ("day",), 30),
        ("pu.due_day", "2021-02-01", ("day",), 15),
        ("bpu.due_day", "2026-11-01", ("months_offset",), 0),
        ("scholarship.amounts", "2019-12-02", ("SD", "years"), 6),
        ("jkn.ppu_bu.split", "2015-06-30", ("worker",), 500),
    ],
)
def test_value_of_the_day(parameter_id: str, on: str, keys: tuple[str | int, ...], expected: object) -> None:
    assert LAW.value(parameter_id, day(on), *keys) == expected


@pytest.mark.parametrize(
    ("sector", "on", "in_force"),
    [
        ("TRANSPORT", "2025-12-31", False),
        ("TRANSPORT", "2026-01-01", True),
        ("TRANSPORT", "2027-03-31", True),
        ("TRANSPORT", "2027-04-01", False),
        ("OTHER", "2026-03-31", False),
        ("FISHERY", "2026-04-01", True),
        ("OTHER", "2026-12-31", True),
        ("OTHER", "2027-01-01", False),
    ],
)
def test_the_discount_of_2026_has_a_window_for_each_sector(sector: str, on: str, in_force: bool) -> None:
    if in_force:
        assert LAW.value("bpu.discount_pp50", day(on), sector) == 50_000
    else:
        with pytest.raises(NotInForce):
            LAW.value("bpu.discount_pp50", day(on), sector)


def test_the_basis_names_law_and_article() -> None:
    assert LAW.basis("jkn.pbi.contribution", day("2019-08-01")).startswith("Perpres 75/2019 Ps 29")
    assert "PP 50/2025" in LAW.basis("bpu.discount_pp50", day("2026-02-01"))


def test_a_dated_value_knows_its_sources() -> None:
    found = LAW.dated("jp.wage_cap", day("2026-11-01"))
    assert found.confidence == "two_sources"
    assert "surat-bpjstk-b-1226-022026" in found.sources


def test_before_the_first_value_there_is_none() -> None:
    with pytest.raises(NotInForce, match=r"jkn\.phk\.coverage_months"):
        LAW.value("jkn.phk.coverage_months", day("2018-09-17"))


def test_an_unknown_parameter_is_refused() -> None:
    with pytest.raises(UnknownParameter):
        LAW.value("jkn.pbpu.klas1", day("2026-01-01"))


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(KeyMissing):
        LAW.value("jkn.ppu_bu.split", day("2026-01-01"), "boss")
    with pytest.raises(KeyMissing):
        LAW.value("bpu.discount_pp50", day("2026-02-01"))


@pytest.mark.parametrize("parameter_id", [one.id for one in LAW.parameters.values() if one.status])
def test_what_is_not_law_is_never_used_silently(parameter_id: str) -> None:
    with pytest.raises(NotSwitchedOn, match="scenario"):
        LAW.value(parameter_id, day("2026-11-01"))


def test_a_scenario_switches_a_plan_on_from_its_day() -> None:
    plan = "jkn.pbi.contribution_proposed_2026"
    scenario = LAW.with_switched_on({plan: day("2027-01-01")})
    assert scenario.value(plan, day("2027-01-01")) == 57_250
    with pytest.raises(NotInForce):
        scenario.value(plan, day("2026-12-31"))
    assert scenario.version != LAW.version
    with pytest.raises(NotInForce, match="never got a date"):
        LAW.with_switched_on([plan])
    with pytest.raises(UnknownParameter, match=plan):
        LAW.with_switched_on(["jkn.nothing"])
    with pytest.raises(AlreadyLaw, match=r"jkn\.pbi\.contribution is law"):
        LAW.with_switched_on({"jkn.pbi.contribution": day("2027-01-01")})


def test_a_scenario_uses_a_cancelled_value_only_on_its_day() -> None:
    scenario = LAW.with_switched_on(["jkn.pbpu_bp.kelas3_2016_cancelled"])
    assert scenario.value("jkn.pbpu_bp.kelas3_2016_cancelled", day("2016-04-01")) == 30_000
    with pytest.raises(NotInForce):
        scenario.value("jkn.pbpu_bp.kelas3_2016_cancelled", day("2016-04-02"))
    revived = LAW.with_switched_on({"jkn.pbpu_bp.kelas3_2016_cancelled": day("2027-01-01")})
    assert revived.value("jkn.pbpu_bp.kelas3_2016_cancelled", day("2030-01-01")) == 30_000


@pytest.mark.parametrize(
    ("parameter_id", "read_on", "on", "expected"),
    [
        # The tariff of April 2020 was that of 2019 until the decree of May set it back.
        ("jkn.pbpu_bp.kelas1", "2020-05-05", "2020-04-01", 160_000),
        ("jkn.pbpu_bp.kelas1", "2020-05-06", "2020-04-01", 80_000),
        ("jkn.pbpu_bp.kelas3_member_pays", "2020-05-05", "2020-06-30", 42_000),
        ("jkn.pbpu_bp.kelas3_member_pays", "2020-05-06", "2020-06-30", 25_500),
        # The state's list rose for months that were over.
        ("jkn.pbi.contribution", "2019-10-23", "2019-08-01", 23_000),
        ("jkn.pbi.contribution", "2019-10-24", "2019-08-01", 42_000),
        ("jkn.pbi.contribution", "2016-02-28", "2016-01-01", 19_225),
        ("jkn.pbi.contribution", "2016-02-29", "2016-01-01", 23_000),
        # Nobody knew in August 2025 that the discount went on, nor in August 2020 that there would be a relief.
        ("jkk.pu.discount_labour_intensive", "2025-08-31", "2025-08-01", None),
        ("jkk.pu.discount_labour_intensive", "2025-09-01", "2025-08-01", 50_000),
        ("pu.covid_relief", "2020-08-30", "2020-08-01", None),
        ("pu.covid_relief", "2020-08-31", "2020-08-01", 1_000),
        ("pu.late_fee", "2020-08-30", "2020-08-01", 2_000),
        ("pu.late_fee", "2020-08-31", "2020-08-01", 500),
    ],
)
def test_the_law_of_a_day_leaves_out_what_reached_back_later(
    parameter_id: str, read_on: str, on: str, expected: int | None
) -> None:
    law = LAW.as_enacted_on(day(read_on))
    if expected is None:
        with pytest.raises(NotInForce):
            law.value(parameter_id, day(on))
    else:
        assert law.value(parameter_id, day(on)) == expected
    assert law.version != LAW.version
    # What never reached back is the same whenever it is read.
    assert law.value("jkm.bpu.amount", day(on)) == LAW.value("jkm.bpu.amount", day(on))
