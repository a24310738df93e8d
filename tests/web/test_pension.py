"""Does the page of pensions show what is due and why, and let two people pay it and an officer end it?"""

import json
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection

from payung.act.public import prepare_pensions
from payung.ledger.public import system_scope
from payung.ledger.reader.scope import vault
from tests.ledger.act_rows import ROWS as ACTS
from tests.ledger.claim_rows import CHECK, CLAIM, DECISION, PAYEE, PAYMENT, SIX, of
from tests.web.reading import text_of

MONTHLY = 900_000
RULE = {"rule": "jp.benefit.old_age", "outcome": "OK", "reason": "PENSION_BY_FORMULA", "inputs": {}, "errors": []}
RULE |= {"outputs": {"pension_monthly_idr": MONTHLY}, "parameters": []}
COMPUTED = {"facts": {}, "origins": {}, "rules": [RULE]}
PAGE = "/klaim/pensiun"
# Beyond the numbers that the base itself gives out.
BANK = 900_001


TODAY = (date(2026, 11, 20), datetime(2026, 11, 20, 3, tzinfo=UTC))


@pytest.fixture
def pension(db: None, monkeypatch: pytest.MonkeyPatch) -> str:
    """An old-age pension that began in September 2026; today is 20 November. Its number."""
    monkeypatch.setattr("payung.web.claim.pension.now", lambda: TODAY)
    return enter_pension()


def enter_pension() -> str:
    """Enter the pension into the base, with what is due up to November; its number."""
    ids = {"check_id": of("b", SIX), "decision_id": of("a", SIX), "payee_id": of("e", SIX), "claim_id": SIX}
    claim = {"claim_id": SIX, "programme": "JP", "kind": "JP_OLD_AGE", "event_on": "2026-09-01"}
    decision = {"decision_id": ids["decision_id"], "amount_idr": MONTHLY, "computed": json.dumps(COMPUTED)}
    payment = {
        "check_of_id": ids["check_id"],
        "payee_id": ids["payee_id"],
        "amount_idr": MONTHLY,
        "payment_id": of("9", SIX),
        "channel_id": BANK,
    }
    (sealed,) = vault().seal_many("claim_payee/account", [ids["payee_id"]], ["1234567890"], load="act")
    payee = {"claim_id": SIX, "payee_id": ids["payee_id"], "account_cipher": sealed}
    with system_scope(), connection.cursor() as cursor:
        for table, row in (
            ("party", ACTS["party"] | {"party_id": BANK}),
            ("participant", ACTS["participant"] | {"name": "MBAH"}),
            ("claim", CLAIM | claim),
            ("claim_payee", PAYEE | payee),
            ("claim_decision", DECISION | {"claim_id": SIX} | decision),
            ("claim_check", CHECK | ids),
            ("claim_payment", PAYMENT | {"claim_id": SIX} | payment),
        ):
            names = ", ".join(row)
            cursor.execute(
                f"INSERT INTO ledger.{table} ({names}) VALUES ({', '.join(['%s'] * len(row))})", list(row.values())
            )
    prepare_pensions(date(2026, 11, 1), at=TODAY[1])
    return SIX


def test_one_proposes_and_another_pays(sign_in: Any, pension: str) -> None:
    maker, checker = sign_in("BPJS"), sign_in("CHECKER")
    page = maker.get(PAGE)
    words = text_of(page)
    assert (page.context["count"], page.context["amount_idr"]) == (2, 2 * MONTHLY)
    assert "10/2026 MBAH" in words
    assert "Sebesar yang diputuskan" in words
    assert "Setujui dan bayar" not in text_of(checker.get(PAGE))
    assert "menunggu pemeriksa" in text_of(maker.post(f"{PAGE}/usul", follow=True))
    waiting = maker.get(PAGE).context["waiting"]
    assert "Usulan Anda; orang lain yang memeriksanya." in text_of(maker.get(PAGE))
    address = f"{PAGE}/usul/{waiting.run_id}"
    assert maker.post(address, {"putusan": "APPROVED"}).status_code == 403
    assert checker.post(address, {"putusan": "MAYBE"}).status_code == 404
    assert "Tulis alasannya." in text_of(checker.post(address, {"putusan": "RETURNED"}))
    assert "Disetujui: pensiun dibayar" in text_of(checker.post(address, {"putusan": "APPROVED"}, follow=True))
    months = maker.get(f"/klaim/{pension}").context["pension"]
    assert [(one.month, one.paid_on) for one in months] == [(date(2026, n, 1), date(2026, 11, 20)) for n in (11, 10)]
    assert "Pensiun setiap bulan" in text_of(maker.get(f"/klaim/{pension}"))
    page = checker.get(PAGE)
    assert (page.context["count"], page.context["waiting"]) == (0, None)
    assert "dibayar, disetujui" in text_of(page)


