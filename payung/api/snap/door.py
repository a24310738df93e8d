"""Who calls, and may they? Every SNAP service passes through this door: headers, token, clock, signature, body.

A refusal changes nothing; it is answered with its code and entered in the log `payung.security`, with the partner and
the cause but without any value of the body.
"""

import json
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, wraps
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from payung.act.public import LedgerAway
from payung.api.snap import body, token
from payung.api.snap.code import Case, Refused, Service
from payung.api.snap.partner import Partner, partners
from payung.api.snap.signature import is_signed, is_signed_by_key, is_timely
from payung.ledger.public import Vault, open_vault

JAKARTA = ZoneInfo("Asia/Jakarta")
PERMISSION = "snap: signed by a partner bank"
EXTERNAL_ID = re.compile(r"[0-9]{1,36}")
CHANNEL_ID = re.compile(r"[0-9A-Za-z]{1,5}")
security = logging.getLogger("payung.security")


@dataclass(frozen=True)
class Call:
    """A call that was let in: whose it is, what it says, and when it came."""

    partner: Partner
    values: dict[str, Any]
    external_id: str
    at: datetime

    def happened_at(self, name: str) -> datetime:
        """The moment told under this name, that of the call where none is. Raises Refused for one still to come."""
        said = body.text(self.values, name, r".{1,35}", is_optional=True)
        found = body.moment(said, name) if said else self.at
        if found > self.at and not is_timely(found, self.at):
            raise Refused(Case.INVALID_FIELD, name)
        return found


Answer = dict[str, Any]
Served = Callable[[Call], tuple[Case, Answer]]
View = Callable[[HttpRequest], HttpResponse]


def service(number: Service) -> Callable[[Served], View]:
    """A SNAP service as a view: the call is checked, served, and answered; a refusal is answered with its code."""

    def declare(serve: Served) -> View:
        @csrf_exempt
        @wraps(serve)
        def view(request: HttpRequest) -> HttpResponse:
            at = datetime.now(UTC)
            try:
                case, answer = serve(_let_in(request, at))
                return _answered(number, case, answer, at)
            except Refused as refusal:
                return _refused(number, refusal, request, at)
            except (LedgerAway, OperationalError, InterfaceError):
                # Nothing was acknowledged; the bank asks again, and the repeat is harmless.
                return _refused(number, Refused(Case.TIMEOUT), request, at)

        view.permission = PERMISSION  # type: ignore[attr-defined]
        return view

    return declare


@csrf_exempt
def access_token(request: HttpRequest) -> HttpResponse:
    """POST /v1.0/access-token/b2b: a token for who proves to hold a partner's private key."""
    at = datetime.now(UTC)
    try:
        return _answered(Service.TOKEN, Case.SUCCESS, _token(request, at), at)
    except Refused as refusal:
        return _refused(Service.TOKEN, refusal, request, at)


access_token.permission = "snap: signed with a partner's private key"  # type: ignore[attr-defined]


def _token(request: HttpRequest, at: datetime) -> Answer:
    if request.method != "POST":
        raise Refused(Case.NOT_SUPPORTED)
    client_key = _header(request, "X-CLIENT-KEY")
    timestamp = _timestamp(request, at)
    signature = _header(request, "X-SIGNATURE")
    partner = partners(settings.SNAP_FILE).get(client_key)
    if partner is None:
        raise Refused(Case.UNAUTHORIZED, "Unknown Client")
    if not is_signed_by_key(signature, partner.public_key, client_key, timestamp):
        raise Refused(Case.UNAUTHORIZED, "Signature")
    body.text(body.parsed(_body(request)), "grantType", "client_credentials")
    return {
        "accessToken": token.issue(_vault(), client_key, at),
        "tokenType": "Bearer",
        "expiresIn": str(token.SECONDS),
    }


def _let_in(request: HttpRequest, at: datetime) -> Call:
    if request.method != "POST":
        raise Refused(Case.NOT_SUPPORTED)
    kind, _, words = _header(request, "Authorization").partition(" ")
    timestamp = _timestamp(request, at)
    signature = _header(request, "X-SIGNATURE")
    partner_id = _header(request, "X-PARTNER-ID")
    external_id = _header(request, "X-EXTERNAL-ID")
    channel_id = _header(request, "CHANNEL-ID")
    client_key = token.holder(_vault(), words, at) if kind == "Bearer" else None
    partner = partners(settings.SNAP_FILE).get(client_key or "")
    if partner is None:
        raise Refused(Case.INVALID_TOKEN)
    path = request.get_full_path()
    if not is_signed(signature, partner.client_secret, "POST", path, words, _body(request), timestamp):
        raise Refused(Case.UNAUTHORIZED, "Signature")
    if partner_id != partner.partner_id:
        raise Refused(Case.UNAUTHORIZED, "X-PARTNER-ID")
    if not EXTERNAL_ID.fullmatch(external_id):
        raise Refused(Case.INVALID_FIELD, "X-EXTERNAL-ID")
    if not CHANNEL_ID.fullmatch(channel_id):
        raise Refused(Case.INVALID_FIELD, "CHANNEL-ID")
    return Call(partner, body.parsed(_body(request)), external_id, at)


def _body(request: HttpRequest) -> bytes:
    # Before it is read: a caller who is not known yet must not fill the memory.
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError as error:
        raise Refused(Case.BAD_REQUEST, "Content-Length") from error
    if length > body.BYTES_MAX:
        raise Refused(Case.BAD_REQUEST, "Body too large")
    return request.body


def _header(request: HttpRequest, name: str) -> str:
    found = request.META.get("HTTP_" + name.upper().replace("-", "_"), "")
    if not found:
        raise Refused(Case.MISSING_FIELD, name)
    if not found.isascii():
        raise Refused(Case.INVALID_FIELD, name)
    return str(found)


def _timestamp(request: HttpRequest, at: datetime) -> str:
    timestamp = _header(request, "X-TIMESTAMP")
    if not is_timely(body.moment(timestamp, "X-TIMESTAMP"), at):
        raise Refused(Case.UNAUTHORIZED, "X-TIMESTAMP")
    return timestamp


def _answered(number: Service, case: Case, answer: Answer, at: datetime, detail: str = "") -> HttpResponse:
    whole = {"responseCode": case.code(number), "responseMessage": case.message(detail), **answer}
    content = json.dumps(whole).encode()
    headers = {
        "Content-Type": "application/json",
        "Content-Length": str(len(content)),
        "X-TIMESTAMP": at.astimezone(JAKARTA).isoformat(timespec="seconds"),
    }
    return HttpResponse(content, status=case.status, headers=headers)


def _refused(number: Service, refusal: Refused, request: HttpRequest, at: datetime) -> HttpResponse:
    if refusal.case in (Case.UNAUTHORIZED, Case.INVALID_TOKEN):
        partner_id = re.sub(r"[^0-9A-Za-z_-]", "?", request.META.get("HTTP_X_PARTNER_ID", ""))[:36]
        security.warning(
            "SNAP %s refused: %s; said to be %s", number.value, refusal.case.message(refusal.detail), partner_id
        )
    return _answered(number, refusal.case, {}, at, refusal.detail)


def _vault() -> Vault:
    return _opened(settings.KEY_FILE)


@cache
def _opened(file: Path) -> Vault:
    return open_vault(file)
