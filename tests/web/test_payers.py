"""Does the picture of who pays what add up, and is nothing asked about that changes nothing?"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import payung.web.anyone.question
from payung.law.public import load_law
from payung.reckon.public import evaluate, rules
from payung.web.anyone.payers import PAYERS, bar, paid_by
from tests.reckon.people import everything
from tests.reckon.test_working import rows_of

BOOK = yaml.safe_load(PAYERS.read_text(encoding="utf-8"))
ASKED_WHILE = yaml.safe_load((Path(payung.web.anyone.question.__file__).parent / "asked_while.yaml").read_text())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the people are kept."""
    return tmp_path_factory.mktemp("people")


@pytest.mark.parametrize("rule_id", BOOK["rules"])
def test_what_the_payers_pay_is_the_whole(rule_id: str, folder: Path) -> None:
    for result in evaluate(rule_id, on=date(2026, 11, 1), inputs=rows_of(rule_id, folder), law=everything()):
        if result.outcome == "OK":
            paid = paid_by(result)
            assert sum(paid.values()) == result.values["total_idr"], result.inputs
            parts = bar([paid], "id")
            assert sum(part.amount_idr for part in parts) == result.values["total_idr"]
            assert not parts or sum(part.per_1000 for part in parts) == 1000


def test_every_payer_of_a_contribution_is_named() -> None:
    named = {payer for one in BOOK["rules"].values() for payer in one.values()}
    assert named - BOOK["payers"].keys() == {"payer"}
    taken = {
        value
        for rule_id in BOOK["rules"]
        for one in rules()[rule_id].arguments
        if one.name == "payer"
        for value in one.values
    }
    assert taken == BOOK["inputs"].keys()


@pytest.mark.parametrize("name", ASKED_WHILE)
def test_what_is_not_asked_changes_nothing(name: str, folder: Path) -> None:
    """On a day on which the parameter is not in force, any other answer to the question gives the same."""
    values = load_law().parameters[ASKED_WHILE[name]].values
    for rule in rules().values():
        argument = rule.argument(name)
        if argument is None:
            continue
        for row in rows_of(rule.id, folder):
            days = [row[one.name] for one in rule.arguments if one.type == "date" and row[one.name] is not None]
            if not any(value.holds(day) for value in values for day in days):
                assert _answers(rule.id, {**row, name: True}) == _answers(rule.id, {**row, name: False})


def _answers(rule_id: str, row: dict[str, Any]) -> tuple[Any, ...]:
    (result,) = evaluate(rule_id, on=date(2026, 11, 1), inputs=[row], law=everything())
    # Where the law says nothing of the day, whatever is answered is refused alike.
    return (result.outcome, result.reason, *result.values.values())
