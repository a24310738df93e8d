"""How far is a step of a decree that a worker is taking, and how did the last one end?

A step is one transaction, of which nobody sees anything before it is whole. How far it has come is told in the name of
its session, which the base shows to others of the same account at once, and which ends with the transaction.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

TASK = "decree_step"
TODO, DOING, FAILED = "todo", "doing", "failed"


@dataclass(frozen=True)
class StepUnderway:
    """A step handed to a worker: its code, who asked for it, and its state: todo (it waits), doing, or failed.

    `percent` is None until the first piece is done.
    """

    step: str
    by_name: str
    state: str
    percent: int | None

    @property
    def is_running(self) -> bool:
        """Whether it waits or is being done."""
        return self.state in (TODO, DOING)


def tell_progress(decree_id: UUID, done: int, whole: int) -> None:
    """Say how many rows of a decree are done, inside the transaction that does them."""
    with connection.cursor() as cursor:
        name = f"decree/{decree_id}/{done * 100 // max(whole, 1)}"
        cursor.execute("SELECT set_config('application_name', %s, true)", [name])


def step_underway(decree_id: UUID) -> StepUnderway | None:
    """The step of a decree that was handed to a worker last; None where it is done, or none was."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST, [TASK, str(decree_id)])
        row = cursor.fetchone()
        if row is None or row[2] not in (TODO, DOING, FAILED):
            return None
        cursor.execute(PERCENT, [f"decree/{decree_id}/%"])
        percent = cursor.fetchone()[0]
    return StepUnderway(*row, percent if row[2] == DOING else None)


NEWEST = """
SELECT args->>'step', args->>'name', status::text FROM procrastinate_jobs
WHERE task_name = %s AND args->>'decree_id' = %s ORDER BY id DESC LIMIT 1
"""
PERCENT = "SELECT max(split_part(application_name, '/', 3)::int) FROM pg_stat_activity WHERE application_name LIKE %s"
