"""Which roles are there, what may each do, and which demo accounts show them?"""

import base64
import hmac
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connections, transaction

from payung.ledger.base.protect import open_vault
from payung.ledger.error import LedgerError

NATION = ""
# The collective of the demo account, by the code of its party.
DEMO_COLLECTIVE = ("DEMO-OJEK", "ASSOCIATION", "Paguyuban Ojek Contoh")
# A second one is an employer's, with the risk of its workplace and the size of its enterprise.
EMPLOYER = "employer"
DEMO_EMPLOYER = ("DEMO-GARMEN", "EMPLOYER", "PT Garmen Contoh")
DEMO_FACTS = {"risk": "sedang", "scale": "MEDIUM_LARGE"}
# Agencies of demo accounts that hold pending matters (terms/codes/agencies.yaml).
DEMO_AGENCIES = {"MINISTRY": "KEMENKO", "BPJS": "BPJS_KESEHATAN", "REGION": "PEMDA", "VILLAGE": "VILLAGE"}


@dataclass(frozen=True)
class Role:
    """What a role may do, the purpose it reads for, and the part of the country a demo account of it is given."""

    permissions: frozenset[str]
    purpose: str
    demo_region_length: int


# person.find: by NIK or card number. person.search: by name. person.read: a person's page. people.list, people.export:
# lists. review.read: doubtful pairs. reject.read: rows set aside. access.read: who looked at whom.
# cover.check: is a person covered on a day of service. enrol.*, bill.*, notice.*: `own` for one's family,
# `make` for others, `list` for many at once; employer.enter: who employs;
# enrol.one for own or others. rescue.work: failed attempts. fact.tell:
# what a contribution rests on and nobody told. money.*: the
# books. decree.*, reactivate.work: lists of who is paid for. claim.file: for whom one sees; claim.follow:
# where it stands; claim.decide, claim.check: the maker and the second pair of eyes; so money.reconcile, money.check of
# money that waits. plan.*, matter.*,
# pack.make: what ministries meet about.
_DESK = frozenset({"person.find", "person.search", "person.read", "people.list"})
_MEET = frozenset({"plan.read", "matter.read", "matter.work", "pack.make"})
_BOOKS = frozenset({"bill.read", "money.read", "decree.read", "claim.follow", "notice.read"})
_OWN = frozenset({"enrol.one", "enrol.own", "fact.tell", "bill.own", "claim.file", "claim.follow", "notice.own"})
_HELP = frozenset({"enrol.one", "enrol.make", "rescue.work", "fact.tell", "bill.read", "claim.file", "claim.follow"})
ROLES = {
    "WORKER": Role(frozenset({"person.read", "access.read"}) | _OWN, "OWN", 0),
    "VILLAGE": Role(
        _DESK
        | _HELP
        | {"people.export", "enrol.list", "decree.read", "decree.object", "reactivate.work", "matter.read"},
        "SERVICE",
        13,
    ),
    "AGENT": Role(_DESK | _HELP, "SERVICE", 8),
    "COLLECTIVE": Role(frozenset({"enrol.list", "fact.tell", "bill.read"}), "SERVICE", 5),
    "HOSPITAL": Role(frozenset({"person.find", "person.read", "cover.check", "reactivate.work"}), "VERIFY", 0),
    "BPJS": Role(
        _DESK
        | _HELP
        | _BOOKS
        | _MEET
        | {
            "people.export",
            "review.read",
            "reject.read",
            "claim.decide",
            "cover.check",
            "enrol.list",
            "employer.enter",
            "money.reconcile",
            "reactivate.work",
        },
        "SERVICE",
        0,
    ),
    "CHECKER": Role(_DESK | _BOOKS | {"claim.check", "money.check"}, "SERVICE", 0),
    "MINISTRY": Role(
        _DESK | _MEET | {"people.export", "decree.read", "decree.prepare", "decree.check", "reactivate.work"},
        "PLANNING",
        0,
    ),
    "REGION": Role(
        _DESK
        | _MEET
        | {"people.export", "enrol.list", "rescue.work", "bill.read", "decree.read", "decree.prepare", "decree.check"}
        | {"decree.object", "reactivate.work", "fact.tell"},
        "SERVICE",
        5,
    ),
    "AUDITOR": Role(
        _DESK | _BOOKS | {"review.read", "reject.read", "access.read", "plan.read", "matter.read"}, "AUDIT", 0
    ),
    "DPO": Role(frozenset({"person.find", "person.read", "access.read", "reject.read"}), "AUDIT", 0),
}


# Of these roles there are two accounts.
DEMO_NAMES = {
    "BPJS": ("BPJS2", "BPJS"),
    "MINISTRY": ("MINISTRY", "MINISTRY2"),
    "COLLECTIVE": (EMPLOYER.upper(), "COLLECTIVE"),
}


