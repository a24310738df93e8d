"""How are NIK, family card, card and phone numbers kept so that a copy of the database alone tells none of them?

A value is sealed with AES-256-GCM under a key of one load, table and column; the additional data names the row, so
that a sealed value moved to another row does not open. To find a person by number, the number's keyed index stands
beside it: HMAC-SHA256, cut to 16 bytes, under a key of its own. A plain hash would not do: a NIK whose birth date and
district are known has 10,000 possible values.

A sealed value is: version (1 byte), id of the main key (4), nonce (12), ciphertext and tag.
"""

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from payung.ledger.error import CannotOpen, KeyFileFaulty

VERSION = b"\x01"
KEY_ID_BYTES, NONCE_BYTES, INDEX_BYTES, SECRET_BYTES, HASH_BLOCK = 4, 12, 16, 32, 64
HEAD_BYTES = len(VERSION) + KEY_ID_BYTES + NONCE_BYTES


@dataclass(frozen=True)
class Vault:
    """The keys: main keys by id, the id in use, and the secret from which the index and other keys derive."""

    keys: dict[bytes, bytes]
    current: bytes
    index_secret: bytes

    def seal_many(
        self, place: str, rows: Iterable[object], values: Iterable[str | None], *, load: str
    ) -> list[bytes | None]:
        """Values sealed for `place` ("person/nik"), each bound to its row's key; None stays None."""
        encrypt = self._cipher(self.current, place, load).encrypt
        head = VERSION + self.current
        pairs = list(zip(rows, values, strict=True))
        nonces = secrets.token_bytes(NONCE_BYTES * len(pairs))
        sealed: list[bytes | None] = []
        for number, (row, value) in enumerate(pairs):
            if value is None:
                sealed.append(None)
                continue
            nonce = nonces[number * NONCE_BYTES : (number + 1) * NONCE_BYTES]
            sealed.append(head + nonce + encrypt(nonce, value.encode(), str(row).encode()))
        return sealed

    def open(self, place: str, row: object, sealed: bytes | None, *, load: str) -> str | None:
        """The value sealed for this place and row; None for None.

        Raises CannotOpen for another place, row, load or key, and for altered bytes.
        """
        return None if sealed is None else self.open_bytes(place, row, bytes(sealed), load=load).decode()

    def seal_bytes(self, place: str, row: object, content: bytes, *, load: str) -> bytes:
        """A file sealed for this place and row, as `seal_many` seals a value."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = self._cipher(self.current, place, load).encrypt(nonce, content, str(row).encode())
        return VERSION + self.current + nonce + sealed

    def open_bytes(self, place: str, row: object, sealed: bytes, *, load: str) -> bytes:
        """A file that `seal_bytes` sealed. Raises CannotOpen as `open` does."""
        key_id = sealed[1 : 1 + KEY_ID_BYTES]
        if len(sealed) < HEAD_BYTES or sealed[:1] != VERSION or key_id not in self.keys:
            raise CannotOpen(f"{place} {row}: sealed by a key that is not in the key file ({key_id.hex()})")
        nonce, rest = sealed[1 + KEY_ID_BYTES : HEAD_BYTES], sealed[HEAD_BYTES:]
        try:
            return self._cipher(key_id, place, load).decrypt(nonce, rest, str(row).encode())
        except InvalidTag as error:
            raise CannotOpen(f"{place} {row}: does not open here") from error

    def index(self, kind: str, value: str) -> bytes:
        """The keyed index under which a number of this kind (`nik`, `card`, `subject`) is found."""
        return self.index_many(kind, [value])[0] or b""

    def index_many(self, kind: str, values: Sequence[str | None]) -> list[bytes | None]:
        """Keyed indexes of many numbers; None stays None. A repeated number is computed once."""
        key = self.derived(f"index/{kind}")
        # HMAC written out (RFC 2104): the two padded keys are hashed once, not once a number.
        inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in key.ljust(HASH_BLOCK, b"\0")))
        outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in key.ljust(HASH_BLOCK, b"\0")))
        known: dict[str | None, bytes | None] = {None: None}
        for value in values:
            if value not in known and value is not None:
                first, second = inner.copy(), outer.copy()
                first.update(value.encode())
                second.update(first.digest())
                known[value] = second.digest()[:INDEX_BYTES]
        return [known[value] for value in values]

    def derived(self, purpose: str) -> bytes:
        """A key of 32 bytes for one purpose (`session`, `context`, `index/nik`); it stays when main keys change."""
        return _derive(self.index_secret, purpose)

    def sign(self, purpose: str, text: str) -> str:
        """HMAC-SHA256 of a text under the key of a purpose, in hexadecimal digits."""
        return hmac.digest(self.derived(purpose), text.encode(), "sha256").hex()

    def _cipher(self, key_id: bytes, place: str, load: str) -> AESGCM:
        # A key for each load and column keeps far below the 2^32 random nonces that one AES-GCM key bears.
        name = (key_id, place, load)
        if name not in self._ciphers:
            if len(self._ciphers) > 256:
                self._ciphers.clear()
            self._ciphers[name] = AESGCM(_derive(self.keys[key_id], f"seal/{load}/{place}"))
        return self._ciphers[name]

    @cached_property
    def _ciphers(self) -> dict[tuple[bytes, str, str], AESGCM]:
        return {}


def open_vault(file: Path) -> Vault:
    """The keys of this file, which is made with mode 0600 when there is none.

    Raises KeyFileFaulty when the file is open to others or does not hold what it must.
    """
    if not file.exists():
        _make(file)
    if file.stat().st_mode & 0o077:
        raise KeyFileFaulty(f"{file} can be read by others; chmod 600 {file}")
    try:
        raw = json.loads(file.read_text(encoding="ascii"))
        keys = {bytes.fromhex(key_id): bytes.fromhex(key) for key_id, key in raw["keys"].items()}
        vault = Vault(keys, bytes.fromhex(raw["current"]), bytes.fromhex(raw["index"]))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise KeyFileFaulty(f"{file} is not a key file of Payung") from error
    if vault.current not in vault.keys or {len(key) for key in vault.keys.values()} != {SECRET_BYTES}:
        raise KeyFileFaulty(f"{file}: the key in use is missing or a key is too short")
    return vault


def add_key(file: Path) -> Vault:
    """A new main key is put to use; older ones stay, so that what they sealed still opens."""
    vault = open_vault(file)
    key_id = secrets.token_bytes(KEY_ID_BYTES)
    _write(file, Vault(vault.keys | {key_id: secrets.token_bytes(SECRET_BYTES)}, key_id, vault.index_secret))
    return open_vault(file)


def _make(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key_id = secrets.token_bytes(KEY_ID_BYTES)
    _write(file, Vault({key_id: secrets.token_bytes(SECRET_BYTES)}, key_id, secrets.token_bytes(SECRET_BYTES)))


def _write(file: Path, vault: Vault) -> None:
    raw = {
        "current": vault.current.hex(),
        "keys": {key_id.hex(): key.hex() for key_id, key in vault.keys.items()},
        "index": vault.index_secret.hex(),
    }
    half = file.with_name(f"{file.name}.{os.getpid()}")
    half.touch(mode=0o600, exist_ok=False)
    with half.open("w", encoding="ascii") as handle:
        json.dump(raw, handle)
        handle.flush()
        os.fsync(handle.fileno())
    # Of two processes that start at once the first one's keys stand; losing a key loses what it sealed.
    try:
        if file.exists():
            half.replace(file)
        else:
            os.link(half, file)
    except FileExistsError:
        pass
    half.unlink(missing_ok=True)


# The same few keys are asked for at every request; deriving one takes longer than using it.
@lru_cache(maxsize=256)
def _derive(secret: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), SECRET_BYTES, salt=b"payung", info=purpose.encode()).derive(secret)
