"""Is the synthetic country as large, as old, as poor and as badly covered as the published figures say?"""

import numpy as np
import pandas as pd
import pytest

from payung.sample.assumption import load, nested, number, numbers, table
from payung.terms.public import codes, names
from tests.sample.conftest import AS_OF, PEOPLE, Written

NATION = 288.3


def living(written: Written) -> pd.DataFrame:
    return written.persons[written.persons.died_on.isna()]


def million(written: Written, count: int) -> float:
    """People of the sample as millions of the nation."""
    return count / len(living(written)) * NATION


def test_every_province_has_its_share_of_people(written: Written) -> None:
    share = written.persons.village_code.str[:2].value_counts(normalize=True)
    assert set(share.index) == set(names("provinces"))
    official = table("population_thousand_by_province")
    total = sum(official.values()) + number("population_thousand_five_papua")
    for code, people in official.items():
        assert share[code] == pytest.approx(people / total, abs=0.001), code
    five = share[["91", "93", "94", "95", "96"]].sum()
    assert five == pytest.approx(number("population_thousand_five_papua") / total, abs=0.001)


def test_villages_are_real_and_widely_spread(written: Written) -> None:
    villages = set(written.persons.village_code)
    assert villages <= set(names("villages"))
    assert len({code[:8] for code in villages}) > 6_500


