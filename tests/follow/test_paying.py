"""Are curves from months those of a kept library, does the forecast find habits it was made with, what is a stop?"""

from datetime import date
from typing import Any

import numpy as np
import pytest
from django.db import connection
from lifelines import KaplanMeierFitter

from payung.follow.paying import paying_of
from payung.follow.survival import survival_of_months
from payung.ledger.public import paying, system_scope
from payung.sample.public import NEVER, assumed_number, months_paid_in
from tests.act.payers import MONTH, write_payers

FIRST = 24_300
MONTHS = 12


def test_the_curve_from_months_is_that_of_lifelines_with_late_entry() -> None:
    chance = np.random.default_rng(3)
    entry = chance.integers(0, 30, 300)
    watched = chance.integers(1, 9, 300)
    stopped = chance.random(300) < 0.4
    months = [(entry[i] + m, m == watched[i] - 1 and stopped[i]) for i in range(300) for m in range(watched[i])]
    curve = survival_of_months([n for n, _ in months], [1] * len(months), [int(gone) for _, gone in months])
    # A month n watched is the time from n to n + 1: who stops in it has lasted n + 1.
    judge = KaplanMeierFitter().fit(entry + watched, stopped, entry=entry)
    for month in (5, 12, 30):
        assert curve.share[month] == pytest.approx(judge.predict(month + 1), abs=1e-9)


def simulated(payers: int, skips: dict[bool, float]) -> list[paying.PayingRow]:
    """Payers of two habits who each month skip with a known chance, and pay the month after."""
    chance, rows = np.random.default_rng(11), []
    for payer in range(payers):
        share, missed, owes = skips[payer % 4 == 0], 0, False
        for number in range(MONTHS):
            is_watched, is_last = not owes, number == MONTHS - 1
            owes = is_watched and not is_last and chance.random() < share
            if is_watched and number:
                row = ("BPU", FIRST + number, "VA", "OTHER", True, 20 + number, number, missed, 1, int(owes))
                rows.append(paying.PayingRow(*row))
            missed += owes
    return rows


def test_the_forecast_finds_who_paid_irregularly_and_says_how_good_it_was() -> None:
    found = paying_of(simulated(6000, {True: 0.3, False: 0.02}))
    assert found is not None
    (one,) = found.forecasts
    assert found.last_month == FIRST + MONTHS - 2
    # A quarter skips three months in ten: of those watched in a month fewer, as who skipped pays first.
    assert one.expected / one.covered == pytest.approx(0.075, abs=0.012)
    assert one.low < one.expected < one.high
    assert one.skill_per_1000 > 80
    for each in one.bins:
        assert each.observed == pytest.approx(each.forecast, abs=0.03)
    by_missed = {group.missed: group.probability for group in one.groups if group.people > 50}
    assert by_missed[3] > 0.2 > 0.05 > by_missed[0]
    assert found.after_a_miss > found.stopped / 3


def test_where_habits_do_not_differ_the_forecast_is_no_better_than_the_average() -> None:
    found = paying_of(simulated(6000, {True: 0.06, False: 0.06}))
    assert found is not None
    assert abs(found.forecasts[0].skill_per_1000) < 10


def test_too_few_months_tell_nothing() -> None:
    assert paying_of([]) is None
    assert paying_of([row for row in simulated(50, {True: 0.3, False: 0.1}) if row.month < FIRST + 7]) is None


