"""Does each page of an error say what to do, and give nothing away?"""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.views.defaults import bad_request, server_error

from payung.ledger.public import DemoAccount
from tests.web.reading import text_of

pytestmark = pytest.mark.django_db


def test_an_address_that_leads_nowhere() -> None:
    answer = Client().get("/orang")
    assert answer.status_code == 404
    assert "Periksa alamatnya" in text_of(answer)


def test_a_role_that_does_not_reach_so_far(sign_in: Any) -> None:
    answer = sign_in("WORKER").get("/daftar")
    assert answer.status_code == 403
    assert "minta peran yang sesuai" in text_of(answer)


def test_a_form_from_elsewhere(accounts: dict[str, DemoAccount]) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(reverse("account_login"), {"login": "ministry", "password": "x"})
    assert answer.status_code == 403
    assert "Buka kembali halamannya" in text_of(answer)


def test_a_fault_of_ours_is_told_without_the_database(rf: Any, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        answer = server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "Data Anda tidak berubah" in text_of(answer)


def test_a_request_nobody_can_read(rf: Any) -> None:
    assert "Mulai lagi" in text_of(bad_request(rf.get("/"), ValueError()))


def test_too_many_attempts_are_told_to_wait() -> None:
    cache.clear()
    client = Client(REMOTE_ADDR="192.0.2.1")
    tried = {"login": "nobody", "password": "wrong"}
    answers = [client.post(reverse("account_login"), tried) for _ in range(31)]
    cache.clear()
    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert "Tunggu beberapa menit" in text_of(answers[-1])