def test_an_officer_ends_a_pension_and_says_why(sign_in: Any, pension: str) -> None:
    maker = sign_in("BPJS")
    end = {"sebab": "NO_RIGHT", "mulai": "2026-10-15", "alasan": ""}
    refused = maker.post(f"{PAGE}/{pension}/akhir", end)
    assert (refused.status_code, "Tulis alasannya." in text_of(refused)) == (422, True)
    assert maker.post(f"{PAGE}/{pension}/akhir", end | {"mulai": "x"}).status_code == 404
    ended = maker.post(f"{PAGE}/{pension}/akhir", end | {"alasan": "Surat dokter."}, follow=True)
    assert "Berakhir mulai 15 Oktober 2026: tidak berhak lagi." in text_of(ended)
    assert ended.context["count"] == 1
    assert sign_in("CHECKER").post(f"{PAGE}/{pension}/akhir", end).status_code == 403


def test_an_account_is_proposed_and_checked_on_the_page(sign_in: Any, pension: str) -> None:
    maker, checker = sign_in("BPJS"), sign_in("CHECKER")
    address = f"{PAGE}/{pension}/rekening"
    told = {"nama": "Mbah", "hubungan": "SELF", "bank": "BRI", "rekening": "987654321", "alasan": "surat"}
    for name, wrong in (("nama", ""), ("hubungan", "X"), ("bank", "X"), ("rekening", "12"), ("alasan", " ")):
        refused = maker.post(address, told | {name: wrong})
        assert refused.status_code == 422
        # What was typed stands in its own form, which is open.
        page = refused.content.decode()
        assert re.search(
            rf'<details open>\s*<summary>Ganti rekening</summary>.*?value="{told["bank"]}"', page, re.DOTALL
        )
        assert (f'value="{told["rekening"]}"' in page) == (name != "rekening")
    assert checker.post(address, told).status_code == 403
    assert "Rekening baru menunggu pemeriksa" in text_of(maker.post(address, told, follow=True))
    assert "Satu rekening untuk pensiun ini sudah menunggu" in text_of(maker.post(address, told))
    [waiting] = checker.get(PAGE).context["changes"]
    checks = f"{PAGE}/rekening/{waiting.change_id}"
    assert maker.post(checks, {"putusan": "APPROVED"}).status_code == 403
    assert checker.post(checks, {"putusan": "MAYBE"}).status_code == 404
    assert "Tulis alasannya." in text_of(checker.post(checks, {"putusan": "RETURNED"}))
    assert "987654321" not in text_of(checker.get(PAGE))
    assert "•••••4321" in text_of(checker.get(PAGE))
    assert "Disetujui: bulan berikutnya" in text_of(checker.post(checks, {"putusan": "APPROVED"}, follow=True))
    assert checker.get(PAGE).context["changes"] == []


def test_pensions_are_shown_by_the_page(sign_in: Any, pension: str, monkeypatch: pytest.MonkeyPatch) -> None:
    maker = sign_in("BPJS")
    page = maker.get(PAGE)
    assert (page.context["pension_count"], len(page.context["pensions"]), page.context["next"]) == (1, 1, None)
    assert maker.get(f"{PAGE}?mulai=1").context["pensions"] == []
    assert maker.get(f"{PAGE}?mulai=x").context["pension_count"] == 1
    # What was refused is shown, on whichever page it stands.
    monkeypatch.setattr("payung.web.claim.pension.PENSIONS_A_PAGE", 0)
    page = maker.get(PAGE)
    assert (page.context["pensions"], page.context["next"]) == ([], 0)
    refused = maker.post(f"{PAGE}/{pension}/akhir", {"sebab": "DIED", "mulai": "2026-11-01", "alasan": ""})
    assert [str(row.claim_id) for row, *_ in refused.context["pensions"]] == [pension]
