"""Can a worker file a claim in plain words, and do officer, checker and worker carry it to its end on the pages?"""

import html
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from payung.act.public import kinds
from tests.web.reading import text_of

# Person 2 of the country is self-employed, in the family of the worker's account, paid to June 2026.
FORM = "/klaim/orang/2/biaya-angkut"
TYPED = {"event_on": "2026-08-01", "event": "WORK_ACCIDENT", "land_cost_idr": "6.000.000"}
PDF = b"%PDF-1.7 paper"


@pytest.fixture(autouse=True)
def a_day_in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages ask the clock in one place."""
    for module in ("start", "follow", "act"):
        told = (date(2026, 11, 2), datetime(2026, 11, 2, 3, tzinfo=UTC))
        monkeypatch.setattr(f"payung.web.claim.{module}.now", lambda told=told: told)


def filed(client: Client, **typed: str) -> str:
    """The address of a claim that was filed through its form."""
    page = client.get(FORM)
    number = re.search(r'name="nomor" value="([^"]+)"', page.content.decode())
    assert number is not None
    answer = client.post(FORM, {**TYPED, **typed, "nomor": number[1], "langkah": "ajukan"})
    assert answer.status_code == 302, text_of(answer)
    again = client.post(FORM, {**TYPED, **typed, "nomor": number[1], "langkah": "ajukan"})
    assert again.headers["Location"] == answer.headers["Location"]
    return str(answer.headers["Location"])


def complete(client: Client, claim: str) -> None:
    """Papers and account, as the claimant sends them."""
    papers = {kind: SimpleUploadedFile("x.pdf", PDF + kind.encode()) for kind in kinds()["JKK_TRANSPORT"].documents}
    assert client.post(f"{claim}/dokumen", papers).status_code == 302
    account = {"nama": "DJOKO", "hubungan": "SELF", "bank": "BRI", "rekening": "1234567890"}
    assert client.post(f"{claim}/rekening", account).status_code == 302


def decision_of(client: Client, claim: str) -> str:
    """The decision that the checker's form names."""
    found = re.search(r'name="keputusan" value="([^"]+)"', client.get(claim).content.decode())
    assert found is not None
    return found[1]


def test_a_claim_is_carried_to_its_end_by_four_hands(sign_in: Any) -> None:
    worker, officer, checker = sign_in("WORKER"), sign_in("BPJS"), sign_in("CHECKER")
    assert "Penggantian biaya angkutan" in text_of(worker.get("/klaim/orang/2"))
    reckoned = worker.post(FORM, {**TYPED, "langkah": "hitung"}, follow=True)
    assert "Rp5.000.000" in text_of(reckoned)
    claim = filed(worker)
    assert "Menunggu dokumen" in text_of(worker.get(claim))
    complete(worker, claim)
    assert "Dihitung petugas" in text_of(worker.get(claim))
    assert "Rp5.000.000" in text_of(officer.get(claim))
    assert officer.post(f"{claim}/putusan", {}).status_code == 302
    verdict = {"keputusan": decision_of(checker, claim), "hasil": "setuju"}
    assert checker.post(f"{claim}/periksa", verdict).status_code == 302
    assert "Siap dibayar" in text_of(worker.get(claim))
    assert officer.post(f"{claim}/bayar", {}).status_code == 302
    paid = text_of(worker.get(claim))
    assert "Sudah dibayar" in paid
    assert "PP 82/2019" in paid
    twice = officer.post(f"{claim}/bayar", {})
    assert twice.status_code == 422
    assert "Sudah dibayar." in text_of(twice)


