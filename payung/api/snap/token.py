"""Does this access token stand? It carries its partner and its end itself, signed with a key of the key file.

So no table is asked at a call, and a token ends when its time is over or when its partner is taken out of the file.
"""

import hmac
import secrets
from datetime import datetime

from payung.ledger.public import Vault

SECONDS = 900
PURPOSE = "snap/token"


def issue(vault: Vault, client_key: str, at: datetime) -> str:
    """A new token for a partner, for `SECONDS` from `at`."""
    words = f"{client_key.encode().hex()}.{int(at.timestamp()) + SECONDS}.{secrets.token_hex(8)}"
    return f"{words}.{vault.sign(PURPOSE, words)}"


def holder(vault: Vault, token: str, at: datetime) -> str | None:
    """The client key a token was issued to; None for a token that is not ours, was altered or is over."""
    words, _, signature = token.rpartition(".")
    parts = words.split(".")
    if len(parts) != 3 or not hmac.compare_digest(vault.sign(PURPOSE, words).encode(), signature.encode()):
        return None
    return bytes.fromhex(parts[0]).decode() if int(parts[1]) > at.timestamp() else None
