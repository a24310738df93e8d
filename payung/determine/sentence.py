"""How is a determination told to a person? One plain sentence with its numbers and dates, in Indonesian or English."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from payung.terms.public import codes, day_written

WORDS = {
    "id": {
        "months": "{n} bulan belum dibayar",
        "since": "sejak {day}",
        "until": "sampai {day}",
        "ACTIVE": "catatan BPJS masih aktif",
        "INACTIVE": "catatan BPJS tidak aktif",
        "WAITING": "catatan BPJS masih menunggu",
        "ATTEMPT_FAILED": "catatan BPJS pendaftaran gagal",
    },
    "en": {
        "months": "{n} {months} unpaid",
        "since": "since {day}",
        "until": "until {day}",
        "ACTIVE": "the register still says active",
        "INACTIVE": "the register says not active",
        "WAITING": "the register says waiting",
        "ATTEMPT_FAILED": "the register says the attempt failed",
    },
}


def sentence(determination: Mapping[str, Any] | object, language: str) -> str:
    """One plain sentence for a determination: a mapping, or an object with the columns as attributes.

    `language` is `id` or `en`. Reads programme, reason, since, until, arrears_months, register_status and agrees; dates
    may be dates or ISO text. Raises KeyError for a reason or programme that terms do not know.
    """
    words = WORDS["en" if language == "en" else "id"]
    reason = codes("reasons")[_of(determination, "reason")]
    programme = codes("programmes")[_of(determination, "programme")]
    parts = [f"{programme.code}: {reason.plain(language).removesuffix('.')}", *_details(determination, language)]
    told = ", ".join(parts)
    if _of(determination, "agrees") is False:
        told += f"; {words[_of(determination, 'register_status')]}"
    return f"{told}."


def _details(determination: Mapping[str, Any] | object, language: str) -> list[str]:
    words = WORDS["en" if language == "en" else "id"]
    months = _of(determination, "arrears_months")
    since, until = _day(_of(determination, "since")), _day(_of(determination, "until"))
    details = []
    if months:
        details.append(words["months"].format(n=months, months="month" if months == 1 else "months"))
    if since:
        details.append(words["since"].format(day=day_written(since, language)))
    if until:
        details.append(words["until"].format(day=day_written(until, language)))
    return details


def _of(determination: Mapping[str, Any] | object, column: str) -> Any:
    if isinstance(determination, Mapping):
        return determination[column]
    return getattr(determination, column)


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
