"""Do chains of acts hold when each hand really clicks its step: wrong first, twice, two at once, on a phone?"""

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model

from payung.act.public import (
    DecreeList,
    Handed,
    Incoming,
    check_decree,
    collect,
    enrol_family,
    give_notice,
    prepare_decree,
    put_in_force,
)
from payung.law.public import load_law
from payung.ledger.public import Hand, participant_of, system_scope, virtual_account_of
from tests.country import nik_of
from tests.web.conftest import press_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

DJOKO, SITI, RIZKI, WAYAN = 2, 7, 8, 9
ON, AT = date(2026, 11, 2), datetime(2026, 11, 2, 3, tzinfo=UTC)
DINSOS, WORD = "dinsos", "kata-sandi-rekaan"
PHONE = {"width": 360, "height": 740}
Enter = Callable[[str], Any]


@pytest.fixture(scope="module")
def places(own: tuple[dict[str, str], str]) -> tuple[dict[str, str], str]:
    """The base of this module, with a social office in the regency where those live whom the state pays for."""
    passwords, address = own
    user = get_user_model().objects.db_manager("owner").create_user(DINSOS, password=WORD)
    profiles = apps.get_model("ledger", "Profile").objects.using("owner")
    profiles.create(user_id=user.pk, role="REGION", region_code="33.74", agency="DINSOS")
    return passwords | {DINSOS: WORD}, address


@pytest.fixture(scope="module")
def sessions() -> dict[str, Any]:
    """Who has signed in: each user once, since a password is slow to check."""
    return {}


@pytest.fixture
def enter(browser: Any, places: tuple[dict[str, str], str], sessions: dict[str, Any]) -> Iterator[Enter]:
    """A window of a user on a phone; where it ended it is no wider than the screen."""
    passwords, address = places
    opened: list[Any] = []

    def as_user(name: str) -> Any:
        context = browser.new_context(viewport=PHONE, base_url=address, storage_state=sessions.get(name))
        context.set_default_timeout(10_000)
        opened.append(context.new_page())
        if name not in sessions:
            press_in(opened[-1], name, passwords[name])
            sessions[name] = context.storage_state()
        return opened[-1]

    yield as_user
    wide = [page.url for page in opened if not page.evaluate("document.documentElement.scrollWidth <= innerWidth")]
    for page in opened:
        page.context.close()
    assert wide == []


def press(page: Any, words: str, place: str = "main") -> str:
    """Press a button twice, as people do, and wait for the page that follows; what it says."""
    with page.expect_navigation():
        page.locator(f"{place} button:has-text('{words}') >> visible=true").first.dblclick()
    return str(page.inner_text("main"))


def test_an_objection_is_filed_by_one_office_and_decided_by_another(enter: Enter, tmp_path: Path) -> None:
    maker, second, office = enter("ministry"), enter("ministry2"), enter(DINSOS)
    file = tmp_path / "daftar.csv"
    file.write_text(f"NIK\n{nik_of(SITI)}\n{nik_of(SITI)}\n12\n", encoding="utf-8")
    maker.goto("/kerja/keputusan/baru")
    maker.fill("#nomor", "31/HUK/2026")
    maker.fill("#berlaku", "2026-12-15")
    maker.fill("#kuota", "banyak")
    maker.set_input_files("#berkas", file)
    assert "Kuota bukan angka" in press(maker, "Padankan daftar")
    maker.fill("#kuota", "")
    maker.set_input_files("#berkas", file)
    assert "Tertulis lebih dari sekali" in press(maker, "Padankan daftar")
    place = maker.url
    second.goto(place)
    press(second, "Nyatakan sudah diperiksa")
    maker.reload()
    press(maker, "Beri tahu 1 orang")
    office.goto(place)
    assert "Di wilayah Anda" in office.inner_text("main")
    office.click(".rows-decree a.who")
    office.click("summary:has-text('Ajukan sanggahan')")
    office.fill("#bukti", "Masih miskin")
    assert "Sanggahan diajukan; keputusan tidak berlaku" in press(office, "Ajukan sanggahan", "details")
    second.goto("/kerja/sanggahan")
    assert f"{nik_of(SITI)[:4]}••••••••{nik_of(SITI)[-4:]}" in second.inner_text("main")
    assert "Tuliskan alasannya" in press(second, "Tolak")
    second.fill("article input[name=alasan]", "Desil 8")
    press(second, "Tolak")
    assert "Tidak ada sanggahan yang menunggu" in second.inner_text("main")


