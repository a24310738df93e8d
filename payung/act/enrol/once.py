"""How is a list taken once, whoever sends it again, and whoever enrols the same people meanwhile?"""

import uuid
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from payung.act.enrol.worker import SPACE
from payung.ledger.public import ListRow, Overlap, acting, enrolment_list, lock_act, take_time

TIMES = 3


def taken_once(list_id: uuid.UUID, party_id: int, enter: Callable[[datetime], None], *, at: datetime) -> ListRow:
    """The list under this id: as it was taken before, or as `enter` takes it now, the whole or nothing.

    Lists of one party are taken one after another. Where somebody is enrolled by others while it is entered, its rows
    are judged anew, by what is known from then on: `enter` is given that moment, `at` or later. Raises Overlap when
    that happens every time.
    """
    with acting(), transaction.atomic():
        take_time()
        lock_act(uuid.uuid5(SPACE, f"lists|{party_id}"))
        lock_act(list_id)
        before = enrolment_list(list_id)
        if before is not None:
            return before
        known_at = at
        for number in range(1, TIMES + 1):
            try:
                with transaction.atomic():
                    enter(known_at)
                break
            except Overlap as overlap:
                if number == TIMES:
                    raise
                known_at = max(known_at, overlap.known_at or known_at)
        entered = enrolment_list(list_id)
    if entered is None:
        raise LookupError("a list that was entered is there")
    return entered
