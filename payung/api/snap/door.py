"""Who calls, and may they? Every SNAP service passes through this door: headers, token, clock, signature, body.

A refusal changes nothing; it is answered with its code and entered in the log `payung.security`, with the partner and
the cause but without any value of the body. What fails without a cause known here is answered as a general error and
entered in the log `payung.snap`.
"""

import json
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from payung.act.public import LedgerAway, Till
from payung.api.snap import body, token
from payung.api.snap.code import Case, Refused, Service
from payung.api.snap.partner import Partner, partners
from payung.api.snap.signature import is_signed, is_signed_by_key, is_timely
from payung.ledger.public import Vault, open_vault

JAKARTA = ZoneInfo("Asia/Jakarta")
HEADERS = {"content-type": "application/json", "cache-control": "no-store", "x-content-type-options": "nosniff"}
EXTERNAL_ID = re.compile(r"[0-9]{1,36}")
CHANNEL_ID = re.compile(r"[0-9A-Za-z]{1,5}")
security, log = logging.getLogger("payung.security"), logging.getLogger("payung.snap")


@dataclass(frozen=True, slots=True)
class Told:
    """A call as it came: names of `headers` are small letters; `body` is None where it was larger than is read."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes | None


@dataclass(frozen=True, slots=True)
class Said:
    """What is answered: HTTP status, headers, and the body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """A call that was let in: whose it is, what it says, when it came, and the till that serves it."""

    partner: Partner
    values: dict[str, Any]
    external_id: str
    at: datetime
    till: Till

    def happened_at(self, name: str) -> datetime:
        """The moment told under this name, that of the call where none is. Raises Refused for one still to come."""
        said = body.text(self.values, name, r".{1,35}", is_optional=True)
        found = body.moment(said, name) if said else self.at
        if found > self.at and not is_timely(found, self.at):
            raise Refused(Case.INVALID_FIELD, name)
        return found


Answer = dict[str, Any]
Served = Callable[[Call], Awaitable[tuple[Case, Answer]]]
Door = Callable[[Told, Till], Awaitable[Said]]


def service(number: Service) -> Callable[[Served], Door]:
    """A SNAP service behind its door: the call is checked, served, and answered; a refusal with its code."""

    def declare(serve: Served) -> Door:
        async def answer(told: Told, till: Till) -> Said:
            at = datetime.now(UTC)
            try:
                case, values = await serve(_let_in(told, at, till))
                return _answered(number, case, values, at)
            except Refused as refusal:
                return _refused(number, refusal, told, at)
            except LedgerAway:
                # Nothing was acknowledged; the bank asks again, and the repeat is harmless.
                return _refused(number, Refused(Case.TIMEOUT), told, at)
            except Exception:
                log.exception("SNAP %s failed", number.value)
                return _refused(number, Refused(Case.GENERAL_ERROR), told, at)

        answer.__doc__ = serve.__doc__
        return answer

    return declare


async def access_token(told: Told, till: Till) -> Said:
    """POST /v1.0/access-token/b2b: a token for who proves to hold a partner's private key."""
    at = datetime.now(UTC)
    try:
        return _answered(Service.TOKEN, Case.SUCCESS, _token(told, at), at)
    except Refused as refusal:
        return _refused(Service.TOKEN, refusal, told, at)


def _token(told: Told, at: datetime) -> Answer:
    if told.method != "POST":
        raise Refused(Case.NOT_SUPPORTED)
    client_key = _header(told, "X-CLIENT-KEY")
    timestamp = _timestamp(told, at)
    signature = _header(told, "X-SIGNATURE")
    partner = partners(settings.SNAP_FILE).get(client_key)
    if partner is None:
        raise Refused(Case.UNAUTHORIZED, "Unknown Client")
    if not is_signed_by_key(signature, partner.public_key, client_key, timestamp):
        raise Refused(Case.UNAUTHORIZED, "Signature")
    body.text(body.parsed(_body(told)), "grantType", "client_credentials")
    return {
        "accessToken": token.issue(_vault(), client_key, at),
        "tokenType": "Bearer",
        "expiresIn": str(token.SECONDS),
    }


def _let_in(told: Told, at: datetime, till: Till) -> Call:
    if told.method != "POST":
        raise Refused(Case.NOT_SUPPORTED)
    kind, _, words = _header(told, "Authorization").partition(" ")
    timestamp = _timestamp(told, at)
    signature = _header(told, "X-SIGNATURE")
    partner_id = _header(told, "X-PARTNER-ID")
    external_id = _header(told, "X-EXTERNAL-ID")
    channel_id = _header(told, "CHANNEL-ID")
    client_key = token.holder(_vault(), words, at) if kind == "Bearer" else None
    partner = partners(settings.SNAP_FILE).get(client_key or "")
    if partner is None:
        raise Refused(Case.INVALID_TOKEN)
    if not is_signed(signature, partner.client_secret, "POST", told.path, words, _body(told), timestamp):
        raise Refused(Case.UNAUTHORIZED, "Signature")
    if partner_id != partner.partner_id:
        raise Refused(Case.UNAUTHORIZED, "X-PARTNER-ID")
    if not EXTERNAL_ID.fullmatch(external_id):
        raise Refused(Case.INVALID_FIELD, "X-EXTERNAL-ID")
    if not CHANNEL_ID.fullmatch(channel_id):
        raise Refused(Case.INVALID_FIELD, "CHANNEL-ID")
    return Call(partner, body.parsed(_body(told)), external_id, at, till)


def _body(told: Told) -> bytes:
    if told.body is None:
        raise Refused(Case.BAD_REQUEST, "Body too large")
    return told.body


def _header(told: Told, name: str) -> str:
    found = told.headers.get(name.lower())
    if not found:
        raise Refused(Case.MISSING_FIELD, name)
    if not found.isascii():
        raise Refused(Case.INVALID_FIELD, name)
    return found


def _timestamp(told: Told, at: datetime) -> str:
    timestamp = _header(told, "X-TIMESTAMP")
    if not is_timely(body.moment(timestamp, "X-TIMESTAMP"), at):
        raise Refused(Case.UNAUTHORIZED, "X-TIMESTAMP")
    return timestamp


def _answered(number: Service, case: Case, answer: Answer, at: datetime, detail: str = "") -> Said:
    whole = {"responseCode": case.code(number), "responseMessage": case.message(detail), **answer}
    stamp = at.astimezone(JAKARTA).isoformat(timespec="seconds")
    return Said(case.status, {**HEADERS, "x-timestamp": stamp}, json.dumps(whole).encode())


def _refused(number: Service, refusal: Refused, told: Told, at: datetime) -> Said:
    if refusal.case in (Case.UNAUTHORIZED, Case.INVALID_TOKEN):
        partner_id = re.sub(r"[^0-9A-Za-z_-]", "?", told.headers.get("x-partner-id", ""))[:36]
        security.warning(
            "SNAP %s refused: %s; said to be %s", number.value, refusal.case.message(refusal.detail), partner_id
        )
    return _answered(number, refusal.case, {}, at, refusal.detail)


def _vault() -> Vault:
    return _opened(settings.KEY_FILE)


@cache
def _opened(file: Path) -> Vault:
    return open_vault(file)