class NoDemo(LedgerError):
    """Demo accounts are made only where PAYUNG_DEMO is 1."""


@dataclass(frozen=True)
class DemoAccount:
    """An account to try the pages with."""

    role: str
    username: str
    password: str


def profile_of(user: Any) -> Any | None:
    """Role and scope of an account (ledger.models.Profile); None without one, and for nobody."""
    if not getattr(user, "is_authenticated", False):
        return None
    if not hasattr(user, "_payung_profile"):
        # Once a request: every door asks for it.
        user._payung_profile = apps.get_model("ledger", "Profile").objects.filter(pk=user.pk).first()
    return user._payung_profile


def may(user: Any, permission: str, region: str | None = None) -> bool:
    """Whether the account's role has the permission, and, where a region is given, whether it lies in its scope."""
    profile = profile_of(user)
    if profile is None or permission not in ROLES[profile.role].permissions:
        return False
    return region is None or (profile.role != "WORKER" and region.startswith(profile.region_code))


def purpose_of(role: str) -> str:
    """The purpose a role reads for."""
    return ROLES[role].purpose


def ensure_demo_accounts() -> list[DemoAccount]:
    """One account for each role, in regions where the loaded people live; the same names and passwords every time.

    Raises NoDemo unless the settings allow it. A WORKER account needs a loaded person and is left out without one.
    """
    if not settings.IS_DEMO:
        raise NoDemo("set PAYUNG_DEMO=1 to have demo accounts")
    accounts = []
    with transaction.atomic(using="owner"):
        village, subject = _demo_place()
        for role, facts in ROLES.items():
            if role == "WORKER" and subject is None:
                continue
            region = village[: facts.demo_region_length]
            # What one prepares another must check.
            for name in DEMO_NAMES.get(role, (role,)):
                account = DemoAccount(role, name.lower(), _demo_password(name))
                _keep_account(account, region, subject if role == "WORKER" else None)
                accounts.append(account)
    return accounts


def _demo_place() -> tuple[str, bytes | None]:
    """The village with most people, and a worker there who is not covered."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT coalesce(max(generation), 0) FROM ledger.run")
        generation = int(cursor.fetchone()[0])
        cursor.execute(
            "SELECT region_code FROM ledger.coverage_count"
            " WHERE generation = %s AND programme = 'JKN' AND level = 'village'"
            " GROUP BY region_code ORDER BY sum(people) DESC, region_code LIMIT 1",
            [generation],
        )
        row = cursor.fetchone()
        if row is None:
            return "00.00.00.0000", None
        # The owner reads the load's own partition: the demo needs one person before anybody has a scope.
        cursor.execute(
            f"SELECT p.subject FROM ledger_run.person_g{generation} p JOIN ledger_run.determination_g{generation} d"
            " USING (person_id) WHERE d.programme = 'JKN' AND p.life_status = 'ALIVE' AND p.nik_index IS NOT NULL"
            " ORDER BY d.reason <> 'ARREARS', p.region_code <> %s, p.works_as <> 'SELF', p.person_id LIMIT 1",
            [row[0]],
        )
        found = cursor.fetchone()
    return row[0], bytes(found[0]) if found else None


def _keep_account(account: DemoAccount, region: str, subject: bytes | None) -> None:
    users = get_user_model().objects.using("owner")
    user = users.filter(username=account.username).first() or get_user_model()(username=account.username)
    if not user.pk or not user.check_password(account.password):
        user.set_password(account.password)
        user.save(using="owner")
    agency = DEMO_AGENCIES.get(account.role, "demo")
    if account.role == "COLLECTIVE":
        is_employer = account.username == EMPLOYER
        agency, kind, name = DEMO_EMPLOYER if is_employer else DEMO_COLLECTIVE
        facts = {"kind": kind, "name": name, "region_code": region} | (DEMO_FACTS if is_employer else {})
        apps.get_model("ledger", "Party").objects.using("owner").get_or_create(code=agency, defaults=facts)
    apps.get_model("ledger", "Profile").objects.using("owner").update_or_create(
        user=user, defaults={"role": account.role, "region_code": region, "subject": subject, "agency": agency}
    )


def _demo_password(role: str) -> str:
    """Derived from the key file: nobody can guess it from the code, and it is the same at the next start."""
    key = _demo_key(Path(settings.KEY_FILE))
    word = base64.b32encode(hmac.digest(key, role.encode(), "sha256")).decode().lower()
    return f"{word[:4]}-{word[4:8]}-{word[8:12]}"


@lru_cache(maxsize=1)
def _demo_key(file: Path) -> bytes:
    return open_vault(file).derived("demo")
