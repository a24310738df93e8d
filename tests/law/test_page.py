"""Do readers get every value with its article and sources, and a list of what must be looked at?"""

from datetime import date

from payung.law.public import load_law, pages, report

LAW = load_law()


def test_there_is_a_page_for_each_parameter_and_the_index_links_them() -> None:
    found = dict(pages(LAW))
    index = found.pop("index.md")
    texts = [name for name in found if name.endswith(".md")]
    assert len(texts) == len(LAW.parameters)
    assert all(f"]({name})" in index for name in texts)


def test_a_number_that_moved_has_its_picture() -> None:
    found = dict(pages(LAW))
    picture = found["jkn/pbpu_bp.kelas1.svg"]
    assert "![" in found["jkn/pbpu_bp.kelas1.md"]
    assert picture.startswith("<svg")
    assert "160,000" in picture
    assert ">2019<" in picture
    assert "jkn/hospital_no_refusal_circular.svg" not in found


def test_a_page_shows_every_value_article_and_source() -> None:
    page = dict(pages(LAW))["jkn/pbpu_bp.kelas3_member_pays.md"]
    for shown in (
        "**35,000**",
        "From 2021-01-01",
        "From 2020-07-01 to 2020-12-31",
        "Article 34 of Presidential Regulation 64/2020 (Perpres 64/2020)",
        "https://",
    ):
        assert shown in page


def test_a_page_says_what_is_not_law() -> None:
    assert "**Not law: cancelled.**" in dict(pages(LAW))["jkn/pbpu_bp.kelas3_2016_cancelled.md"]


def test_rows_are_shown_as_a_table() -> None:
    assert "| 1,100,000 | 1,299,000 | 1,200,000 | 12,000 | 24,000 |" in dict(pages(LAW))["jkk/bpu.income_table.md"]


def test_the_report_lists_weak_disputed_and_due() -> None:
    found = report(LAW, date(2026, 12, 31))
    assert sum(one.why == "rests on one source" for one in found) == 37
    assert [one.parameter_id for one in found if one.why == "rests on memory"] == [
        "bpu.age_max_join",
        "bpu.age_min_join",
        "jkn.pbi.notice_before_effect",
        "jkn.phk.dispute_count_from",
        "jkn.rehab.min_months_moved",
        "jp.child_age",
    ]
    assert [one.parameter_id for one in found if one.why == "a source contradicts it"] == [
        "jkn.pbi.eligible_deciles",
        "jkn.pbi.notice_before_effect",
        "jkn.phk.dispute_count_from",
        "jkn.rehab.active_when",
        *["pu.minimum_wage"] * 5,
    ]
    disputed = [one for one in found if one.parameter_id == "pu.minimum_wage" and "contradicts" in one.why]
    assert [one.scope for one in disputed] == ["12", "64", "65", "76", "94"]
    assert [one.parameter_id for one in found if "due" in one.why] == ["bpu.discount_pp50"]
    later = report(LAW, date(2028, 1, 1))
    assert {one.parameter_id for one in later if one.since is None} == set(LAW.parameters)
