"""Does anybody get an answer, with its article, without signing in; and is every question really answered?"""

import re
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from django.test import Client
from django.utils import timezone

import payung.reckon
from payung.law.public import load_law
from payung.reckon.public import rules, word_of
from payung.web.anyone.question import arguments, form, groups, read

QUESTIONS = [one for group in groups() for one in group.questions]
# What a reader types into fields that have no default.
TYPED = {
    "arrears_idr": "840.000",
    "card_members": "4",
    "chosen_idr": "50.000",
    "decile": "4",
    "departs_on": "2026-12-01",
    "enrolled": "4",
    "growth_per_100000": "5",
    "guaranteed_from": "2026-02-15",
    "inflation_rate": "2,61",
    "member_since": "2020-01-01",
    "on_list": "96.500.000",
    "owed_monthly_idr": "10.000.000",
    "pension_monthly_idr": "1.000.000",
    "placed_on": "2026-11-15",
    "previous_cap_idr": "11.086.300",
    "reference_pay_monthly_idr": "3.000.000",
    "wages_monthly_idr": "10.000.000",
    "age_at_joining": "40",
    "age_at_registration": "30",
    "age_years": "60",
    "active": "90",
    "aid": "GLASSES",
    "arrears_months": "10",
    "average_wage_idr": "6.000.000",
    "balance_idr": "100.000.000",
    "birth_date": "2012-01-01",
    "care_class": "3",
    "care_cost_idr": "3.516.500",
    "cause": "RESIGNED",
    "claimed_on": "2026-03-10",
    "contract_value_idr": "100.000.000",
    "cost_idr": "1.200.000",
    "dismissed_on": "2026-03-01",
    "income_monthly_idr": "1.000.000",
    "left_on": "2026-01-01",
    "level": "SD",
    "members": "4",
    "due_on": "2026-08-18",
    "months": "12",
    "months_in_a_row": "12",
    "months_late": "2",
    "months_member": "24",
    "months_paid": "180",
    "months_paid_in_24": "12",
    "months_unable": "3",
    "mother": "MEMBER",
    "owed_idr": "1.000.000",
    "paid_through": "2026-01",
    "programme": "JKK",
    "purpose": "HOUSING",
    "reactivated_on": "2026-01-01",
    "registered": "99",
    "removed_on": "2026-02-01",
    "residents": "100",
    "wage_monthly_idr": "5.000.000",
    "years_member": "10",
    "yield_rate": "5,5",
}


def filled(question: Any) -> dict[str, str]:
    """The address of a question with every needed field filled in."""
    fields = form(question, {}, "id", date(2026, 11, 1))
    values = {
        one.name: TYPED.get(one.name) or one.typed or (one.options[0][0] if one.options else "") for one in fields
    }
    return {name: value for name, value in values.items() if value}


@pytest.fixture
def client() -> Client:
    """A stranger."""
    return Client()


@pytest.mark.django_db
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.slug)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_question_is_answered(question: Any, language: str, client: Client) -> None:
    client.cookies["django_language"] = language
    empty = client.get(f"/hitung/{question.slug}")
    assert empty.status_code == 200
    assert question.label[language] in empty.content.decode().replace("&#x27;", "'")
    answer = client.get(f"/hitung/{question.slug}", filled(question))
    text = answer.content.decode()
    assert answer.status_code == 200, re.findall(r'class="errorlist"[^>]*>([^<]+)', text)
    assert text.count('class="card answer') == len(question.rules)
    for part in question.rules:
        assert any(f"/hukum/{source}" in text for source in part.sources), part.id


@pytest.mark.django_db
def test_a_known_figure_comes_out_and_opens_its_article(client: Client) -> None:
    """A self-employed worker insured at Rp1.000.000 pays 16.800 in December 2025."""
    given = {"income_monthly_idr": "1.000.000", "sector": "OTHER", "contribution_month": "2025-12", "with_jht": "tidak"}
    text = client.get("/aturan/bpu.contribution/tanya", given).content.decode()
    assert "Rp16.800" in text
    assert "/hukum/jkm.bpu.amount" in text


@pytest.mark.django_db
def test_a_link_without_its_day_is_sent_on_to_the_one_that_says_it(client: Client) -> None:
    sent = client.get("/hitung/cacat-total", {"wage_monthly_idr": "5.000.000", "segment": "PU"})
    assert sent.status_code == 302
    query = parse_qs(urlsplit(sent.headers["Location"]).query)
    assert query["wage_monthly_idr"] == ["5.000.000"]
    assert date.fromisoformat(query["event_on"][0]) == timezone.localdate()
    assert client.get(sent.headers["Location"]).status_code == 200
    assert client.get("/hitung/cacat-total").status_code == 200


@pytest.mark.django_db
def test_every_amount_shows_its_working_and_opens_its_article(client: Client) -> None:
    given = {"wage_monthly_idr": "15.000.000", "risk": "sedang", "contribution_month": "2026-11"}
    text = client.get("/hitung/potongan-gaji", given).content.decode()
    assert re.search(r'Rp12\.000\.000 × <a href="/hukum/jkn\.ppu_bu\.split"[^>]*>4 %</a>', text)
    for row in re.findall(r"<dt>.*?</dt>\s*<dd", text, flags=re.DOTALL):
        assert 'href="/hukum/' in row, row
    assert "Pemberi kerja Rp1.435.226, Pekerja Rp530.863" in text


