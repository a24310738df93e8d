"""On which day does an act done on a page happen? Today; in the sample country, on the day its data speak of."""

from datetime import date

from django.conf import settings
from django.utils import timezone

from payung.ledger.public import current_run


def acting_day() -> date:
    """Today where the country is real; where it is invented the day of the load, so that its clocks stay true."""
    run = current_run() if settings.IS_DEMO else None
    return run.as_of if run else timezone.localdate()
