"""Does a reader of English understand where a value stands, and still find it by its Indonesian name?"""

import pytest

from payung.law.citation import cited, unknown_remarks
from payung.law.public import load_law

CITATIONS = {
    "Perpres 82/2018 Ps 42(1)": "Article 42(1) of Presidential Regulation 82/2018 (Perpres 82/2018)",
    "Perpres 64/2020 Ps 42(6)a": "Article 42(6)(a) of Presidential Regulation 64/2020 (Perpres 64/2020)",
    "Perpres 82/2018 Ps 39(1) dan (4)": "Article 39(1) and (4) of Presidential Regulation 82/2018 (Perpres 82/2018)",
    "PP 37/2021 Ps 4, 19, 20, 40": "Articles 4, 19, 20, 40 of Government Regulation 37/2021 (PP 37/2021)",
    "PP 44/2015 Ps 16(1) dan Lampiran I": "Article 16(1) and Annex I of Government Regulation 44/2015 (PP 44/2015)",
    "UU 13/2003 Ps 1 angka 26, Ps 68": "Article 1 number 26, Article 68 of Law 13/2003 (UU 13/2003)",
    "Perpres 111/2013 (Ps 16A)": "Article 16A of Presidential Regulation 111/2013 (Perpres 111/2013)",
    # A number alone goes on with the act before it.
    "Perpres 19/2016; 82/2018 Ps 51": (
        "Presidential Regulation 19/2016 (Perpres 19/2016); "
        "Article 51 of Presidential Regulation 82/2018 (Perpres 82/2018)"
    ),
    "PP 50/2025 Ps 5 (iuran bulan April s.d. Desember 2026)": (
        "Article 5 of Government Regulation 50/2025 (PP 50/2025) (contributions of April to December 2026)"
    ),
    "Perpres 64/2020 Ps 34: bantuan 16.500": (
        "Article 34 of Presidential Regulation 64/2020 (Perpres 64/2020): subsidy of 16,500"
    ),
    "Perpres 19/2016 Ps 17A: dihapus per 1-7-2016": (
        "Article 17A of Presidential Regulation 19/2016 (Perpres 19/2016): abolished on 1 July 2016"
    ),
    "surat BPJSTK B/1226/022026": "letter of BPJS Ketenagakerjaan B/1226/022026 (surat BPJSTK B/1226/022026)",
    "": "",
}


@pytest.mark.parametrize("article", CITATIONS)
def test_an_article_is_cited_in_english_with_its_short_name(article: str) -> None:
    assert cited(article, "en") == CITATIONS[article]


@pytest.mark.parametrize("article", CITATIONS)
def test_in_indonesian_it_stands_as_it_is_written(article: str) -> None:
    assert cited(article, "id") == article


def test_every_article_of_the_law_has_english() -> None:
    """A remark that is new needs a line in payung/law/citations.yaml."""
    articles = {value.article for one in load_law().parameters.values() for value in one.values}
    assert {article: gaps for article in articles if (gaps := unknown_remarks(article))} == {}
    assert not [article for article in articles if " Ps " in f" {cited(article, 'en')} "]


def test_what_has_no_english_is_named_and_stays() -> None:
    assert unknown_remarks("PP 44/2015 Ps 22 (belum pernah dibaca)") == ["belum pernah dibaca"]
    assert cited("PP 44/2015 Ps 22 (belum pernah dibaca)", "en") == (
        "Article 22 of Government Regulation 44/2015 (PP 44/2015) (belum pernah dibaca)"
    )
