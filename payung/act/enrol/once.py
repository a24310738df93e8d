"""How is a list taken once, whoever sends it again, and whoever enrols the same people meanwhile?"""

import uuid
from collections.abc import Callable

from django.db import transaction

from payung.ledger.public import ListRow, Overlap, acting, enrolment_list, lock_act

TIMES = 3


def taken_once(list_id: uuid.UUID, enter: Callable[[], None]) -> ListRow:
    """The list under this id: as it was taken before, or as `enter` takes it now, the whole or nothing.

    Where somebody is enrolled by others while it is entered, its rows are judged anew; raises Overlap when that
    happens every time.
    """
    with acting(), transaction.atomic():
        lock_act(list_id)
        before = enrolment_list(list_id)
        if before is not None:
            return before
        for number in range(1, TIMES + 1):
            try:
                with transaction.atomic():
                    enter()
                break
            except Overlap:
                if number == TIMES:
                    raise
        entered = enrolment_list(list_id)
    if entered is None:
        raise LookupError("a list that was entered is there")
    return entered
