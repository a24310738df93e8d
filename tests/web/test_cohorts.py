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


def test_the_wave_of_a_region_and_its_files(sign_in: Any) -> None:
    reader = sign_in("MINISTRY")
    words = text_of(reader.get("/rencana/kohort?wilayah=32"))
    assert "Jawa Barat" in words
    assert "×" in words
    for form, kind in (("csv", "text/csv"), ("json", "application/json"), ("sdmx.csv", "application/vnd.sdmx")):
        answer = reader.get(f"/rencana/gelombang.{form}?wilayah=32")
        assert answer.headers["Content-Type"].startswith(kind)
        assert b"TRANSPORT" in answer.content or b"OTHER" in answer.content
    for address in ("kohort?wilayah=99", "gelombang.csv?wilayah=99", "gelombang.xlsx"):
        assert reader.get(f"/rencana/{address}").status_code == 404
    assert sign_in("VILLAGE").get("/rencana/gelombang.csv").status_code == 403
