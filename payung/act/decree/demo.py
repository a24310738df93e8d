"""Which decrees does the sample country begin with? One in effect, one of which people were told, one to be checked.

They go the way that any decree goes, on days before that of the data; the people are those of the sample.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from payung.act.decree.appoint import Handed, check, give_notice, prepare, put_in_force, reverse_decree
from payung.act.decree.named import DecreeList
from payung.act.decree.objection import decide, object_to
from payung.act.decree.reactivate import ask, close
from payung.law.public import Law
from payung.ledger.public import DemoPerson, Hand, decrees, demo_people, demo_village, objections, system_scope
from payung.terms.public import next_month

MAKER, SECOND, CLERK = Hand(-1, "petugas Kemensos"), Hand(-2, "pemeriksa Kemensos"), Hand(-3, "petugas desa")
HOLDERS = ("HOSPITAL", "VILLAGE", "VILLAGE", "MINISTRY", "BPJS")
ILL, WELL, LOCAL = 60, 240, 12


@dataclass(frozen=True)
class Example:
    """The day of the data, and the law by which the examples go."""

    on: date
    law: Law

    def ago(self, days: int) -> date:
        """A day before."""
        return self.on - timedelta(days=days)


def ensure_demo_decrees(on: date, law: Law) -> int:
    """Enter the examples where there is no decree yet; how many decrees there are. Raises NoDemo."""
    with system_scope():
        if decrees(1):
            return len(decrees())
        example = Example(on, law)
        local = demo_people("PAID_BY_STATE", LOCAL, region=demo_village())
        taken = {person.person_id for person in local}
        found = [
            *demo_people("PAID_BY_STATE", ILL, is_ill=True),
            *demo_people("PAID_BY_STATE", WELL, is_ill=False),
        ]
        many = [one for one in found if one.person_id not in taken]
        half = len(many) // 2
        if half < LOCAL:
            return 0
        _in_effect(example, [*local[: LOCAL // 2], *many[::2]])
        _told(example, [*local[LOCAL // 2 :], *many[1::2]])
        _to_be_checked(example)
        _reversed(example)
        return len(decrees())


def _in_effect(example: Example, people: list[DemoPerson]) -> None:
    """Told 70 days ago and in effect for ten: some objected, some are on their way back, some are back."""
    decree_id = _noticed(example, "12/HUK/2026", people, decided=75, told=70)
    for number, person in enumerate(people[-6:]):
        object_to(
            decree_id,
            person.person_id,
            ground="STILL_POOR",
            evidence="hasil kunjungan rumah: dinding bambu, kerja serabutan",
            on=example.ago(65),
            by=CLERK,
            law=example.law,
        )
        _decide(example, decree_id, is_granted=number % 2 == 0, on=example.ago(58))
    put_in_force(decree_id, on=example.ago(10), by=SECOND, law=example.law)
    for number, person in enumerate(people[:9]):
        days = 1 + number % 4
        asked = ask(person.person_id, on=example.ago(days), by=CLERK, law=example.law).case_id
        for step, role in enumerate(HOLDERS[: (number + 1) % (len(HOLDERS) + 1)]):
            if asked:
                close(asked, step + 1, is_done=True, note="", on=example.ago(max(0, days - step)), by=CLERK, role=role)


def _told(example: Example, people: list[DemoPerson]) -> None:
    """Told nine days ago: objections wait to be decided, nothing is in effect."""
    decree_id = _noticed(example, "18/HUK/2026", people, decided=14, told=9)
    grounds = ("IN_TREATMENT", "DATA_WRONG", "STILL_POOR", "WRONG_PERSON")
    words = (
        "cuci darah dua kali seminggu",
        "desil keluarga tertukar",
        "tiga anak, kerja harian",
        "nama sama saja",
    )
    for ground, evidence, person in zip(grounds, words, people, strict=False):
        object_to(
            decree_id,
            person.person_id,
            ground=ground,
            evidence=evidence,
            on=example.ago(7),
            by=CLERK,
            law=example.law,
        )


def _to_be_checked(example: Example) -> None:
    """An addition that a second person has to check."""
    people = demo_people("NEVER_REGISTERED", WELL // 2)
    asked = Handed("21/HUK/2026", "PBI_ADD", example.ago(2), next_month(example.on))
    prepare(asked, _listed(asked.number, people), on=example.ago(2), by=MAKER, law=example.law)


def _reversed(example: Example) -> None:
    """A region's list that was in effect and is reversed as a whole."""
    region = demo_village()[:5]
    people = demo_people("PAID_BY_REGION", LOCAL * 2, region=region)
    if not region or not people:
        return
    asked = Handed("188.4/417/2026", "REGION_STOP", example.ago(90), example.ago(20), region_code=region)
    step = prepare(asked, _listed(asked.number, people), on=example.ago(90), by=MAKER, law=example.law)
    check(step.decree_id, on=example.ago(89), by=SECOND)
    give_notice(step.decree_id, on=example.ago(85), by=MAKER, law=example.law)
    put_in_force(step.decree_id, on=example.ago(20), by=SECOND, law=example.law)
    reverse_decree(step.decree_id, reason="anggaran perubahan disahkan", on=example.ago(4), by=SECOND)


def _noticed(example: Example, number: str, people: list[DemoPerson], *, decided: int, told: int) -> UUID:
    asked = Handed(number, "PBI_REMOVE", example.ago(decided), example.ago(decided))
    step = prepare(asked, _listed(number, people), on=example.ago(decided), by=MAKER, law=example.law)
    check(step.decree_id, on=example.ago(decided - 1), by=SECOND)
    give_notice(step.decree_id, on=example.ago(told), by=MAKER, law=example.law)
    return step.decree_id


def _decide(example: Example, decree_id: UUID, *, is_granted: bool, on: date) -> None:
    for row in objections(decree_id=decree_id):
        reason = "" if is_granted else "desil 8 menurut kunjungan"
        decide(row.objection_id, is_granted=is_granted, reason=reason, on=on, by=SECOND, law=example.law)


def _listed(number: str, people: list[DemoPerson]) -> DecreeList:
    """The list as a file would give it, with two rows that no list is without: a cut NIK and a repeat."""
    niks = (*(person.nik for person in people), None, *(person.nik for person in people[:1]))
    return DecreeList(f"daftar {number.partition('/')[0]}.csv", hashlib.sha256(number.encode()).digest(), niks)
