"""Is the pack a page and, by one button, a PDF, for those who prepare meetings only?"""

from typing import Any

import pytest

from tests.web.reading import text_of


def test_the_page_has_every_part(sign_in: Any) -> None:
    words = text_of(sign_in("MINISTRY").get("/rencana/paket"))
    for part in ("Keadaan", "Yang berubah sejak rapat lalu", "Perkara menurut pemegang", "Keputusan yang diminta"):
        assert part in words


def test_the_button_gives_a_pdf_twice_the_same(sign_in: Any) -> None:
    client = sign_in("BPJS")
    first = client.get("/rencana/paket.id.pdf")
    assert first.headers["Content-Type"] == "application/pdf"
    assert first.content == client.get("/rencana/paket.id.pdf").content


@pytest.mark.parametrize("address", ["/rencana/paket?wilayah=99", "/rencana/paket?sejak=x", "/rencana/paket.fr.pdf"])
def test_what_is_not_there(sign_in: Any, address: str) -> None:
    assert sign_in("MINISTRY").get(address).status_code == 404


@pytest.mark.parametrize(("role", "status"), [("AUDITOR", 403), ("VILLAGE", 403), ("REGION", 200)])
def test_who_may_make_one(sign_in: Any, role: str, status: int) -> None:
    assert sign_in(role).get("/rencana/paket").status_code == status