def removed(person: int) -> None:
    """A decree took a person off the state's list, told in time, some days before the day of the data."""
    law, decided = load_law(), date(2026, 8, 3)
    listed = DecreeList("lama.csv", bytes(32), (nik_of(person),))
    asked = Handed("30/HUK/2026", "PBI_REMOVE", decided, date(2026, 10, 15))
    step = prepare_decree(asked, listed, on=decided, by=Hand(901, "petugas"), law=law)
    check_decree(step.decree_id, on=decided, by=Hand(902, "pemeriksa"))
    give_notice(step.decree_id, on=decided, by=Hand(901, "petugas"), law=law)
    assert put_in_force(step.decree_id, on=date(2026, 10, 20), by=Hand(902, "pemeriksa"), law=law).people == 1


def test_a_reactivation_is_carried_by_five_steps_each_closed_by_its_holder(enter: Enter) -> None:
    hospital, office = enter("hospital"), enter(DINSOS)
    removed(SITI)
    hospital.goto(f"/orang/{SITI}")
    press(hospital, "Ajukan pengaktifan kembali")
    place = hospital.url
    assert "Tuliskan alasan penolakan" in press(hospital, "Tolak")
    hospital.fill("#catatan", "Perlu cuci darah")
    assert "Langkah dicatat" in press(hospital, "Selesai")
    office.goto("/kerja/reaktivasi")
    office.click("main a:has-text('SITI')")
    press(office, "Selesai")
    # The next step is the same office's: the form of the step before, sent once more, does not close it.
    office.evaluate("document.querySelector('input[name=langkah]').value = '2'")
    assert "Langkah ini sudah ditutup" in press(office, "Selesai")
    assert "Pemeriksaan Kemensos" in office.inner_text("main")
    assert office.input_value("input[name=langkah]") == "3"
    press(office, "Selesai")
    for name in ("ministry", "bpjs"):
        holder = enter(name)
        holder.goto(place)
        said = press(holder, "Selesai")
    assert "Aktif kembali sejak" in said
    assert "Giliran" not in said


def test_a_list_that_is_too_large_is_told_before_it_is_sent(enter: Enter, tmp_path: Path) -> None:
    page = enter("ministry")
    file = tmp_path / "besar.csv"
    with file.open("wb") as handle:
        handle.truncate((20 << 20) + 1)
    page.goto("/kerja/keputusan/baru")
    page.fill("#nomor", "32/HUK/2026")
    page.fill("#berlaku", "2026-12-15")
    page.set_input_files("#berkas", file)
    assert "payung decree prepare" in page.inner_text("#berkas-besar")
    page.click("form.question button")
    assert page.evaluate("document.querySelector('#berkas').validity.customError")
    assert page.url.endswith("/kerja/keputusan/baru")


def test_a_claim_is_decided_by_two_and_paid_once(enter: Enter, monkeypatch: Any, tmp_path: Path) -> None:
    for module in ("start", "follow", "act"):
        monkeypatch.setattr(f"payung.web.claim.{module}.now", lambda: (ON, AT))
    officer, paper = enter("bpjs"), tmp_path / "surat.pdf"
    paper.write_bytes(b"%PDF-1.7 surat")
    officer.goto(f"/klaim/orang/{DJOKO}/biaya-angkut")
    officer.fill("#event_on", "2026-08-01")
    officer.select_option("#event", "WORK_ACCIDENT")
    officer.fill("#land_cost_idr", "6.000.000")
    press(officer, "Ajukan")
    place = officer.url
    while officer.locator("input[type=file]").count():
        officer.locator("input[type=file]").first.set_input_files(paper)
        press(officer, "Kirim dokumen")
    officer.fill("#nama", "DJOKO")
    officer.fill("#rekening", "12")
    assert "6 sampai 20 angka" in press(officer, "Simpan rekening")
    assert officer.input_value("#nama") == "DJOKO"
    officer.fill("#rekening", "1234567890")
    press(officer, "Simpan rekening")
    press(officer, "Catat keputusan")
    first, other = enter("checker"), enter("checker")
    first.goto(place)
    other.goto(place)
    press(first, "Setujui")
    other.fill("#catatan", "Kurang jelas")
    assert "Keputusan ini sudah diperiksa." in press(other, "Kembalikan")
    officer.goto(place)
    again = officer.context.new_page()
    again.goto(place)
    assert "Dibayar." in press(officer, "Bayar Rp5.000.000")
    assert "Sudah dibayar." in press(again, "Bayar Rp5.000.000")


