"""Which banks may call, and with which keys?

The keys stand in a file of their own (mode 0600) outside the base, `PAYUNG_SNAP_FILE`, by default `keys/snap.json` in
the data folder. It is read again when it changes, so that a key is taken away or replaced without a restart:

    {"partners": [{"partner_id": "BANKA", "client_key": "...", "client_secret": "...",
                   "public_key": "-----BEGIN PUBLIC KEY-----...", "channel": "BANK_A"}]}
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

FACTS = ("partner_id", "client_key", "client_secret", "public_key", "channel")
SECRET_LENGTH_MIN = 32
RSA_BITS_MIN = 2048


class PartnerFileFaulty(Exception):
    """The file of partners can be read by others, or does not hold what it must."""


@dataclass(frozen=True)
class Partner:
    """A bank that may call; `channel` names it in the ledger."""

    partner_id: str
    client_key: str
    channel: str
    client_secret: str = field(repr=False)
    public_key: RSAPublicKey = field(repr=False)


def partners(file: Path) -> Mapping[str, Partner]:
    """The partners by client key; none where there is no file. Raises PartnerFileFaulty."""
    try:
        state = file.stat()
    except FileNotFoundError:
        return MappingProxyType({})
    return _read(file, state.st_mtime_ns, state.st_ino)


@lru_cache(maxsize=8)
def _read(file: Path, changed_at: int, inode: int) -> Mapping[str, Partner]:
    if file.stat().st_mode & 0o077:
        raise PartnerFileFaulty(f"{file} can be read by others; chmod 600 {file}")
    try:
        entries = json.loads(file.read_text(encoding="utf-8"))["partners"]
        found = [_partner(file, entry) for entry in entries]
    except (KeyError, TypeError, ValueError, UnsupportedAlgorithm) as error:
        raise PartnerFileFaulty(f"{file} is no file of partners: {error}") from error
    by_key = {partner.client_key: partner for partner in found}
    if len(by_key) != len(found):
        raise PartnerFileFaulty(f"{file}: two partners have the same client key")
    return MappingProxyType(by_key)


def _partner(file: Path, entry: dict[str, Any]) -> Partner:
    facts = {name: entry[name] for name in FACTS}
    if not all(isinstance(value, str) and value for value in facts.values()):
        raise PartnerFileFaulty(f"{file}: a partner's facts are texts that are not empty")
    key = load_pem_public_key(facts.pop("public_key").encode())
    if not isinstance(key, RSAPublicKey) or key.key_size < RSA_BITS_MIN:
        raise PartnerFileFaulty(f"{file}: {facts['partner_id']} needs an RSA key of {RSA_BITS_MIN} bits or more")
    if len(facts["client_secret"]) < SECRET_LENGTH_MIN:
        raise PartnerFileFaulty(f"{file}: the secret of {facts['partner_id']} is shorter than {SECRET_LENGTH_MIN}")
    if not facts["client_secret"].isascii() or not facts["client_secret"].isprintable():
        # HMAC fills a short key up with zeros: a secret and the same with a zero behind it would sign alike.
        raise PartnerFileFaulty(f"{file}: the secret of {facts['partner_id']} holds what cannot be printed")
    return Partner(**facts, public_key=key)
