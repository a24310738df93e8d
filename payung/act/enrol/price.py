"""What does a month cost, and from when may it be paid? Always by the law's rules, never a number of our own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from payung.ledger.public import Told
from payung.reckon.public import evaluate, evaluate_table
from payung.terms.public import next_month

OTHER = "OTHER"
FACTS = ("income_monthly_idr", "sector", "with_jht", "payer")
# By whose money it is paid; every other kind of party is a collective.
PAYER_OF = {"REGION": "APBD", "STATE": "APBN", "SPONSOR": "SPONSOR"}
WORK_PARTS = (("jkk_idr", "JKK"), ("jkm_idr", "JKM"), ("jht_idr", "JHT"))


class NotPriced(ValueError):
    """A contribution rests on an income which nobody told. Who is enrolled has one: `judge` asks for it."""


@dataclass(frozen=True)
class Price:
    """A month's contribution: what the payer pays, by programme; what others give, and why so (reasons of reckon).

    `pay_from` is the first day on which the first contribution may be paid, `due_on` the last of that month.
    """

    amount_idr: int
    parts: tuple[tuple[str, int], ...]
    relief_idr: int
    subsidy_idr: int
    reason: str
    month: date
    pay_from: date
    due_on: date
    articles: tuple[str, ...]


def work_price(told: Told, *, on: date, payer: str = "SELF") -> Price:
    """The contribution of a self-employed worker for the month of `on`; cover begins with the payment.

    Raises NotPriced without an income.
    """
    return work_prices([told], on=on, payer=payer)[0]


def entered_price(told: Told, rows: Sequence[Mapping[str, Any]], *, on: date, payer: str = "SELF") -> Price:
    """The contribution of what an act entered for one worker (`rows`), whatever is told when it is repeated."""
    facts = {"income_monthly_idr": rows[0]["income_monthly_idr"], "sector": rows[0]["sector"]}
    with_jht = any(row["programme"] == "JHT" for row in rows)
    return work_price(replace(told, with_jht=with_jht, **facts), on=on, payer=payer)


def work_prices(told: Sequence[Told], *, on: date, payer: str) -> list[Price]:
    """The contributions of many. People with the same facts are reckoned once. Raises NotPriced without an income."""
    if not told:
        return []
    facts = [_facts(one, payer) for one in told]
    different = list(dict.fromkeys(facts))
    month = on.replace(day=1)
    rows = [dict(zip(FACTS, one, strict=True)) for one in different]
    # The articles are those of the first: they are told to one person, and a list rests on the same ones.
    first = evaluate("bpu.contribution", on=month, inputs=rows[:1])[0]
    articles = tuple(dict.fromkeys(used.article for used in first.used))
    due_on = evaluate("bpu.due_day", on=on, inputs=[{"contribution_month": month}])[0].values["due_on"]
    answers = [{**first.values, "reason": first.reason}] if len(rows) == 1 else _table(rows, month)
    found = {}
    for one, values in zip(different, answers, strict=True):
        parts = tuple((programme, values[name]) for name, programme in WORK_PARTS if values[name] or programme != "JHT")
        found[one] = Price(
            values["total_idr"], parts, values["relief_idr"], 0, values["reason"], month, on, max(due_on, on), articles
        )
    return [found[one] for one in facts]


def payer_word(party_kind: str | None) -> str:
    """Who pays, in the word of the rule of the contribution, by the kind of the party that pays (None the person)."""
    return "SELF" if party_kind is None else PAYER_OF.get(party_kind, "COLLECTIVE")


@lru_cache(maxsize=1024)
def family_price(care_class: int, members: int, *, on: date) -> Price:
    """The contribution of a self-paying family in JKN, for the month in which it may first be paid."""
    first = evaluate("jkn.pbpu.first_payment", on=on, inputs=[{"verified_on": on}])[0]
    return _health("jkn.pbpu.contribution", "member_idr", first.values["pay_from"], members, care_class=care_class)


def region_price(members: int, *, on: date, is_same_day: bool) -> Price:
    """What a region pays for residents it enrols: from the same day under UHC Prioritas, else from the next month."""
    start = on if is_same_day else next_month(on)
    return _health("jkn.pbpu_pemda.contribution", "region_idr", start, members)


def is_priority(*, residents: int, registered: int, active: int, on: date) -> bool:
    """Whether UHC Prioritas holds in a region by its own shares, so that whom it enrols is covered the same day."""
    if not residents:
        return False
    asked = {"residents": residents, "registered": registered, "active": active}
    return evaluate("jkn.uhc", on=on, inputs=[asked])[0].outcome == "OK"


def _health(rule_id: str, amount: str, start: date, members: int, **inputs: int) -> Price:
    month = start.replace(day=1)
    asked = {"contribution_month": month, "members": members, **inputs}
    answer = evaluate(rule_id, on=month, inputs=[asked])[0]
    due_on = evaluate("jkn.due_day", on=month, inputs=[{"contribution_month": month}])[0].values["due_on"]
    return Price(
        amount_idr=answer.values[amount],
        parts=(("JKN", answer.values[amount]),),
        relief_idr=0,
        subsidy_idr=answer.values.get("subsidy_idr", 0),
        reason=answer.reason,
        month=month,
        pay_from=start,
        due_on=max(due_on, start),
        articles=tuple(dict.fromkeys(used.article for used in answer.used)),
    )


def _table(rows: list[dict[str, Any]], month: date) -> list[dict[str, Any]]:
    """The answers for many different facts, as one set."""
    with TemporaryDirectory() as folder:
        asked, answered = Path(folder) / "asked.parquet", Path(folder) / "answered.parquet"
        pq.write_table(pa.Table.from_pylist([{**row, "contribution_month": month} for row in rows]), asked)
        evaluate_table("bpu.contribution", asked, answered, on=month)
        found: list[dict[str, Any]] = pq.read_table(answered).to_pylist()
    return found


def _facts(one: Told, payer: str) -> tuple[int, str, bool, str]:
    if one.income_monthly_idr is None:
        raise NotPriced("the contribution rests on an income, and none was told")
    return one.income_monthly_idr, one.sector or OTHER, one.with_jht, payer
