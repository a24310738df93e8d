"""Is a claim paid once, as the law has it, after two people agreed; has each refusal its reason and article?"""

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import connection

from payung.act.public import RELATIONS, kinds
from payung.ledger.models.claim import CLAIM_KINDS
from payung.ledger.models.claim_payee import PAYEE_RELATIONS
from payung.ledger.public import claim_file, system_scope
from tests.act.claimants import FILED_ON, MAKER, Desk, seen_by

pytestmark = pytest.mark.usefixtures("claim_desk")
FOLDER = Path(__file__).resolve().parents[2] / "cases" / "claim"
CASES = [case for path in sorted(FOLDER.glob("*.yaml")) for case in yaml.safe_load(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_case(case: dict[str, Any]) -> None:
    desk = Desk()
    filed = desk.file(
        person_id=case["person"],
        kind=case["kind"],
        event_on=case["event"],
        told=case.get("told", {}),
        child_id=case.get("child"),
        on=case.get("filed", FILED_ON),
    )
    if "refused" in case:
        assert (filed.outcome, filed.reason) == ("REFUSED", case["refused"])
        assert [(one.code, one.field) for one in filed.errors] == [tuple(one) for one in case.get("errors", [])]
        return
    assert filed.outcome == "FILED", filed
    desk.papers()
    assert desk.payee().outcome == "DONE"
    said = desk.propose(**case.get("confirmed", {}))
    if "open" in case:
        assert (said.outcome, said.reason, list(said.missing)) == ("REFUSED", *case["open"])
        return
    assert said.outcome == "DONE", said
    assert desk.check().outcome == "DONE"
    with seen_by(MAKER):
        found = claim_file(desk.claim_id, desk.at)
    assert found is not None
    assert found.decision is not None
    decided = found.decision
    assert (decided.reason, decided.amount_idr) == (case["reason"], case.get("pays", 0))
    assert case["article"] in decided.article
    paid, amount_idr = desk.pay()
    if "pays" in case:
        assert (paid.outcome, amount_idr, desk.state()) == ("DONE", case["pays"], "PAID")
        assert moved(desk.claim_id) == [(kinds()[case["kind"]].programme, case["pays"])]
    else:
        assert (paid.reason, amount_idr, desk.state()) == ("NOT_APPROVED", 0, "REFUSED")
        assert moved(desk.claim_id) == []


def moved(claim_id: Any) -> list[tuple[str, int]]:
    """Programme and amount of what a claim cost, where expense, debt and cash agree."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT b.programme, c.amount_idr FROM ledger.claim_payment m"
            " JOIN ledger.posting c ON c.entry = m.payment_id AND c.kind = 'CLAIM' AND c.amount_idr = m.amount_idr"
            " JOIN ledger.posting p ON p.entry = c.entry AND p.kind = 'PAYOUT' AND p.debit_id = c.credit_id"
            " JOIN ledger.account b ON b.account_id = c.debit_id AND b.kind = 'BENEFIT'"
            " JOIN ledger.account y ON y.account_id = p.debit_id AND y.kind = 'PAYABLE'"
            " JOIN ledger.account k ON k.account_id = p.credit_id AND k.kind = 'CASH'"
            " WHERE m.claim_id = %s AND p.amount_idr = c.amount_idr",
            [claim_id],
        )
        return cursor.fetchall()


def test_there_are_enough_cases_and_every_kind_has_some() -> None:
    assert len(CASES) >= 60
    assert {case["kind"] for case in CASES} >= set(CLAIM_KINDS)


def test_the_lists_of_kinds_and_relations_are_the_same_in_act_and_ledger() -> None:
    assert set(kinds()) == set(CLAIM_KINDS)
    assert RELATIONS == PAYEE_RELATIONS