def test_the_sample_pays_as_irregularly_as_published() -> None:
    chance = np.random.default_rng(5)
    months = list(range(FIRST, FIRST + MONTHS))
    # One in ten stopped within the year; the others are paid up.
    until = np.where(chance.random(20_000) < 0.1, chance.integers(FIRST, FIRST + 9, 20_000), months[-1])
    since = np.full(20_000, FIRST - 20)
    found = months_paid_in(until.tolist(), since.tolist(), months)
    at = np.asarray(months)[None, :]
    assert ((found == NEVER) == (at > until[:, None])).all()
    assert (found[:, 1:] >= np.where(found[:, 1:] == NEVER, NEVER, found[:, :-1])).all()
    assert (np.where(found == NEVER, 0, found - at) <= assumed_number("pays_skipped_months_max")).all()
    # In each month as many stop as are assumed to, of whom some never come back: of all payers who owe nothing.
    irregular = assumed_number("pays_irregularly_percent") / 100
    begins = [assumed_number(name) / 100 for name in ("pays_irregularly_skips_percent", "pays_skips_percent")]
    paid_before = np.where(found == NEVER, 10**6, found)
    for place in range(1, MONTHS - 2):
        owes_nothing = paid_before[:, :place].max(axis=1) < months[place]
        stops = (found[:, place] != months[place])[owes_nothing].mean()
        # Whoever skips is not watched until all is paid, so that of those watched somewhat fewer are irregular.
        share = irregular * begins[0] + (1 - irregular) * begins[1]
        assert 0.7 * share < stops < 1.1 * share


def test_a_payer_who_owes_is_not_watched_and_who_catches_up_is(empty_base: str) -> None:
    with system_scope(), connection.cursor() as cursor:
        write_payers(cursor, 2, amount_idr=1000, months=4)
        cursor.execute(
            "INSERT INTO ledger.enrolment (enrolment_id, act_id, participant_id, subject, region_code, programme,"
            " segment, payer_id, since, pay_from, income_monthly_idr, sector, entered_by)"
            " SELECT md5('e' || participant_id)::uuid, md5('a')::uuid, participant_id, subject, region_code, 'JKK',"
            " 'BPU', participant_id, '2026-06-01', '2026-06-01', 1000000, 'TRANSPORT', 0 FROM ledger.participant"
        )
        # The first pays every month; the second skips September and pays it in October, in time for that month.
        for payer, months in ((1, {8: 8, 9: 9, 10: 10}), (2, {8: 8, 9: 10, 10: 10})):
            for month, paid_in in months.items():
                _pay(cursor, payer, date(2026, month, 1), date(2026, paid_in, 12))
        rows = paying.paying(date(2026, 11, 20))
    told = sorted((row.month - 2026 * 12 + 1, row.seen, row.missed, row.payers, row.stopped) for row in rows)
    assert told == [(9, 1, 0, 2, 1), (10, 2, 0, 1, 0), (11, 3, 0, 1, 0), (11, 3, 1, 1, 0)]
    assert {(row.kind, row.way, row.sector, row.tenure - row.month) for row in rows} == {
        ("BPU", "VA", "TRANSPORT", 3 - (2026 * 12 + 8))
    }


def _pay(cursor: Any, payer: int, month: date, on: date) -> None:
    assert month <= MONTH
    cursor.execute("SELECT account_id FROM ledger.account WHERE participant_id = %s", [payer])
    key = f"{payer}/{month}"
    cursor.execute(
        "INSERT INTO ledger.payment (payment_id, channel_id, kind, request_id, account_no, amount_idr, total_idr,"
        " paid_at, paid_on, received_on, outcome, settled_bills, credit_after_idr, active_from)"
        " SELECT md5(%s)::uuid, party_id, 'VA', %s, '88888' || lpad(%s::text, 10, '0'), 1000, 1000, %s, %s, %s, "
        " 'SETTLED', 1, 0, %s FROM ledger.bank_of('BANK_CONTOH') WHERE party_id IS NOT NULL",
        [key, key, payer, on, on, on, on],
    )
    cursor.execute(
        "INSERT INTO ledger.allocation (allocation_id, bill_id, payment_id, amount_idr)"
        " SELECT md5(%s)::uuid, bill_id, md5(%s)::uuid, amount_idr FROM ledger.bill"
        " WHERE participant_id = %s AND month = %s",
        [key, key, payer, month],
    )