def test_ages_and_sexes_are_those_of_the_census(written: Written) -> None:
    age = (pd.Timestamp(AS_OF) - pd.to_datetime(written.persons.birth_date)).dt.days / 365.2425
    band = np.minimum(age // 5, 16).astype(int)
    target = nested("age_sex_thousand")
    total = sum(target["male"]) + sum(target["female"])
    for sex, key in (("L", "male"), ("P", "female")):
        share = np.bincount(band[written.persons.sex == sex], minlength=17) / PEOPLE
        assert np.abs(share - np.asarray(target[key]) / total).max() < 0.004


# Per 10,000 people of 288.3 million: 255,812 on antiretrovirals, 751,574 treated for TB in a year for half of it each,
# 134,057 on dialysis (sources: assumptions.yaml, illness_per_10000_adults).
IN_CARE = {"HIV": 8.9, "TB": 13.0, "KIDNEY": 4.65}


@pytest.mark.parametrize("illness", IN_CARE)
def test_as_many_are_in_care_as_published(written: Written, illness: str) -> None:
    people = living(written)
    expected = IN_CARE[illness] * len(people) / 10_000
    assert (people.illness == illness).sum() == pytest.approx(expected, abs=3 * np.sqrt(expected))


def test_as_many_are_pregnant_as_are_born_in_nine_months(written: Written) -> None:
    people = living(written)
    age_days = (pd.Timestamp(AS_OF) - pd.to_datetime(people.birth_date)).dt.days
    # Births of the last three years, as one year's are few.
    expected = (age_days < 3 * 365).sum() / 4
    assert people.is_pregnant.sum() == pytest.approx(expected, rel=0.15)


def test_the_care_list_knows_who_must_not_drop_out(written: Written) -> None:
    people = living(written)
    known = set(written.of("kemenkes").true_true_person_id)
    for group in (people.illness.notna(), people.is_pregnant):
        share = people[group].true_person_id.isin(known).mean() * 100
        assert share == pytest.approx(nested("coverage_percent")["kemenkes"], abs=2)
    assert set(people[people.true_person_id.isin(known) & people.illness.isna()].is_pregnant) == {True}


def test_families_have_the_size_of_the_census(written: Written) -> None:
    assert PEOPLE / written.persons.family.nunique() == pytest.approx(number("household_size"), abs=0.05)


def test_mothers_are_old_enough_and_children_bear_their_name(written: Written) -> None:
    people = written.persons
    wives = people[people.relation_code == 3].set_index("family")
    children = people[(people.relation_code == 4) & people.family.isin(wives.index)]
    mother = wives.loc[children.family]
    assert (children.mother_name.to_numpy() == mother.name.to_numpy()).mean() > 0.97
    years = (pd.to_datetime(children.birth_date).to_numpy() - pd.to_datetime(mother.birth_date).to_numpy()).astype(
        "timedelta64[D]"
    ).astype(int) / 365.2425
    assert np.quantile(years, 0.01) > 15
    assert np.quantile(years, 0.99) < 46


def test_informal_share_of_the_nation_and_of_known_provinces(written: Written) -> None:
    working = written.persons[written.persons.work_status.notna()]
    informal = ~working.work_status.isin(["employee", "employer"])
    assert informal.mean() * 100 == pytest.approx(number("informal_percent"), abs=1.0)
    province = working.village_code.str[:2]
    for code, percent in table("informal_percent_by_province").items():
        if (province == code).sum() > 300:
            assert informal[province == code].mean() * 100 == pytest.approx(percent, abs=6), code


def test_work_status_is_that_of_the_labour_survey(written: Written) -> None:
    working = written.persons[written.persons.work_status.notna()]
    share = working.work_status.value_counts(normalize=True) * 100
    for status, percent in table("work_status_percent").items():
        assert share[status] == pytest.approx(percent, abs=0.8), status


def test_registered_share_and_active_share(written: Written) -> None:
    people = living(written)
    registered = (people.jkn_segment.notna() & (people.jkn_reason != "ATTEMPT_FAILED")).mean()
    assert registered == pytest.approx(number("jkn_registered_million") / NATION, abs=0.004)
    jkn = written.of("bpjs_kesehatan")
    jkn = jkn[~jkn.is_duplicate & (jkn.bad_kind != "repeated_key")]
    assert million(written, (jkn.statusPeserta == "AKTIF").sum()) == pytest.approx(221.1, abs=1.5)
    off = jkn.statusPeserta.isin(["NON AKTIF", "NON AKTIF KARENA PREMI", "PENANGGUHAN PEMBAYARAN", "MENINGGAL"])
    assert million(written, off.sum()) == pytest.approx(63.4, abs=1.5)


def test_jkn_segments_active(written: Written) -> None:
    people = living(written)
    paid = {"PAID_BY_STATE", "PAID_BY_REGION", "PAID_BY_EMPLOYER", "PAID_BY_SELF", "DEPENDANT_OF_WORKER"}
    active = people[people.jkn_reason.isin(paid)].jkn_segment.value_counts()
    for segment, wanted in table("jkn_active_million").items():
        assert million(written, active[segment]) == pytest.approx(wanted, rel=0.1), segment
    ppu = million(written, active["PPU_BU"] + active["PPU_PN"])
    assert ppu == pytest.approx(58.5, abs=0.6)


def test_jkn_inactive_by_cause(written: Written) -> None:
    people = written.persons[written.persons.jkn_segment.notna()]
    count = people.jkn_reason.value_counts().astype(float)
    causes = dict(table("jkn_inactive_million"))
    count["LAID_OFF"] += count["LAYOFF_COVER"]
    count["REMOVED_FROM_PBI"] += count["CHRONIC_BRIDGE"]
    count["DECEASED"] *= causes["DECEASED"] / (causes["DECEASED"] + number("deceased_still_active_million"))
    causes["CONTRACT_ENDED"] += causes.pop("STATE_CONTRACT_ENDED")
    for cause, wanted in causes.items():
        # Regions and employers fall behind as wholes, and arrears take what rounding leaves.
        tolerance = {"ARREARS": 1.0, "REGION_ARREARS": 0.4}.get(cause, max(0.05 * wanted, 0.12))
        assert million(written, count[cause]) == pytest.approx(wanted, abs=tolerance), cause


def test_more_than_54_million_of_the_poorer_half_are_outside_pbi(written: Written) -> None:
    people = living(written)
    outside = (people.decile <= 5) & (people.jkn_reason != "PAID_BY_STATE")
    inside_richer = (people.decile > 5) & (people.jkn_reason == "PAID_BY_STATE")
    assert million(written, int(outside.sum())) > 54
    assert million(written, int(inside_richer.sum())) > 5


def test_bpjs_ketenagakerjaan_by_segment_and_province(written: Written) -> None:
    members = written.of("bpjs_ketenagakerjaan")
    members = members[~members.is_duplicate & ~members.is_bad]
    active = members[members.STATUS == "AKTIF"]
    for segment, wanted in table("tk_active_million").items():
        assert million(written, active.SEGMEN.eq(segment).sum()) == pytest.approx(wanted, rel=0.04, abs=0.05), segment
    inactive = million(written, (members.STATUS == "NON AKTIF").sum())
    assert inactive == pytest.approx(number("tk_inactive_million"), rel=0.03)
    official = table("tk_active_by_province")
    share = active.true_village_code.str[:2].value_counts(normalize=True).reindex(official).fillna(0)
    # The capital's register counts workers who live around it.
    told = pd.Series(official).drop(["31", "32", "36"])
    assert np.corrcoef(share[told.index], told)[0, 1] > 0.93


def test_arrears_run_from_one_month_to_sixty(written: Written) -> None:
    jkn = written.of("bpjs_kesehatan")
    late = jkn[(jkn.true_jkn_reason == "ARREARS") & ~jkn.is_duplicate].lunasSampai.dropna()
    months = 2026 * 12 + 9 - (late.str[:4].astype(int) * 12 + late.str[5:].astype(int) - 1)
    assert months.min() == 1
    assert months.max() == 60
    assert (months > 24).mean() == pytest.approx(0.38, abs=0.04)


def test_every_reason_of_the_product_occurs(written: Written) -> None:
    of_jkn = set(written.persons.jkn_reason)
    members = written.files["bpjs_ketenagakerjaan"]
    bpu = members[(members.SEGMEN == "BPU") & (members.STATUS == "AKTIF")]
    of_tk = set()
    if bpu.SPONSOR.notna().any():
        of_tk.add("PAID_BY_SPONSOR")
    if bpu.BLTH_AKHIR.isin(["202609", "202608"]).any():
        of_tk.add("GRACE")
    if (members.SEBAB == "KLAIM JHT").any():
        of_tk.add("FUND_PAID_OUT")
    assert set(codes("reasons")) <= of_jkn | of_tk


def test_the_cases_the_clocks_are_for_occur(written: Written) -> None:
    people = living(written)
    days = (pd.Timestamp(AS_OF) - pd.to_datetime(people.birth_date)).dt.days
    years = days / 365.2425
    child = people.jkn_payer_id.notna() & (people.relation_code == 4)
    assert (days <= 28).sum() > 20
    assert (child & years.between(20.5, 21)).sum() > 20
    assert (child & people.is_student & years.between(24, 25)).any()
    ill = people.illness.notna()
    assert (ill & (people.jkn_reason == "REMOVED_FROM_PBI")).sum() > 50
    members = written.of("bpjs_ketenagakerjaan")
    old = pd.to_datetime(members.true_birth_date) < pd.Timestamp("1961-11-01")
    assert ((members.SEGMEN == "BPU") & old).any()


def test_no_assumption_is_without_a_source() -> None:
    for one in load().values():
        assert one.status in {"official", "reported", "assumption"}, one.id
        assert one.source, one.id
        assert one.label, one.id
    assert sum(numbers("pbpu_arrears_months")) == 100
    assert sum(table("tk_inactive_percent").values()) == 100
    active = sum(table("jkn_active_million").values())
    assert active == pytest.approx(221.1)
    assert active + sum(table("jkn_inactive_million").values()) == pytest.approx(284.5)
