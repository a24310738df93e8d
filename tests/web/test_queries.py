"""Which statements does each page send to the database? The list is a snapshot: a page asks more only on purpose."""

import re
import time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from payung.web.page import RENEWED

PAGES = {
    "coverage": "/",
    "village": "/wilayah/32.01.02.2001?program=JKK",
    "about": "/tentang",
    "glossary": "/istilah",
    "search": "/cari",
    "person": "/orang/1",
    "people": "/daftar?alasan=ARREARS",
    "account": "/akun/",
}
FEW = 21


def shape(statement: str) -> str:
    """A statement without its values and its list of columns."""
    plain = re.sub(r"\s+", " ", statement).strip()
    plain = re.sub(r'"s\d+_x\d+"', "…", plain)
    plain = re.sub(r"'[^']*'", "?", plain)
    plain = re.sub(r"\b\d+\b", "?", plain)
    return re.sub(r"(SELECT|INSERT INTO [\w.]+) .*? (FROM|VALUES) ", r"\1 … \2 ", plain)


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_the_statements_of_a_page(sign_in: Any, snapshot: Any, page: str) -> None:
    client = sign_in("MINISTRY")
    session = client.session
    # That there was a request is written every few minutes, whichever page it is.
    session[RENEWED] = int(time.time())
    session.save()
    with CaptureQueriesContext(connection) as sent:
        assert client.get(PAGES[page]).status_code == 200
    statements = [shape(query["sql"]) for query in sent.captured_queries]
    assert len(statements) <= FEW
    assert statements == snapshot
