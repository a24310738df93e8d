"""Which work is done without anybody asking for it, when, and what if the machine is killed in the middle of it?

A job is a row of the same database. Its work is made of transactions that a repeat does not repeat, so that whatever a
killed worker left half is simply done again by the next one: a job whose worker gives no sign of life is put back.
Long work stands in a queue of its own, with a worker of its own, so that a notice never waits for the night to end.
Times are those of the machine's clock in UTC; 17:10 is ten minutes after midnight in Jakarta.
"""

import os
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from asgiref.sync import async_to_sync
from django.conf import settings
from django.db import DatabaseError, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued

from payung.act.claim.pension import prepare_pensions
from payung.act.decree import waiting
from payung.act.decree.appoint import DecreeStep, Handed, before_matching, give_notice, prepare, put_in_force
from payung.act.decree.named import DecreeList
from payung.act.decree.objection import grant_by_silence
from payung.act.money.bill import bill_month
from payung.act.money.reconcile import reconcile
from payung.act.money.statement import StatementUnreadable, read_statement
from payung.act.tell.gateway import gateways
from payung.act.tell.notice import fill_outbox, send_due
from payung.law.public import load_law
from payung.ledger.public import Hand, step_underway

JAKARTA = ZoneInfo("Asia/Jakarta")
# A worker tells every few seconds that it lives; one silent for longer is taken for dead.
HEARTBEAT_S, SILENT_S = 5, 20
AGAIN = RetryStrategy(max_attempts=6, exponential_wait=4)
MACHINE = Hand(0, "payung")
# Bills, pensions, statements, long decrees and the night's run; everything else is done in seconds. A job without a
# queue is short.
LONG, SHORT = "long", "short"
QUEUES = {LONG: [LONG], SHORT: [SHORT, "default"]}
# Steps of a decree that a worker takes where the list is long: both write a row for everybody it names.
STEPS = {"NOTICED": give_notice, "EFFECTIVE": put_in_force}
# At night nobody reads pages: two processors bill.
SESSIONS = 2


def work(*, queue: str | None = None, until_idle: bool = False) -> None:
    """Do the jobs of a queue, of both without one, until stopped, or until none is left."""
    connector = app.connector
    if not isinstance(connector, DjangoConnector):
        raise TypeError("jobs stand in Django's database")
    with app.replace_connector(connector.get_worker_connector()):
        app.run_worker(
            queues=QUEUES[queue] if queue else None,
            wait=not until_idle,
            concurrency=1,
            update_heartbeat_interval=HEARTBEAT_S,
            stalled_worker_timeout=SILENT_S,
            install_signal_handlers=True,
        )


def revive() -> int:
    """Put back the jobs whose worker died; how many."""
    jobs = list(async_to_sync(app.job_manager.get_stalled_jobs)(seconds_since_heartbeat=SILENT_S))
    for job in jobs:
        async_to_sync(app.job_manager.retry_job)(job)
    return len(jobs)


@app.periodic(cron="* * * * *")
@app.task(name="revive", queue=SHORT, queueing_lock="revive", pass_context=False)
def revive_jobs(timestamp: int) -> None:
    """Every minute: what a dead worker left."""
    revive()


@app.periodic(cron="10 17 * * *")
@app.task(name="bill", queue=LONG, queueing_lock="bill", lock="bill", retry=AGAIN)
def bill(timestamp: int, month: str | None = None, chunk: int | None = None) -> None:
    """Every night: the month that runs, so that who was enrolled since is billed too."""
    at = datetime.fromtimestamp(timestamp, UTC)
    day = at.astimezone(JAKARTA).date()
    of = date.fromisoformat(month) if month else day.replace(day=1)
    bill_month(of, as_of=max(day, of), at=at, sessions=SESSIONS, **({"chunk": chunk} if chunk else {}))


@app.periodic(cron="30 17 * * *")
@app.task(name="pensions", queue=LONG, queueing_lock="pensions", lock="pensions", retry=AGAIN)
def pensions(timestamp: int) -> None:
    """Every night: what pensions come to up to the month that runs, and which have ended. Two people pay them."""
    at = datetime.fromtimestamp(timestamp, UTC)
    prepare_pensions(at.astimezone(JAKARTA).date().replace(day=1), at=at)


@app.periodic(cron="0 1 * * *")
@app.task(name="fill_outbox", queue=SHORT, queueing_lock="fill_outbox", retry=AGAIN)
def fill(timestamp: int) -> None:
    """Every morning: what is to be told today."""
    at = datetime.fromtimestamp(timestamp, UTC)
    fill_outbox(as_of=at.astimezone(JAKARTA).date(), at=at)


