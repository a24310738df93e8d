"""Which lists do the demo collective and employer hand in? The example files, so that somebody waits."""

from datetime import date, datetime
from pathlib import Path

from django.contrib.auth import get_user_model

from payung.act.employ.payroll import enrol_payroll
from payung.act.enrol.list_file import ListUnreadable, read_list
from payung.act.enrol.many import Collective, enrol_list
from payung.ledger.public import enrolment_lists, party_of_code, profile_of, scope

USERNAME, EMPLOYER = "collective", "employer"


def ensure_demo_list(file: Path, *, on: date, at: datetime) -> int:
    """Hand the file in as the demo collective; rows read.

    None once it has a list, where it has no account, and where so small a sample has nobody to name.
    """
    return _hand_in(USERNAME, file, on, at)


def ensure_demo_payroll(file: Path, *, on: date, at: datetime) -> int:
    """Hand the file in as the demo employer; rows read, None as above."""
    return _hand_in(EMPLOYER, file, on, at)


def _hand_in(username: str, file: Path, on: date, at: datetime) -> int:
    user = get_user_model().objects.filter(username=username).first()
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
        told = {"file_name": file.name, "content": file.read_bytes(), "on": on, "at": at}
        if username == EMPLOYER:
            enrol_payroll(rows, profile_of(user).agency, **told)
        else:
            enrol_list(rows, Collective(party[0], party[1], party[3]), "BPU", **told)
    return len(rows)
