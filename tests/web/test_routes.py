"""Is there no door without a lock? Every address of the application declares what it asks for."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from docs.screenshots import FOLDER, SHOTS, SIZES, file_of
from payung.ledger.public import ROLES
from payung.web.page import FOREIGN, PUBLIC, SIGNED_IN

ROOT = Path(__file__).resolve().parents[2]
PERMISSIONS = {permission for role in ROLES.values() for permission in role.permissions}
# Banks do not sign in; every call of theirs is signed.
SIGNED_CALLS = {"snap: signed by a partner bank", "snap: signed with a partner's private key"}
# The list itself is asserted, so that no page appears or disappears unseen.
OURS = {
    "account": SIGNED_IN,
    "about": PUBLIC,
    "ask_rule": PUBLIC,
    "calculate": PUBLIC,
    "calculator": PUBLIC,
    "coverage": PUBLIC,
    "glossary": PUBLIC,
    "law": PUBLIC,
    "parameter": PUBLIC,
    "rule": PUBLIC,
    "claims": "claim.follow",
    "pensions": "money.read",
    "pensions_propose": "claim.decide",
    "pensions_check": "claim.check",
    "pension_end": "claim.decide",
    "pension_account": "claim.decide",
    "pension_account_check": "claim.check",
    "claim": "claim.follow",
    "claim_account": "claim.file",
    "claim_appeal": "claim.file",
    "claim_decide": "claim.decide",
    "claim_document": "claim.follow",
    "claim_form": "claim.file",
    "claim_kinds": "claim.file",
    "claim_papers": "claim.file",
    "claim_pay": "claim.decide",
    "claim_verdict": "claim.check",
    "own": "person.read",
    "people": "people.list",
    "people_csv": "people.export",
    "decrees": "decree.read",
    "decree": "decree.read",
    "decree_new": "decree.prepare",
    "decree_check": "decree.check",
    "decree_notice": "decree.prepare",
    "decree_effect": "decree.check",
    "decree_underway": "decree.read",
    "decree_reverse": "decree.check",
    "decree_withdraw": "decree.prepare",
    "objections": "decree.read",
    "objection_file": "decree.object",
    "objection_decide": "decree.check",
    "reactivations": "reactivate.work",
    "reactivation": "reactivate.work",
    "reactivation_ask": "reactivate.work",
    "reactivation_step": "reactivate.work",
    "person": "person.read",
    "region": PUBLIC,
    "search": "person.find",
    "money": "money.read",
    "money_journal": "money.read",
    "money_statement": "money.reconcile",
    "money_assign": "money.reconcile",
    "money_check": "money.check",
    "agency_file": "enrol.list",
    "check": "cover.check",
    "enrol": "enrol.one",
    "enrol_health": "enrol.one",
    "enrol_list": "enrol.list",
    "enrol_lists": "enrol.list",
    "enrol_new": "enrol.make",
    "enrol_work": "enrol.one",
    "list_result": "enrol.list",
    "employers": "enrol.list",
    "employer": "enrol.list",
    "worker": "enrol.list",
    "rescue": "rescue.work",
    "rescue_one": "rescue.work",
    "untold": "fact.tell",
    "own_bills": "bill.own",
    "find_bills": "bill.read",
    "payer_bills": "bill.read",
    "party_bill": "bill.read",
    "instalments": "bill.own",
    "own_notices": "notice.own",
    "all_notices": "notice.read",
    "work": SIGNED_IN,
    "plan": SIGNED_IN,
    "pack": "pack.make",
    "pack_file": "pack.make",
    "cohorts": "plan.read",
    "waves_file": "plan.read",
    "indicators": PUBLIC,
    "indicators_file": PUBLIC,
    "flows": PUBLIC,
    "flows_file": PUBLIC,
    "funnel": "plan.read",
    "plan_decree": "plan.read",
    "plan_decree_answer": "plan.read",
    "plan_decree_better": "plan.read",
    "plan_decree_file": "plan.read",
    "plan_scenario": "plan.read",
    "plan_region": "plan.read",
    "matters": "matter.read",
    "matter": "matter.read",
    "matter_file": "matter.read",
    "matter_new": "matter.work",
    "matter_step": "matter.work",
}
# Files to take home, and an answer that is part of a page.
NO_PAGES = {
    *(
        "agency_file",
        "claim_document",
        "indicators_file",
        "flows_file",
        "waves_file",
        "list_result",
        "matter_file",
        "money_journal",
        "pack_file",
    ),
    *("people_csv", "plan_decree_file", "ask_rule", "decree_underway"),
}
GUARDED = (
    *("/cari", "/orang/1", "/saya", "/daftar", "/daftar.csv", "/akun/", "/kerja", "/rencana", "/uang"),
    *("/kerja/keputusan", "/kerja/sanggahan", "/kerja/reaktivasi"),
    *("/cek", "/daftarkan", "/daftarkan/berkas", "/perbaikan"),
)


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address with its pattern."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, before + str(entry.pattern))
        else:
            yield before + str(entry.pattern), entry


def is_foreign(pattern: URLPattern) -> bool:
    """Whether the view belongs to a library whose doors are known."""
    module = pattern.callback.__module__
    return any(module.startswith(start) for start in FOREIGN)


def test_every_address_declares_its_permission() -> None:
    unlocked = [
        address
        for address, pattern in patterns(get_resolver())
        if not hasattr(pattern.callback, "permission") and not is_foreign(pattern)
    ]
    assert unlocked == []


def test_the_pages_and_their_permissions_are_these() -> None:
    found = {
        pattern.name: pattern.callback.permission
        for _, pattern in patterns(get_resolver())
        if hasattr(pattern.callback, "permission")
    }
    assert {name: found[name] for name in OURS} == OURS
    assert set(found.values()) <= PERMISSIONS | {PUBLIC, SIGNED_IN} | SIGNED_CALLS


def test_every_page_has_its_pictures() -> None:
    pages = {
        str(pattern.name)
        for _, pattern in patterns(get_resolver())
        if "GET" in getattr(pattern.callback, "methods", ()) and pattern.name not in NO_PAGES
    }
    shown = {shot.page for shot in SHOTS} | {"person", "account_login"}
    assert pages | {"account_login"} == shown
    files = {FOLDER / file_of(page, width) for page in shown for width in SIZES}
    assert {file for file in files if not file.exists()} == set()


def test_of_the_account_forms_only_those_that_need_no_mail_are_open() -> None:
    names = {str(pattern.name) for address, pattern in patterns(get_resolver()) if address.startswith("akun/")}
    assert not {name for name in names if "email" in name or "reset" in name or "signup" in name}


@pytest.mark.django_db
@pytest.mark.parametrize("address", GUARDED)
def test_strangers_are_sent_to_sign_in_and_come_back(address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/akun/login/?next={address}"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/wilayah/32", "/wilayah/32.01.02.2001", "/tentang", "/istilah"])
def test_totals_and_words_are_open(address: str) -> None:
    assert Client().get(address).status_code == 200


@pytest.mark.parametrize(
    ("role", "address", "status"),
    [
        ("WORKER", "/cari", 403),
        ("WORKER", "/daftar", 403),
        ("WORKER", "/orang/1", 200),
        ("HOSPITAL", "/daftar", 403),
        ("HOSPITAL", "/cari", 200),
        ("AGENT", "/daftar", 200),
        ("AGENT", "/daftar.csv", 403),
        ("AUDITOR", "/daftar.csv", 403),
        ("VILLAGE", "/daftar.csv", 200),
        ("DPO", "/orang/1", 200),
    ],
)
def test_a_role_opens_its_own_doors_only(sign_in, role: str, address: str, status: int) -> None:  # type: ignore[no-untyped-def]
    assert sign_in(role).get(address).status_code == status


@pytest.mark.parametrize("address", ["/", "/tentang", "/daftar", "/orang/1"])
def test_pages_change_nothing_when_written_to(sign_in, address: str) -> None:  # type: ignore[no-untyped-def]
    assert sign_in("MINISTRY").post(address).status_code == 405


def test_pages_with_people_are_kept_by_no_cache(sign_in) -> None:  # type: ignore[no-untyped-def]
    for address in ("/daftar", "/orang/1", "/cari", "/daftar.csv"):
        assert "no-store" in sign_in("MINISTRY").get(address).headers["Cache-Control"]


def test_all_pages_are_read_in_before_the_first_is_asked_for() -> None:
    program = "import sys, config.wsgi; print('payung.web.ministry.flows' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"