@app.periodic(cron="*/2 * * * *")
@app.task(name="send", queue=SHORT, queueing_lock="send", lock="send", retry=AGAIN)
def send(timestamp: int) -> None:
    """Every two minutes: notices whose time has come."""
    send_due(gateways(Path(settings.DATA_DIR), dict(os.environ)), at=datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="20 17 * * *")
@app.task(name="clocks", queue=SHORT, queueing_lock="clocks", retry=AGAIN)
def clocks(timestamp: int) -> None:
    """Every night: windows that closed, such as objections that nobody decided in time."""
    grant_by_silence(on=datetime.fromtimestamp(timestamp, UTC).astimezone(JAKARTA).date(), by=MACHINE)


@app.periodic(cron="0 19 * * *")
@app.task(name="reconcile", queue=LONG, queueing_lock="reconcile", lock="reconcile", retry=AGAIN)
def reconcile_statements(timestamp: int) -> None:
    """Every night: the statements that banks put into `<data>/statements/<channel>/`; a file read is named `.done`."""
    at = datetime.fromtimestamp(timestamp, UTC)
    for file in sorted((Path(settings.DATA_DIR) / "statements").glob("*/*.csv")):
        try:
            lines, _ = read_statement(file)
        except StatementUnreadable:
            file.rename(file.with_suffix(".unreadable"))
            continue
        if lines:
            reconcile(lines, channel=file.parent.name, until=max(line.booked_on for line in lines), at=at)
        # Only now: a worker killed before reads the file again, which changes nothing.
        file.rename(file.with_suffix(".done"))


class StepRefused(Exception):
    """A step that was lawful when it was handed over is no more; nothing of it was done."""


@app.task(
    name="decree_step",
    queue=LONG,
    retry=RetryStrategy(max_attempts=6, exponential_wait=4, retry_exceptions={DatabaseError}),
)
def decree_step(
    decree_id: str, step: str, on: str, user_id: int, name: str, handed: dict[str, Any] | None = None
) -> None:
    """A step of a long decree, in the name of who pressed the button and of that day. A repeat changes nothing."""
    told: dict[str, Any] = {"on": date.fromisoformat(on), "by": Hand(user_id, name), "law": load_law()}
    if handed is None:
        done: DecreeStep = STEPS[step](UUID(decree_id), **told)
    else:
        listed = waiting.waiting_list(UUID(decree_id))
        if listed is None:
            # Matched before by a worker that was killed before it could say so.
            return
        done = prepare(_handed(handed), listed, **told)
        waiting.keep_answer(done)
    if done.refusal:
        raise StepRefused(done.refusal)


def hand_over(decree_id: UUID, step: str, *, on: date, by: Hand, handed: dict[str, Any] | None = None) -> None:
    """Hand a step of a decree (NOTICED, EFFECTIVE) to a worker; pressed twice, it is one."""
    told = {"step": step, "on": on.isoformat(), "user_id": by.user_id, "name": by.name}
    lock = f"decree/{decree_id}"
    with suppress(AlreadyEnqueued), transaction.atomic():
        task = decree_step.configure(lock=lock, queueing_lock=lock)
        task.defer(decree_id=str(decree_id), **told, **({"handed": handed} if handed else {}))


def hand_over_list(handed: Handed, listed: DecreeList, *, on: date, by: Hand) -> DecreeStep | None:
    """Hand a list to a worker, which matches it; what is said at once of one that is refused, or entered before."""
    said = before_matching(handed, listed, load_law())
    if said is not None or handed.effective_on is None:
        return said
    underway = step_underway(handed.decree_id)
    if underway is not None and underway.is_running:
        # One of this number is being matched: whose it is waits for it, another is told as if it stood already.
        is_own = underway.by_name == by.name
        return DecreeStep(handed.decree_id, refusal=None if is_own else "OTHER_CONTENT")
    waiting.keep_list(handed.decree_id, listed)
    days = {"decided_on": handed.decided_on.isoformat(), "effective_on": handed.effective_on.isoformat()}
    hand_over(handed.decree_id, "PREPARED", on=on, by=by, handed=asdict(handed) | days)
    return None


def _handed(told: dict[str, Any]) -> Handed:
    days = {name: date.fromisoformat(told[name]) for name in ("decided_on", "effective_on")}
    return Handed(**told | days)