def test_a_refusal_is_told_with_its_article_and_may_be_appealed(sign_in: Any) -> None:
    worker, officer, checker = sign_in("WORKER"), sign_in("BPJS"), sign_in("CHECKER")
    reckoned = text_of(worker.post(FORM, {**TYPED, "event_on": "2026-10-20", "langkah": "hitung"}, follow=True))
    assert "akan ditolak" in reckoned
    assert "22/PERDIR.02/072022" in reckoned
    claim = filed(worker, event_on="2026-10-20")
    assert officer.post(f"{claim}/putusan", {}).status_code == 302
    verdict = {"keputusan": decision_of(checker, claim), "hasil": "setuju"}
    assert checker.post(f"{claim}/periksa", verdict).status_code == 302
    told = text_of(worker.get(claim))
    assert "Ditolak" in told
    assert "Tenggang sudah lewat" in told
    assert "Dibayar" not in told
    assert_can_be_filed_again(worker, claim)
    assert worker.post(f"{claim}/keberatan", {"alasan": " "}).status_code == 422
    assert worker.post(f"{claim}/keberatan", {"alasan": "Sudah dibayar"}).status_code == 302
    again = officer.post(f"{claim}/putusan", {})
    assert again.status_code == 422
    assert "petugas lain" in text_of(again)
    # Who decided before is told so, and is not shown a form that would be refused.
    assert "Anda yang memutuskan sebelumnya" in text_of(officer.get(claim))
    assert "Catat keputusan" not in text_of(officer.get(claim))


def assert_can_be_filed_again(worker: Client, claim: str) -> None:
    """The page of a refusal leads to the form with what was told, which names the claim it is to replace."""
    link = re.search(rf'href="({FORM}\?[^"]+)"', worker.get(claim).content.decode())
    assert link is not None
    form = worker.get(html.unescape(link[1])).content.decode()
    assert f'name="ganti" value="{claim.rpartition("/")[2]}"' in form
    assert 'value="2026-10-20"' in form
    assert re.search(r'name="land_cost_idr"[^>]*value="6[.]?000[.]?000"', form)


def test_a_refused_claim_is_filed_again_and_both_stay_and_name_each_other(sign_in: Any) -> None:
    worker, officer, checker = sign_in("WORKER"), sign_in("BPJS"), sign_in("CHECKER")
    old = filed(worker, event_on="2026-10-20")
    officer.post(f"{old}/putusan", {})
    checker.post(f"{old}/periksa", {"keputusan": decision_of(checker, old), "hasil": "setuju"})
    new = filed(worker, event_on="2026-08-01", ganti=old.rpartition("/")[2])
    assert new != old
    assert f'href="{old}"' in worker.get(new).content.decode()
    replaced = worker.get(old)
    assert f'href="{new}"' in replaced.content.decode()
    assert "Tenggang sudah lewat" in text_of(replaced)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"event_on": ""}, "event_on"),
        ({"event_on": "2026-11-03"}, "event_on"),
        ({"event_on": "kemarin"}, "event_on"),
        ({"land_cost_idr": "-5"}, "land_cost_idr"),
        ({"land_cost_idr": "banyak"}, "land_cost_idr"),
        ({"event": "BAD_LUCK"}, "event"),
    ],
)
@pytest.mark.parametrize("step", ["hitung", "ajukan"])
def test_what_cannot_be_read_is_told_at_its_field(sign_in: Any, typed: dict[str, str], field: str, step: str) -> None:
    answer = sign_in("WORKER").post(FORM, {**TYPED, **typed, "langkah": step})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.content.decode()


def test_a_child_of_the_card_can_be_chosen_for_a_scholarship(sign_in: Any) -> None:
    page = sign_in("BPJS").get("/klaim/orang/2/beasiswa-kecelakaan-kerja").content.decode()
    assert re.search(r'<select id="anak".*?<option value="3">AYU LESTARI</option>.*?</select>', page, re.DOTALL)


