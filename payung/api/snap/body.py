"""What does the body of a call say? One parser both for the signature and for the use of the values.

The signature covers the minified body. Two readers that understand one body differently (a name given twice, 1e3 for
1000, a byte order mark) would let somebody sign one thing and mean another; whatever could be read in two ways is
refused. Whitespace is taken away in the text itself, so that numbers and escapes are hashed as they were sent.
"""

import json
import re
from datetime import UTC, datetime
from typing import Any

from payung.api.snap.code import Case, Refused

BYTES_MAX = 16_384
# Up to a quadrillion rupiah: far above any payment, far below the largest whole number of the ledger.
AMOUNT = re.compile(r"(0|[1-9][0-9]{0,14})\.00")
TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})")
_TEXT_OR_SPACE = re.compile(rb'("(?:[^"\\]|\\.)*")|[ \t\r\n]+', re.DOTALL)


def minified(body: bytes) -> bytes:
    """The body without whitespace outside of its texts."""
    if b"\\" in body:
        return _TEXT_OR_SPACE.sub(rb"\1", body)
    parts = body.split(b'"')
    parts[::2] = [part.translate(None, b" \t\r\n") for part in parts[::2]]
    return b'"'.join(parts)


def parsed(body: bytes) -> dict[str, Any]:
    """The values of a body. Raises Refused (BAD_REQUEST) for what is no JSON object or could be read in two ways."""
    if len(body) > BYTES_MAX:
        raise Refused(Case.BAD_REQUEST, "Body too large")
    try:
        found = json.loads(body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise Refused(Case.BAD_REQUEST, "Body is not JSON") from error
    if not isinstance(found, dict):
        raise Refused(Case.BAD_REQUEST, "Body is not an object")
    return found


def text(values: dict[str, Any], name: str, form: str, *, is_optional: bool = False) -> str:
    """The text under this name, which must match `form` whole; '' for an optional one that is not there.

    Raises Refused: MISSING_FIELD, INVALID_FIELD.
    """
    found = values.get(name)
    if found is None or found == "":
        if is_optional:
            return ""
        raise Refused(Case.MISSING_FIELD, name)
    if not isinstance(found, str) or not re.fullmatch(form, found):
        raise Refused(Case.INVALID_FIELD, name)
    return found


def amount(values: dict[str, Any], name: str, *, is_optional: bool = False) -> int | None:
    """Whole rupiah of an amount {"value": "16800.00", "currency": "IDR"}; None for an optional one not there.

    Raises Refused: MISSING_FIELD, INVALID_FIELD (another currency, a number instead of text, parts of a rupiah).
    """
    found = values.get(name)
    if found is None and is_optional:
        return None
    if found is None:
        raise Refused(Case.MISSING_FIELD, name)
    if not isinstance(found, dict):
        raise Refused(Case.INVALID_FIELD, name)
    for part in ("value", "currency"):
        if part not in found:
            raise Refused(Case.MISSING_FIELD, f"{name}.{part}")
    value = found["value"]
    if not isinstance(value, str) or not AMOUNT.fullmatch(value) or found["currency"] != "IDR":
        raise Refused(Case.INVALID_FIELD, name)
    return int(value[:-3])


def moment(value: str, name: str) -> datetime:
    """The moment a text such as 2026-11-01T09:30:00+07:00 names. Raises Refused (INVALID_FIELD)."""
    if not TIME.fullmatch(value):
        raise Refused(Case.INVALID_FIELD, name)
    try:
        found = datetime.fromisoformat(value)
        # A moment near the ends of the calendar exists in its own zone only; the ledger keeps one zone.
        found.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Refused(Case.INVALID_FIELD, name) from error
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is given twice")
    return found


def _no_constant(word: str) -> None:
    raise ValueError(f"{word} is no JSON")
