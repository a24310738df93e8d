"""Which list does the demo collective hand in? The example file, so that somebody waits in the queue of repairs."""

from datetime import date, datetime
from pathlib import Path

from django.contrib.auth import get_user_model

from payung.act.enrol_list import Collective, enrol_list
from payung.act.list_file import ListUnreadable, read_list
from payung.ledger.public import enrolment_lists, party_of_code, profile_of, scope

USERNAME = "collective"


def ensure_demo_list(file: Path, *, on: date, at: datetime) -> int:
    """Hand the file in as the demo collective; rows read.

    None once it has a list, where it has no account, and where so small a sample has nobody to name.
    """
    user = get_user_model().objects.filter(username=USERNAME).first()
    if user is None:
        return 0
    with scope(user):
        party = party_of_code(profile_of(user).agency or "")
        if party is None or enrolment_lists():
            return 0
        try:
            rows = read_list(file, file.name, on=on, with_jht=False)
        except ListUnreadable:
            return 0
        collective = Collective(party[0], party[1], party[3])
        enrol_list(rows, collective, "BPU", file_name=file.name, content=file.read_bytes(), on=on, at=at)
    return len(rows)