def test_money_of_nobody_is_given_by_two(enter: Enter) -> None:
    with system_scope():
        collect(Incoming("BANK_T", "VA", "asing-1", "8888999999999999", 50_000, None, AT, None), at=AT)
        account_no = virtual_account_of(participant_id=participant_of(WAYAN))
    officer, checker = enter("bpjs"), enter("checker")
    officer.goto("/uang")
    form = officer.locator("form[action*='/uang/titipan/']")
    for typed, says in (("8888999999999998", "tidak dikenal"), (account_no, "menunggu pemeriksa")):
        form.locator("[name=rekening]").fill(typed)
        form.locator("[name=alasan]").fill("Bank menyebut pembayarnya")
        assert says in press(officer, "Usulkan", ".give")
    assert "orang lain yang memeriksanya" in officer.inner_text("ul.waiting")
    checker.goto("/uang")
    assert "Tulis alasannya" in press(checker, "Kembalikan", "ul.waiting")
    assert "Disetujui: uang itu kini ada" in press(checker, "Setujui", "ul.waiting")


def test_a_failed_attempt_is_taken_put_right_and_done(enter: Enter) -> None:
    with system_scope():
        enrol_family(uuid.uuid4(), RIZKI, 9, on=ON, at=AT)
    officer, other = enter("bpjs"), enter("bpjs2")
    officer.goto("/perbaikan")
    officer.click("main .choices a")
    place = officer.url
    assert "Anda yang mengerjakan." in press(officer, "Saya kerjakan")
    other.goto(place)
    assert "Kini dikerjakan bpjs." in other.inner_text("main")
    officer.select_option("#care", "3")
    officer.fill("#nik", f"{nik_of(RIZKI)[:-1]}0")
    assert "Masih terhenti" in press(officer, "Coba lagi")
    officer.fill("#nik", nik_of(RIZKI))
    assert "Bayar ke nomor virtual ini" in press(officer, "Coba lagi")
    officer.click("text=Kembali ke antrean perbaikan")
    assert "Tidak ada yang menunggu" in officer.inner_text("main")
    assert "sudah selesai" in press(other, "Saya kerjakan")


def test_a_matter_is_shown_evidence_handed_over_and_waived_yet_counted(enter: Enter, tmp_path: Path) -> None:
    ministry, other = enter("ministry"), enter("bpjs")
    ministry.goto("/rencana/perkara")
    waiting = ministry.inner_text(".figure-gap .big")
    ministry.click("article.matter a:has-text('Menunggak iuran')")
    place = ministry.url
    for name, content, says in (("bukti.exe", b"MZ", "Berkas harus PDF"), ("bukti.pdf", b"%PDF-1.7", "bukti.pdf")):
        file = tmp_path / name
        file.write_bytes(content)
        if not ministry.locator("#berkas").is_visible():
            ministry.click("summary:has-text('Tunjukkan bukti')")
        ministry.set_input_files("#berkas", file)
        assert says in press(ministry, "Simpan", "#langkah-EVIDENCE")
    ministry.click("summary:has-text('Ambil alih')")
    press(ministry, "Simpan", "#langkah-TAKEN_OVER")
    ministry.click("summary:has-text('Serahkan')")
    assert "Pilih instansi penerima" in press(ministry, "Simpan", "#langkah-HANDED_OVER")
    ministry.select_option("#kepada", "BPJS_KESEHATAN")
    press(ministry, "Simpan", "#langkah-HANDED_OVER")
    other.goto(place)
    assert "baru dapat dinyatakan selesai bila tidak ada lagi" in other.inner_text("main")
    assert other.locator("summary:has-text('Nyatakan selesai')").count() == 0
    ministry.click("summary:has-text('Kecualikan')")
    ministry.fill("#kata-WAIVED", "Menunggu Perpres")
    ministry.fill("#sampai", "2027-03-01")
    assert "dikecualikan sampai 1 Maret 2027" in press(ministry, "Simpan", "#langkah-WAIVED")
    ministry.goto("/rencana/perkara")
    assert ministry.inner_text(".figure-gap .big") == waiting
    assert "di antaranya dikecualikan" in ministry.inner_text("main")
