"""Can an employer and a branch register workers, report a wage and an end, and does nobody else see them?"""

import re
import uuid
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from payung.act.public import collect
from payung.ledger.public import bills, system_scope, virtual_account_of
from payung.ledger.public import employer as party
from tests.act.test_collect import told as money
from tests.act.test_payroll import AYU, DJOKO, HEAD, SITI, line
from tests.web.reading import text_of

pytestmark = pytest.mark.django_db
PAGE = "/pemberi-kerja"
OWN = f"{PAGE}/DEMO-GARMEN"
TRUE = {"code": "20009001", "name": "PT Contoh Maju", "region": "32.01", "risk": "sedang", "scale": "SMALL"}


@pytest.fixture
def employer(accounts: Any, db: None) -> Client:
    """The clerk of the demo employer, signed in."""
    client = Client()
    backend = "django.contrib.auth.backends.ModelBackend"
    client.force_login(get_user_model().objects.get(username="employer"), backend=backend)
    return client


def send(client: Client, address: str, *lines: str, name: str = "karyawan.csv") -> Any:
    """Hand a list in."""
    file = SimpleUploadedFile(name, ("\n".join([HEAD, *lines]) + "\n").encode())
    return client.post(address, {"file": file}, follow=True)


def test_an_employer_hands_its_list_in_and_sees_what_became_of_it(employer: Client) -> None:
    assert employer.get(PAGE).url == OWN  # type: ignore[attr-defined]
    answer = send(employer, OWN, line(SITI), line(AYU, role="ANAK", wage="", start=""), line(DJOKO, wage=""))
    words = text_of(answer)
    assert ("upah kosong" in words.lower(), "anak pekerja" in words.lower(), "(pemberi kerja)" in words) == (True,) * 3
    files = re.findall(r"/daftarkan/berkas/[^\"]+\.csv", answer.content.decode())
    assert [employer.get(file).status_code for file in files] == [200] * 3
    shown = employer.get(OWN)
    assert "SITI AMINAH" in text_of(shown)
    assert "1 anggota keluarga" in text_of(shown)
    employer.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "Contributions of all workers" in text_of(employer.get(OWN))
    for bad in (b"", b"kosong"):
        assert employer.post(OWN, {"file": SimpleUploadedFile("a.csv", bad)}).status_code == 422
    assert employer.post(OWN).status_code == 422
    assert employer.post(OWN, {"file": SimpleUploadedFile("a.pdf", b"%PDF")}).status_code == 422


def test_a_wage_and_an_end_are_reported(employer: Client, sign_in: Any) -> None:
    send(employer, OWN, line(SITI))
    address = re.search(r'href="(/pemberi-kerja/DEMO-GARMEN/pekerja/\d+)"', employer.get(OWN).content.decode())[1]  # type: ignore[index]
    act = {"act": str(uuid.uuid4())}
    for wrong in ("", "upah", "0", "-3", "9" * 20):
        assert employer.post(address, act | {"langkah": "upah", "upah": wrong}).status_code == 422
    assert "Upah baru dicatat" in text_of(
        employer.post(address, act | {"langkah": "upah", "upah": "7.000.000"}, follow=True)
    )
    assert "Rp7.000.000" in text_of(employer.get(address))
    for last, cause in (("kemarin", "LAID_OFF"), ("31/12/2099", "LAID_OFF"), ("26/11/2026", "")):
        told = act | {"langkah": "akhir", "terakhir": last, "sebab": cause}
        assert employer.post(address, told).status_code == 422
    assert employer.post(address, act | {"langkah": "naik"}).status_code == 404
    told = {"act": str(uuid.uuid4()), "langkah": "akhir", "terakhir": "26/11/2026", "sebab": "RESIGNED"}
    assert "Akhir kerja dicatat" in text_of(employer.post(address, told, follow=True))
    assert "mengundurkan diri" in text_of(employer.get(address))
    assert employer.get(f"{OWN}/pekerja/999999").status_code == 404
    for role in ("COLLECTIVE", "VILLAGE", "REGION"):
        assert [sign_in(role).get(one).status_code for one in (OWN, address)] == [404, 404]
    assert sign_in("HOSPITAL").get(OWN).status_code == 403
    assert sign_in("BPJS").get(address).status_code == 200


