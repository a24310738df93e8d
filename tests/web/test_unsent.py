"""Is nobody surprised: by a session that ended, a form's address opened as a page, or the button for going back?"""

import re
import time
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from payung.ledger.public import DemoAccount
from payung.web.page import RENEW_SECONDS, RENEWED
from tests.country import nik_of
from tests.web.reading import text_of

pytestmark = pytest.mark.django_db

SELF = "http://testserver"
TYPED = {"judul": "Guru <honorer>", "uraian": "Belum dijamin"}


def test_a_form_sent_after_the_session_ended_is_told_and_kept_on_the_page() -> None:
    answer = Client().post("/rencana/perkara/baru", TYPED, headers={"Origin": SELF})
    page = answer.content.decode()
    assert answer.status_code == 401
    assert "belum tercatat" in text_of(answer)
    assert 'action="/rencana/perkara/baru"' in page
    assert '<input type="hidden" name="judul" value="Guru &lt;honorer&gt;">' in page
    assert "/akun/login/" in page


def test_a_chosen_file_is_said_to_be_lost(accounts: dict[str, DemoAccount], tmp_path: Any) -> None:
    file = tmp_path / "daftar.csv"
    file.write_text("NIK\n")
    with file.open("rb") as sent:
        answer = Client().post("/rencana/keputusan", {"daftar": sent}, headers={"Referer": f"{SELF}/rencana/keputusan"})
    assert "pilih berkasnya sekali lagi" in text_of(answer)
    assert "next=http%3A%2F%2Ftestserver%2Frencana%2Fkeputusan" in answer.content.decode()


def test_after_signing_in_again_the_form_of_before_is_sent_with_one_press(accounts: dict[str, DemoAccount]) -> None:
    client = strict("MINISTRY", accounts)
    offered = client.post("/rencana/perkara/baru", TYPED | {"csrfmiddlewaretoken": "x" * 64}, headers={"Origin": SELF})
    page = offered.content.decode()
    assert offered.status_code == 403
    assert "Guru &lt;honorer&gt;" in page
    assert "x" * 64 not in page
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.partition("<main")[2])
    assert token is not None
    again = client.post(
        "/rencana/perkara/baru",
        TYPED | {"csrfmiddlewaretoken": token[1], "id": "0198c8a0-0000-7000-8000-000000000001"},
        headers={"Origin": SELF},
    )
    assert again.status_code == 302


def test_what_another_site_sends_is_never_offered(accounts: dict[str, DemoAccount]) -> None:
    client = strict("MINISTRY", accounts)
    answer = client.post("/rencana/perkara/baru", TYPED, headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 403
    assert "Guru" not in answer.content.decode()


def test_a_part_of_a_page_is_not_swapped_for_the_sign_in() -> None:
    answer = Client().get("/daftar", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == "/akun/login/?next=/daftar"


def test_a_session_lives_on_while_it_is_used(sign_in: Any) -> None:
    client = sign_in("MINISTRY")
    client.get("/cari")
    first = client.session[RENEWED]
    client.get("/cari")
    assert client.session[RENEWED] == first
    session = client.session
    session[RENEWED] = int(time.time()) - RENEW_SECONDS - 1
    session.save()
    client.get("/cari")
    assert client.session[RENEWED] >= first


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/kerja/reaktivasi/buka", "/kerja/reaktivasi"),
        ("/uang/titipan/0198c8a0-0000-7000-8000-000000000001", "/uang"),
        ("/rencana/perkara/0198c8a0-0000-7000-8000-000000000001/langkah",) * 2,
    ],
)
def test_a_forms_address_opened_as_a_page_leads_to_its_page(sign_in: Any, address: str, page: str) -> None:
    answer = sign_in("BPJS").get(address)
    assert answer.headers["Location"] == page.removesuffix("/langkah")


def test_what_was_asked_is_found_again_by_its_word_and_by_nobody_else(sign_in: Any) -> None:
    client = sign_in("MINISTRY")
    sent = client.post("/cari", {"q": nik_of(1)})
    place = sent.headers["Location"]
    assert nik_of(1) not in place
    assert nik_of(1) not in str(dict(client.session))
    assert [client.get(place).context["typed"] for _ in range(2)] == [nik_of(1)] * 2
    assert "found" not in sign_in("MINISTRY").get(place).context
    assert "found" not in client.get("/cari?tanya=x").context


def test_a_session_keeps_the_newest_questions_only(sign_in: Any) -> None:
    client = sign_in("MINISTRY")
    places = [client.post("/cari", {"q": f"siti {'abcdefghijkl'[number]}"}).headers["Location"] for number in range(12)]
    assert "found" not in client.get(places[0]).context
    assert client.get(places[-1]).context["typed"] == "siti l"


def strict(role: str, accounts: dict[str, DemoAccount]) -> Client:
    """A client of a role from which forms are taken with their token only."""
    client = Client(enforce_csrf_checks=True)
    user = get_user_model().objects.get(username=accounts[role].username)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
