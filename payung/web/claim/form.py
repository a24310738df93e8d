"""Which fields does the form of a claim have, and what did somebody type? They are the inputs of the law's rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext

from payung.act.public import Filing, Kind, reason_label
from payung.ledger.public import PersonFile
from payung.reckon.public import InputError
from payung.web.anyone.question import Field, field_of, read

EVENT, CHILD, NUMBER, REPLACES = "event_on", "anak", "nomor", "ganti"
CHILD_RELATION = 4
AT_EVENT = {"EVENT_IN_FUTURE", "EVENT_AFTER_DEATH", "DEATH_DAY_DIFFERS"}


@dataclass(frozen=True)
class Form:
    """The form of a claim: its fields in order, and what was typed as the act takes it."""

    fields: list[Field]
    filing: Filing | None

    @property
    def has_fault(self) -> bool:
        """Whether a field must be put right."""
        return any(one.faults for one in self.fields)

    def blame(self, errors: tuple[InputError, ...], reason: str | None, language: str) -> bool:
        """Put every fault at its field; False where the reason belongs to no field."""
        by_name = {one.name: one for one in self.fields}
        for error in errors:
            if error.field in by_name:
                place = by_name[error.field]
                place.faults.append(error.message(language, field=place.label))
        name = EVENT if reason in AT_EVENT else CHILD if reason == "CHILD_NOT_REGISTERED" else None
        if reason is not None and name in by_name:
            by_name[name].faults.append(sentence(reason_label(reason, language)))
        return bool(errors) or name in by_name


def claim_form_of(kind: Kind, file: PersonFile, given: Mapping[str, str], language: str, on: date) -> Form:
    """The form with what was typed. `given` holds field names; a day that cannot be read leaves `filing` empty."""
    event_day = field_day(kind, file, given.get(EVENT, ""), language)
    fields = [event_day, *_child_field(kind, file, given)]
    for name, argument in kind.asked.items():
        fields.append(field_of(argument, given.get(name, ""), language, on))
    for name, argument in kind.confirmed.items():
        estimated = field_of(argument, given.get(name, ""), language, on)
        estimated.is_needed = False
        estimated.hint = gettext("perkiraan Anda; petugas memastikannya dari buku BPJS")
        fields.append(estimated)
    return Form(fields, _filing(kind, file, given, event_day))


def sentence(text: str) -> str:
    """A label as a sentence."""
    return f"{text[:1].upper()}{text[1:]}."


def number_of(given: Mapping[str, str], name: str = NUMBER) -> UUID | None:
    """A number that was handed back with the form; None where there is none."""
    try:
        return UUID(given.get(name, ""))
    except ValueError:
        return None


def field_day(kind: Kind, file: PersonFile, typed: str, language: str) -> Field:
    """The field for the day of the event; the civil register's day of death stands in it where it must be that."""
    died_on = file.person.died_on if kind.event_is_death else None
    return Field(EVENT, "date", kind.event[language], "", True, typed or (died_on.isoformat() if died_on else ""))


def _child_field(kind: Kind, file: PersonFile, given: Mapping[str, str]) -> list[Field]:
    if not kind.is_for_child:
        return []
    children = [(str(one.person_id), one.name) for one in file.family if one.relation_code == CHILD_RELATION]
    label = gettext("Anak yang bersekolah")
    return [Field(CHILD, "select", label, "", True, given.get(CHILD, ""), options=children)]


def _filing(kind: Kind, file: PersonFile, given: Mapping[str, str], event_day: Field) -> Filing | None:
    try:
        event_on = date.fromisoformat(event_day.typed)
    except ValueError:
        event_day.faults.append(gettext("Isi tanggalnya."))
        return None
    told: dict[str, Any] = {}
    for name, argument in {**kind.asked, **kind.confirmed}.items():
        value = read(argument, given.get(name, ""))
        if value is not None:
            told[name] = value
    child = given.get(CHILD, "")
    return Filing(
        claim_id=number_of(given) or uuid4(),
        person_id=file.person.person_id,
        kind=kind.code,
        event_on=event_on,
        told=told,
        child_id=int(child) if child.isdecimal() else None,
        corrects=number_of(given, REPLACES),
    )