def test_a_worker_who_is_dismissed_is_offered_the_cash_of_jkp(employer: Client, sign_in: Any) -> None:
    worker = sign_in("WORKER")
    assert "uang-tunai-jkp?" not in worker.get("/klaim/orang/1").content.decode()
    send(employer, OWN, line(SITI))
    with system_scope():
        by = party(code="DEMO-GARMEN")
        owed = sum(bill.amount_idr - bill.paid_idr for bill in bills.party_bills() if bill.payer == by.name)
        at = datetime.now(UTC)
        paid = replace(money(1, owed), account_no=virtual_account_of(party_id=by.party_id), paid_at=at)
        assert collect(paid, at=at).reason is None
    address = re.search(r'href="(/pemberi-kerja/DEMO-GARMEN/pekerja/\d+)"', employer.get(OWN).content.decode())[1]  # type: ignore[index]
    told = {"act": str(uuid.uuid4()), "langkah": "akhir", "terakhir": "26/11/2026", "sebab": "LAID_OFF"}
    assert employer.post(address, told).status_code == 302
    for page in ("/klaim/orang/1", "/orang/1"):
        offered = worker.get(page).content.decode()
        assert re.search(r'href="/klaim/orang/1/uang-tunai-jkp\?[^"]*event_on=2026-11-27', offered), page


def test_a_branch_enters_an_employer_once(sign_in: Any) -> None:
    branch = sign_in("BPJS")
    for name, wrong in (("code", "x"), ("name", ""), ("region", "99.99"), ("risk", "besar"), ("scale", "")):
        assert branch.post(PAGE, TRUE | {name: wrong}).status_code == 422
    for _ in range(2):
        assert "PT Contoh Maju" in text_of(branch.post(PAGE, TRUE, follow=True))
    assert branch.post(PAGE, TRUE | {"name": "PT Lain"}).status_code == 409
    assert branch.post(PAGE, TRUE | {"code": "DEMO-OJEK"}).status_code == 409
    assert "PT Contoh Maju" in text_of(branch.get(PAGE))
    assert "tidak mewakili pemberi kerja" in text_of(sign_in("COLLECTIVE").get(PAGE))
    assert "usaha kecil" in text_of(branch.get(f"{PAGE}/20009001"))
    assert branch.get(f"{PAGE}/20009999").status_code == 404


def test_a_branch_changes_risk_and_size_from_a_month_on(employer: Client, sign_in: Any) -> None:
    address, branch = f"{OWN}/data", sign_in("BPJS")
    shown = text_of(employer.get(address))
    assert ("Waktu didaftarkan" in shown, "kantor cabang" in shown) == (True, True)
    assert f'href="{address}"' in employer.get(OWN).content.decode()
    typed = {"act": str(uuid.uuid4()), "since": "01/01/2027", "risk": "sangat_tinggi", "scale": "MEDIUM_LARGE"}
    assert employer.post(address, typed).status_code == 403
    for wrong in ({"since": "02/01/2027"}, {"since": "01/01/2020"}, {"since": "besok"}, {"risk": ""}, {"scale": "X"}):
        answer = branch.post(address, typed | wrong)
        assert (answer.status_code, 'id="refusal"' in answer.content.decode()) == (422, True)
    for _ in range(2):
        assert "Perubahan dicatat" in text_of(branch.post(address, typed, follow=True))
    mended = typed | {"act": str(uuid.uuid4()), "risk": "tinggi"}
    told = text_of(branch.post(address, mended, follow=True))
    assert ("dikoreksi" in told, "1 Januari 2027" in told) == (True, True)
    employer.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "When it was entered first" in text_of(employer.get(address))
    assert sign_in("COLLECTIVE").get(address).status_code == 404
