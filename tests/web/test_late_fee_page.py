"""Does an employer's late fee say of what it is, by which article, and that cover does not wait for it?

By hand: of Rp6.000.000 at medium risk a month of the programmes of work is Rp593.400; a month late costs 2 % of it.
"""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from payung.ledger.public import Employer
from tests.act.billed import rows
from tests.act.test_late_fee import DECEMBER, NOVEMBER, factory, night, pay
from tests.act.test_payroll import RIZKI, line, taken

pytestmark = pytest.mark.django_db
__all__ = ["factory"]


@pytest.fixture
def fees(tmp_path: Path, factory: Employer) -> list[UUID]:
    """Two bills of fees for one contribution: of its first month, and of the next two."""
    taken(tmp_path, factory, line(RIZKI))
    night(DECEMBER)
    for day in (date(2027, 1, 15), date(2027, 3, 16)):
        night(day, DECEMBER)
    found = "SELECT DISTINCT b.bill_id, f.months_before FROM ledger.bill b JOIN ledger.late_fee f USING (bill_id)"
    return [bill_id for bill_id, _ in rows(f"{found} WHERE b.month = %s ORDER BY 2", [NOVEMBER])]


def test_a_fee_says_of_what_it_is_in_two_languages(fees: list[UUID], sign_in: Any) -> None:
    client = sign_in("BPJS")
    first, second = (client.get(f"/tagihan/kelompok/{one}").content.decode() for one in fees)
    assert "Denda keterlambatan iuran November 2026: Rp11.868" in first
    assert "paling lambat 15 Desember 2026. Sejak hari itu sudah 1 bulan penuh terlambat" in first
    assert "342.000" in first
    assert "6.840" in first
    assert "PP 44/2015 Ps 22" in first
    assert "Jaminan pekerja tidak menunggu denda dibayar" in first
    assert "Denda untuk 1 bulan pertama ada pada tagihan sebelumnya" in second
    assert "Denda untuk" not in first
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    first = client.get(f"/tagihan/kelompok/{fees[0]}").content.decode()
    assert "Late fee on the contribution of November 2026: Rp11,868" in first
    assert "Article 22 of Government Regulation 44/2015" in first
    assert "late by 1 whole month" in first


def test_the_contribution_and_the_list_of_bills_tell_of_its_fees(
    fees: list[UUID], factory: Employer, sign_in: Any
) -> None:
    [(contribution,)] = rows("SELECT DISTINCT of_bill_id FROM ledger.late_fee WHERE bill_id = %s", [fees[0]])
    client = sign_in("BPJS")
    page = client.get(f"/tagihan/kelompok/{contribution}").content.decode()
    assert all(f"/tagihan/kelompok/{one}" in page for one in fees)
    assert "Rp23.736" in page
    assert '<span class="soft">denda</span>' in client.get("/tagihan/cari").content.decode()
    assert sign_in("HOSPITAL").get(f"/tagihan/kelompok/{fees[0]}").status_code == 403


def test_a_fee_that_was_withdrawn_says_so(fees: list[UUID], factory: Employer, sign_in: Any) -> None:
    pay(factory, 10_000_000, date(2026, 12, 10), told=date(2027, 3, 17))
    night(date(2027, 3, 18), DECEMBER)
    page = sign_in("BPJS").get(f"/tagihan/kelompok/{fees[0]}").content.decode()
    assert "ditarik 18 Maret 2027" in page
    assert "Denda ini ditarik" in page
