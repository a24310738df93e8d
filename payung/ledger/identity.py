"""Under which id is a row entered, so that the same content entered twice is one row?"""

import hashlib
from uuid import UUID


def name_uuid(words: str) -> UUID:
    """The id drawn from words, the same as `ledger.name_uuid` in the base: version 8 from SHA-256 (RFC 9562, B.2)."""
    digits = hashlib.sha256(words.encode()).hexdigest()[:32]
    return UUID(f"{digits[:12]}8{digits[13:16]}8{digits[17:]}")
