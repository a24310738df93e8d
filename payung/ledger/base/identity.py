"""Under which id is a row entered, so that the same content entered twice is one row?"""

import hashlib
from datetime import date
from uuid import UUID


def name_uuid(words: str) -> UUID:
    """The id drawn from words, the same as `ledger.name_uuid` in the base: version 8 from SHA-256 (RFC 9562, B.2)."""
    digits = hashlib.sha256(words.encode()).hexdigest()[:32]
    return UUID(f"{digits[:12]}8{digits[13:16]}8{digits[17:]}")


def bill_uuid(month: date, kind: str, holder: int, *, is_party: bool = False) -> UUID:
    """The id of a payer's bill, packed from its month, kind and payer, the same as `ledger.bill_uuid` in the base."""
    return UUID(f"{month_key(month)}{KINDS[kind]:02}{2 if is_party else 1:02}0080008{holder:013x}00")


def month_key(month: date) -> str:
    """The six digits of a month, with which the ids of its bills begin."""
    return f"{month:%Y%m}"


KINDS = {"JKN": 1, "BPU": 2, "PU": 3, "COLLECTIVE": 4}
