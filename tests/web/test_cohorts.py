"""Does the page of cohorts show its pictures with the same figures in tables, to those who plan?"""

from typing import Any

import pytest

from tests.web.reading import text_of


def test_pictures_and_tables(sign_in: Any) -> None:
    page = sign_in("MINISTRY").get("/rencana/kohort")
    assert page.content.decode().count('class="curves"') == 3
    words = text_of(page)
    assert "31 Desember 2026" in words
    assert "31 Maret 2027" in words


@pytest.mark.parametrize(("role", "status"), [("VILLAGE", 403), ("REGION", 200), ("AUDITOR", 200)])
def test_who_may_see_them(sign_in: Any, role: str, status: int) -> None:
    assert sign_in(role).get("/rencana/kohort").status_code == status
