"""Invented people with every kind of membership, for tests of claims; and a desk at which the steps are taken.

| person | who |
|---|---|
| 1, 2, 3 | a family: SARI; JOKO, self-employed, who died on 10 October 2026; their child AYU, 14 years old |
| 4 | BUDI, wage earner in all programmes, Rp6.000.000, paid to September 2026 |
| 5 | RIZKI, wage earner, dismissed on 15 September 2026, paid to August |
| 6, 15 | WATI, self-employed since September 2026, died on 20 October; her child, 8 years old |
| 7 | NONI, in no register, died on 1 October |
| 8 | MBAH, born in 1960, a member of JHT and JP since July 2015 |
| 9 | LAMA, self-employed, paid to March 2026, died on 1 August |
| 10 | PARTO, self-employed, no income known, alive, paid to October 2026 |
| 11 | RANTAU, a migrant worker |
| 12, 13, 14 | SUTRISNO, wage earner in all programmes, died on 5 October 2026; his wife; their child, 16 years old |
"""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from payung.act.public import Acted, Filed, Filing, Payee, add_document, check, file_claim, name_payee, pay, propose
from payung.ledger.public import claim_file
from payung.ledger.reader.scope import Scope, newest_generation, within
from tests.country import AS_OF, rows_of, write_table

VILLAGE = "32.01.02.2001"
FILED_ON = date(2026, 11, 2)
AT = datetime(2026, 11, 2, 3, tzinfo=UTC)
WAGE_EARNER = ("JKK", "JKM", "JHT", "JP", "JKP")
SELF = ("JKK", "JKM", "JHT")
# user numbers of the people at the desk
WORKER, AGENT, MAKER, CHECKER, SECOND_MAKER = 1, 2, 3, 4, 5
ROLES = {WORKER: "WORKER", AGENT: "AGENT", MAKER: "BPJS", CHECKER: "CHECKER", SECOND_MAKER: "BPJS"}
PDF = b"%PDF-1.7 paper "


def _person(number: int, name: str, born: date, *, family: int | None = None, **more: Any) -> dict[str, Any]:
    facts = {"sex": "P", "life_status": "ALIVE", "relation_code": 1, "works_as": "SELF", "is_in_population": True}
    return {
        "person_id": number,
        "family_id": family or number,
        "nik": f"320102{born:%d%m%y}9{number:03d}",
        "kk": f"320102010120{9000 + (family or number)}",
        "name": name,
        "birth_date": born,
        "province_code": "32",
        "regency_code": "32.01",
        "district_code": "32.01.02",
        "village_code": VILLAGE,
        "record_count": 1,
        **facts,
        **more,
    }


def _members(number: int, programmes: tuple[str, ...], segment: str, **more: Any) -> list[dict[str, Any]]:
    facts = {"since": date(2022, 1, 1), "paid_until": date(2026, 10, 1), "register_status": "ACTIVE", "role": "MEMBER"}
    whole = {**facts, **more}
    return [
        {
            "person_id": number,
            "programme": programme,
            "rank": 1,
            "segment": segment,
            "supplier": "bpjs_ketenagakerjaan",
            "row": number * 10 + place,
            **whole,
        }
        for place, programme in enumerate(programmes)
    ]


def _dead(day: date) -> dict[str, Any]:
    return {"life_status": "DEAD", "died_on": day}


