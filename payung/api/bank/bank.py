"""What is a bank here? Its keys, the calls it signs, and its registration with Payung."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from payung.api.snap.signature import asymmetric, symmetric

JAKARTA = ZoneInfo("Asia/Jakarta")
TOKEN_PATH = "/snap/v1.0/access-token/b2b"
INQUIRY_PATH = "/snap/v1.0/transfer-va/inquiry"
PAYMENT_PATH = "/snap/v1.0/transfer-va/payment"
QRIS_PATH = "/snap/v1.0/qr/qr-mpm-notify"
RSA_BITS = 2048
CUSTOMER_DIGITS = 20


@dataclass(frozen=True)
class Request:
    """A signed call, ready to be sent."""

    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Bank:
    """A bank with its keys; `channel` is its name in the ledger."""

    channel: str
    client_key: str
    client_secret: str = field(repr=False)
    private_key: RSAPrivateKey = field(repr=False)

    def token_request(self, at: datetime) -> Request:
        """The call that asks for an access token, signed with the private key."""
        stamp = timestamp(at)
        headers = {
            "Content-Type": "application/json",
            "X-CLIENT-KEY": self.client_key,
            "X-TIMESTAMP": stamp,
            "X-SIGNATURE": asymmetric(self.private_key, self.client_key, stamp),
        }
        return Request(TOKEN_PATH, headers, b'{"grantType":"client_credentials"}')

    def request(self, path: str, values: Mapping[str, Any], token: str, at: datetime, external_id: str) -> Request:
        """A call of a service, signed with the client secret."""
        body = json.dumps(values, separators=(",", ":")).encode()
        headers = {
            "Content-Type": "application/json",
            "Authorization": f"Bearer {token}",
            "X-TIMESTAMP": timestamp(at),
            "X-SIGNATURE": self.sign(path, token, body, at),
            "X-PARTNER-ID": self.channel,
            "X-EXTERNAL-ID": external_id,
            "CHANNEL-ID": "95051",
        }
        return Request(path, headers, body)

    def sign(self, path: str, token: str, body: bytes, at: datetime) -> str:
        """The symmetric signature of a body."""
        return symmetric(self.client_secret, "POST", path, token, body, timestamp(at))


def open_bank(channel: str, folder: Path) -> Bank:
    """The simulated bank of this channel: made at first, and registered in `folder`/snap.json as a partner.

    Its private key stands beside in `bank-<channel>.json`, so that it is the same bank at the next call.
    """
    file = folder / f"bank-{channel.lower()}.json"
    if not file.exists():
        key = generate_private_key(public_exponent=65537, key_size=RSA_BITS)
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
        facts = {"client_key": secrets.token_hex(16), "client_secret": secrets.token_hex(32), "private_key": private}
        _write(file, facts)
    facts = json.loads(file.read_text(encoding="utf-8"))
    key = load_pem_private_key(facts["private_key"].encode(), None)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError(f"{file} holds no RSA key")
    bank = Bank(channel, facts["client_key"], facts["client_secret"], key)
    _register(bank, folder / "snap.json")
    return bank


def timestamp(at: datetime) -> str:
    """A moment as SNAP BI writes it: 2026-11-01T09:30:00+07:00."""
    return at.astimezone(JAKARTA).isoformat(timespec="seconds")


def account_fields(account_no: str) -> dict[str, str]:
    """The three fields that name a virtual account: the service's number padded to eight, and the customer's."""
    cut = max(len(account_no) - CUSTOMER_DIGITS, min(5, len(account_no) - 1))
    service_id = account_no[:cut].rjust(8)
    return {
        "partnerServiceId": service_id,
        "customerNo": account_no[cut:],
        "virtualAccountNo": service_id + account_no[cut:],
    }


def money(amount_idr: int) -> dict[str, str]:
    """An amount as SNAP BI writes it."""
    return {"value": f"{amount_idr}.00", "currency": "IDR"}


def _register(bank: Bank, file: Path) -> None:
    known = json.loads(file.read_text(encoding="utf-8"))["partners"] if file.exists() else []
    public = bank.private_key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    entry = {
        "partner_id": bank.channel,
        "client_key": bank.client_key,
        "client_secret": bank.client_secret,
        "public_key": public,
        "channel": bank.channel,
    }
    if entry not in known:
        others = [other for other in known if other["client_key"] != bank.client_key]
        _write(file, {"partners": [*others, entry]})


def _write(file: Path, facts: Mapping[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = file.with_name(f"{file.name}.half")
    half.touch(mode=0o600)
    half.write_text(json.dumps(facts, indent=1), encoding="utf-8")
    half.replace(file)
