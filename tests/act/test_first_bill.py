"""Does the bill that enrolling gave out stand as the bill of its month, with lines and postings, whoever enrolled?"""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from payung.act.public import Collective, bill_month, enrol_family, enrol_list, read_list
from payung.ledger.public import party_of, system_scope
from payung.ledger.reader.scope import Scope, within
from tests.act.test_enrol import AT, ON, SLAMET, act, agent, rows, work
from tests.act.test_enrol_list import line, written

pytestmark = pytest.mark.django_db

MONTH = ON.replace(day=1)
BILLED = """
SELECT b.bill_id, b.month, b.amount_idr,
    (SELECT sum(l.amount_idr)::bigint FROM ledger.bill_line l WHERE l.bill_id = b.bill_id),
    (SELECT sum(p.amount_idr)::bigint FROM ledger.posting p WHERE p.bill_id = b.bill_id)
FROM ledger.bill b
"""


def next_month(month: date) -> date:
    """The first day of the month after."""
    return (month + timedelta(days=31)).replace(day=1)


def billed(month: date) -> set[tuple[Any, ...]]:
    """The bills of a month after it was billed: id, amount, sum of lines, sum of postings."""
    bill_month(month, as_of=month, at=AT)
    return {(bill_id, *sums) for bill_id, of, *sums in rows(BILLED) if of == month}


def test_each_list_of_a_month_keeps_its_bill_and_all_are_billed_the_month_after(tmp_path: Path) -> None:
    with system_scope():
        clerk = Collective(party_of("OJEK", "ASSOCIATION", "Paguyuban Ojek", "33.74"), "ASSOCIATION", "33.74")
    lists = []
    for number in (1, 6):
        path = written(tmp_path, line(number), name=f"{number}.csv")
        read = read_list(path, path.name, on=ON, with_jht=False)
        with within(Scope(9, "juru", "COLLECTIVE", "SERVICE", 1, None, (), clerk.party_id)):
            lists.append(enrol_list(read, clerk, "BPU", file_name=path.name, content=path.read_bytes(), on=ON, at=AT))
    assert billed(MONTH) == {(one.bill_id, *[one.amount_idr] * 3) for one in lists}
    # Billed again, nothing is added; the month after, all stand on one bill.
    assert len(billed(MONTH)) == len(lists)
    assert [row[1:] for row in billed(next_month(MONTH))] == [(sum(one.amount_idr for one in lists),) * 3]


def test_a_worker_and_a_family_keep_the_bills_they_were_told() -> None:
    worker = work(SLAMET)
    with agent():
        family = enrol_family(act(), 8, 3, on=ON, at=AT)
    for one in (worker, family):
        assert one.price is not None
        assert (one.bill_id, *[one.price.amount_idr] * 3) in billed(one.price.month)
        later = next_month(one.price.month)
        assert one.price.amount_idr in {row[1] for row in billed(later)}