def write_claimants(folder: Path) -> Path:
    """The tables of a run with these people."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = rows_of(())
    rows["persons"], rows["memberships"] = _people(), _memberships()
    for row in rows["memberships"]:
        if row["programme"] == "JKN":
            row |= {"supplier": "bpjs_kesehatan", "segment": "PPU_BU"}
    for name, found in rows.items():
        write_table(folder, name, found)
    told = {"as_of": AS_OF.isoformat(), "engine": "duckdb", "law_version": "test", "inputs": {}, "counts": {}}
    (folder / "run.json").write_text(json.dumps(told | {"seconds": {}}), encoding="utf-8")
    return folder


def _people() -> list[dict[str, Any]]:
    return [
        _person(1, "SARI", date(1984, 3, 12), family=1, relation_code=3, works_as="NONE"),
        _person(2, "JOKO", date(1980, 7, 2), family=1, sex="L", **_dead(date(2026, 10, 10))),
        _person(3, "AYU", date(2012, 1, 30), family=1, relation_code=4, works_as="NONE"),
        _person(4, "BUDI", date(1975, 5, 20), sex="L", works_as="EMPLOYEE"),
        _person(5, "RIZKI", date(1999, 8, 17), sex="L", works_as="NONE"),
        _person(6, "WATI", date(1990, 1, 5), **_dead(date(2026, 10, 20))),
        _person(7, "NONI", date(1991, 1, 5), **_dead(date(2026, 10, 1))),
        _person(8, "MBAH", date(1960, 6, 6), works_as="NONE"),
        _person(9, "LAMA", date(1970, 6, 6), sex="L", **_dead(date(2026, 8, 1))),
        _person(10, "PARTO", date(1985, 6, 6), sex="L"),
        _person(11, "RANTAU", date(1988, 6, 6), works_as="EMPLOYEE"),
        _person(12, "SUTRISNO", date(1979, 6, 6), family=12, sex="L", **_dead(date(2026, 10, 5))),
        _person(15, "BAYU", date(2018, 6, 6), family=6, sex="L", relation_code=4, works_as="NONE"),
        _person(13, "RATNA", date(1981, 6, 6), family=12, relation_code=3),
        _person(14, "DIMAS", date(2010, 6, 6), family=12, sex="L", relation_code=4, works_as="NONE"),
    ]


def _memberships() -> list[dict[str, Any]]:
    laid_off = {"register_status": "INACTIVE", "inactive_since": date(2026, 9, 15), "inactive_cause": "LAID_OFF"}
    return [
        *_members(2, SELF, "BPU", wage_monthly_idr=2_500_000),
        *_members(
            4, WAGE_EARNER, "PU", since=date(2018, 1, 1), paid_until=date(2026, 9, 1), wage_monthly_idr=6_000_000
        ),
        *_members(
            5,
            (*WAGE_EARNER, "JKN"),
            "PU",
            since=date(2023, 1, 1),
            paid_until=date(2026, 8, 1),
            wage_monthly_idr=6_000_000,
            **laid_off,
        ),
        *_members(6, SELF, "BPU", since=date(2026, 9, 1), wage_monthly_idr=1_000_000),
        *_members(8, ("JHT", "JP"), "PU", since=date(2015, 7, 1), wage_monthly_idr=5_000_000),
        *_members(9, SELF, "BPU", paid_until=date(2026, 3, 1), wage_monthly_idr=1_000_000),
        *_members(10, SELF, "BPU"),
        *_members(11, ("JKK", "JKM"), "PMI"),
        *_members(
            12, WAGE_EARNER, "PU", since=date(2018, 1, 1), paid_until=date(2026, 9, 1), wage_monthly_idr=4_000_000
        ),
    ]


@contextmanager
def seen_by(user: int) -> Iterator[None]:
    """The scope of somebody at the desk: SARI's family, the village, or the nation."""
    role = ROLES[user]
    own = role == "WORKER"
    people = (1, 2, 3) if own else ()
    region = None if own else {"AGENT": VILLAGE}.get(role, "")
    purpose = "OWN" if own else "SERVICE"
    with within(Scope(user, role.lower(), role, purpose, newest_generation(), region, people)):
        yield


@dataclass
class Desk:
    """One claim and the steps it takes; ids are drawn from the claim's own and a count."""

    claim_id: uuid.UUID = field(default_factory=uuid.uuid4)
    at: datetime = AT
    count: int = 0

    def file(self, user: int = MAKER, *, on: date = FILED_ON, **filing: Any) -> Filed:
        """File the claim."""
        with seen_by(user):
            return file_claim(Filing(self.claim_id, **filing), on=on, at=self._now())

    def papers(self, user: int = MAKER) -> None:
        """Hand in whatever is asked for."""
        with seen_by(user):
            found = claim_file(self.claim_id, self.at)
            for kind in found.missing if found else ():
                said = add_document(
                    self._id(), self.claim_id, kind=kind, content=PDF + kind.encode(), on=FILED_ON, at=self._now()
                )
                assert said.outcome == "DONE", said

    def payee(self, user: int = MAKER, account_no: str = "1234567890", **more: str) -> Acted:
        """Name an account."""
        payee = Payee(**{"name": "SARI", "relation": "SPOUSE", "bank": "BRI", "account_no": account_no, **more})
        with seen_by(user):
            return name_payee(self._id(), self.claim_id, payee, at=self._now())

    def propose(self, user: int = MAKER, refusal: str | None = None, **confirmed: Any) -> Acted:
        """Decide as a maker."""
        with seen_by(user):
            return propose(self._id(), self.claim_id, confirmed=confirmed, refusal=refusal, on=FILED_ON, at=self._now())

    def check(self, user: int = CHECKER, verdict: str = "APPROVED", note: str | None = None) -> Acted:
        """Check the newest decision."""
        with seen_by(user):
            found = claim_file(self.claim_id, self.at)
            assert found is not None
            assert found.decision is not None
            return check(
                *(self._id(), found.decision.decision_id, self.claim_id),
                verdict=verdict,
                note=note,
                on=FILED_ON,
                at=self._now(),
            )

    def pay(self, user: int = MAKER, hours: int = 0) -> tuple[Acted, int]:
        """Pay, so many hours later."""
        with seen_by(user):
            return pay(self._id(), self.claim_id, on=FILED_ON, at=self._now() + timedelta(hours=hours))

    def state(self, user: int = MAKER, hours: int = 0) -> str:
        """Where the claim stands."""
        with seen_by(user):
            found = claim_file(self.claim_id, self.at + timedelta(hours=hours))
            return found.line.state if found else "UNSEEN"

    def _id(self) -> uuid.UUID:
        self.count += 1
        return uuid.uuid5(self.claim_id, str(self.count))

    def _now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at