def test_a_figure_that_cannot_be_read_stands_at_its_field_with_what_was_typed(sign_in: Any) -> None:
    officer = sign_in("BPJS")
    form = "/klaim/orang/4/jht-seluruhnya"
    filed_at = officer.post(form, {"event_on": "2026-09-01", "cause": "DISMISSED", "langkah": "ajukan"})
    claim = filed_at.headers["Location"]
    answer = officer.post(f"{claim}/putusan", {"balance_idr": "banyak", "penolakan": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="balance_idr-error"' in page
    assert 'value="banyak"' in page
    assert "Isian balance_idr" not in page
    assert officer.post(f"{claim}/putusan", {"penolakan": "NO_SUCH"}).status_code == 404
    again = officer.post(form, {"event_on": "2026-09-01", "cause": "DISMISSED", "langkah": "ajukan"})
    assert again.status_code == 422
    assert f'href="{claim}"' in again.content.decode()


def test_a_bad_file_is_told_and_the_good_one_kept(sign_in: Any) -> None:
    worker = sign_in("WORKER")
    claim = filed(worker)
    zipped, paper = SimpleUploadedFile("a.pdf", b"PK\x03\x04"), SimpleUploadedFile("b.pdf", PDF)
    answer = worker.post(f"{claim}/dokumen", {"KTP": zipped, "RECEIPTS": paper, "DIARY": paper})
    told = text_of(answer)
    assert answer.status_code == 422
    assert "KTP: hanya PDF, JPEG, atau PNG." in told
    assert "DIARY: dokumen ini tidak diminta." in told
    address = re.search(rf'href="({claim}/dokumen/[^"]+)"', answer.content.decode())
    assert address is not None
    opened = worker.get(address[1])
    assert (opened.content, opened.headers["Content-Type"]) == (PDF, "application/pdf")
    assert "sandbox" in opened.headers["Content-Security-Policy"]
    assert sign_in("AGENT").get(f"{claim}/dokumen/{claim.rpartition('/')[2]}").status_code == 404


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda one: one.slug)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_benefit_has_its_form(sign_in: Any, kind: Any, language: str) -> None:
    client = sign_in("BPJS")
    client.cookies["django_language"] = language
    page = client.get(f"/klaim/orang/4/{kind.slug}")
    assert page.status_code == 200
    assert kind.label[language] in text_of(page)
    assert page.content.decode().count('class="field"') == 1 + len(kind.asked) + len(kind.confirmed) + kind.is_for_child


@pytest.mark.parametrize(
    ("role", "address", "status"),
    [
        ("WORKER", "/klaim/orang/4", 404),
        ("WORKER", "/klaim/orang/2/hadiah", 404),
        ("WORKER", "/klaim/00000000-0000-4000-8000-000000000000", 404),
        ("CHECKER", "/klaim/orang/2", 403),
        ("HOSPITAL", "/klaim", 403),
        ("AUDITOR", "/klaim", 200),
        ("AGENT", "/klaim", 200),
    ],
)
def test_a_role_opens_its_own_doors_only(sign_in: Any, role: str, address: str, status: int) -> None:
    assert sign_in(role).get(address).status_code == status


@pytest.mark.parametrize(("role", "act"), [("WORKER", "putusan"), ("AGENT", "bayar"), ("BPJS", "periksa")])
def test_nobody_does_anothers_part(sign_in: Any, role: str, act: str) -> None:
    claim = filed(sign_in("WORKER"))
    assert sign_in(role).post(f"{claim}/{act}", {}).status_code == 403
    assert sign_in(role).get(f"{claim}/{act}").headers["Location"] == claim


def test_the_persons_page_says_what_may_be_claimed(sign_in: Any) -> None:
    page = text_of(sign_in("BPJS").get("/orang/9"))
    assert "Yang mungkin dapat diklaim" in page
    assert "Upah selama belum mampu bekerja" in page
    assert "Yang mungkin dapat diklaim" not in text_of(sign_in("MINISTRY").get("/orang/9"))


def test_a_gigabyte_is_refused_before_it_is_read(sign_in: Any) -> None:
    worker = sign_in("WORKER")
    claim = filed(worker)
    paper = SimpleUploadedFile("a.pdf", PDF)
    answer = worker.post(f"{claim}/dokumen", {"KTP": paper}, CONTENT_LENGTH=str(10**9))
    assert answer.status_code == 413
    assert "Menunggu dokumen" in text_of(worker.get(claim))