@pytest.mark.django_db
def test_a_reader_of_english_reads_citations_in_english(client: Client) -> None:
    given = {"paid_on": "2026-03-05", "arrears_months": "10", "care_class": "3"}
    for language, cited in (
        ("id", "Perpres 64/2020 Ps 42(3)"),
        ("en", "Article 42(3) of Presidential Regulation 64/2020 (Perpres 64/2020)"),
    ):
        client.cookies["django_language"] = language
        assert cited in client.get("/aturan/jkn.reactivation/tanya", given).content.decode()
        assert cited in client.get("/hukum/jkn.reactivation_payment").content.decode()


@pytest.mark.django_db
def test_a_minimum_wage_stands_under_the_name_of_its_province(client: Client) -> None:
    text = client.get("/hukum/pu.minimum_wage").content.decode()
    assert ">Papua Pegunungan<" in text
    assert ">95<" not in text


@pytest.mark.django_db
def test_an_amount_of_nothing_says_why(client: Client) -> None:
    given = {"admitted_on": "2026-03-01", "reactivated_on": "2026-02-20", "arrears_months": "3", "care": "OUTPATIENT"}
    text = client.get("/aturan/jkn.service_fine/tanya", given | {"care_cost_idr": "4.000.000"}).content.decode()
    assert re.search(r"Rp0</dd>\s*<dd class=\"working\">rawat jalan tidak didenda</dd>", text)


@pytest.mark.django_db
def test_a_relief_that_is_over_is_not_asked_about(client: Client) -> None:
    now = client.get("/hitung/potongan-gaji").content.decode()
    then = client.get("/hitung/potongan-gaji", {"contribution_month": "2020-09"}).content.decode()
    assert 'name="meets_relief_conditions"' not in now
    assert 'name="meets_relief_conditions"' in then
    given = client.get("/hitung/potongan-gaji", {"meets_relief_conditions": "mungkin"}).content.decode()
    assert 'id="meets_relief_conditions-error"' in given


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"months_unable": "-3"}, "months_unable"),
        ({"months_unable": "tiga"}, "months_unable"),
        ({"months_unable": "3", "wage_monthly_idr": "banyak"}, "wage_monthly_idr"),
        ({"months_unable": "3", "wage_monthly_idr": "5000000", "event_on": "2010-01-01"}, "event_on"),
        ({"months_unable": "3", "wage_monthly_idr": "5000000", "segment": "KING"}, "segment"),
        ({"months_unable": "", "wage_monthly_idr": "5000000"}, "months_unable"),
        ({"months_unable": "3", "wage_monthly_idr": "9" * 30}, "wage_monthly_idr"),
        ({"months_unable": "3", "wage_monthly_idr": "9" * 5_000}, "wage_monthly_idr"),
        ({"months_unable": "3", "wage_monthly_idr": "5000000", "event_on": "2026-W10-3"}, "event_on"),
        ({"months_unable": "3", "wage_monthly_idr": "5000000", "event_on": "9999-12-31"}, "event_on"),
        ({"months_unable": "3", "wage_monthly_idr": "5000000", "segment": "\x00"}, "segment"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field(given: dict[str, str], where: str, client: Client) -> None:
    answer = client.get("/hitung/tidak-mampu-bekerja", given)
    assert answer.status_code == 422
    assert f'id="{where}-error"' in answer.content.decode()
    assert 'class="card answer' not in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/hitung/apa-saja", "/hukum/tidak.ada", "/aturan/tidak.ada", "/aturan/x/tanya"])
def test_unknown_addresses_are_not_found(path: str, client: Client) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.django_db
def test_every_parameter_and_rule_has_its_page(client: Client) -> None:
    index = client.get("/hukum").content.decode()
    for one in load_law().parameters.values():
        assert f'href="/hukum/{one.id}"' in index
        page = client.get(f"/hukum/{one.id}")
        assert page.status_code == 200
        assert one.values[-1].article.split(" ")[0] in page.content.decode()
    for rule in rules().values():
        assert f'href="/aturan/{rule.id}"' in index
        assert client.get(f"/aturan/{rule.id}").status_code == 200
        assert client.get(f"/aturan/{rule.id}/tanya").status_code == 200


def test_every_rule_of_law_is_asked_by_a_question() -> None:
    """What rests on a draft alone is not asked here: nobody's answer would be law."""
    asked = {one for question in QUESTIONS for one in question.rule_ids}
    drafts = {one.id for one in rules().values() if all(load_law().parameters[source].status for source in one.sources)}
    assert rules().keys() - asked == drafts
    slugs = [question.slug for question in QUESTIONS]
    assert len(slugs) == len(set(slugs))


def test_every_code_a_rule_takes_has_words() -> None:
    words = yaml.safe_load((Path(payung.reckon.__file__).parent / "words.yaml").read_text(encoding="utf-8"))
    taken = {str(value) for rule in rules().values() for one in rule.arguments for value in one.values}
    codes = {code for code in taken if not code.isdigit()}
    assert codes - words.keys() == set()
    assert all(word_of(code, language) == words[code][language] for code in codes for language in ("id", "en"))


def test_amounts_are_read_as_people_write_them() -> None:
    money = arguments(QUESTIONS[0])["income_monthly_idr"]
    for typed in ("1500000", "1.500.000", "1,500,000", "Rp1.500.000", "rp 1 500 000"):
        assert read(money, typed) == 1_500_000, typed
    assert read(money, "1,5 juta") == "1,5 juta"
