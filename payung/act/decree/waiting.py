"""Where does a long list wait, sealed, for the worker that matches it, and what was answered where it was refused?

Two files of a folder of the data folder, named by the decree: the list until it is matched, and the answer to a list
that was refused, since of such a decree nothing is entered.
"""

import json
from array import array
from dataclasses import asdict
from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings

from payung.act.decree.appoint import DecreeStep
from payung.act.decree.named import DecreeList, Niks
from payung.ledger.public import open_list, seal_list

FOLDER = "decree-lists"


def keep_list(decree_id: UUID, listed: DecreeList) -> None:
    """Keep a list until it is matched; an earlier one of the decree, and its answer, are forgotten."""
    forget_list(decree_id)
    head = json.dumps({"file_name": listed.file_name, "sha256": listed.sha256.hex()}).encode()
    rows = array("Q", (int(nik or 0) for nik in listed.niks)).tobytes()
    place = _place(decree_id, "list")
    unfinished = place.with_suffix(".unfinished")
    unfinished.touch(mode=0o600)
    unfinished.write_bytes(seal_list(decree_id, head + b"\n" + rows))
    unfinished.replace(place)


def waiting_list(decree_id: UUID) -> DecreeList | None:
    """The list that waits; None once it was matched."""
    place = _place(decree_id, "list")
    if not place.exists():
        return None
    head, _, rows = open_list(decree_id, place.read_bytes()).partition(b"\n")
    told, numbers = json.loads(head), array("Q")
    numbers.frombytes(rows)
    return DecreeList(told["file_name"], bytes.fromhex(told["sha256"]), Niks(numbers))


def keep_answer(step: DecreeStep) -> None:
    """The list was matched: it is forgotten, and of a refused one the answer is kept."""
    forget_list(step.decree_id)
    if step.refusal:
        told = {**asdict(step), "decree_id": str(step.decree_id), "day": step.day and step.day.isoformat()}
        _place(step.decree_id, "answer").write_text(json.dumps(told), encoding="utf-8")


def refused_list(decree_id: UUID) -> DecreeStep | None:
    """The answer to the list of a decree that was refused last; None where none was."""
    place = _place(decree_id, "answer")
    if not place.exists():
        return None
    told = json.loads(place.read_text(encoding="utf-8"))
    day = date.fromisoformat(told["day"]) if told["day"] else None
    return DecreeStep(**{**told, "decree_id": UUID(told["decree_id"]), "day": day})


def forget_list(decree_id: UUID) -> None:
    """Nothing of it waits any more."""
    for kind in ("list", "answer"):
        _place(decree_id, kind).unlink(missing_ok=True)


def _place(decree_id: UUID, kind: str) -> Path:
    folder = Path(settings.DATA_DIR) / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / f"{decree_id}.{kind}"
