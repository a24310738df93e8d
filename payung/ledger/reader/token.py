"""Which program asks? A bearer token is given out once by the machine's owner and kept only as its hash."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model

from payung.ledger.error import LedgerError

MARK = "payung_"
SECRET_BYTES = 32


class NoSuchAccount(LedgerError):
    """There is no account of this name."""


@dataclass(frozen=True)
class TokenRow:
    """A token that was given out; the secret itself is known to nobody."""

    api_token_id: int
    username: str
    label: str
    people_daily: int
    ends_on: date
    revoked_at: datetime | None


def new_token(username: str, label: str, *, people_daily: int, ends_on: date) -> str:
    """A new token in the name of an account, whose role and scope it has. Shown now and never again.

    `people_daily` is how many different people may be asked about on a day. Raises NoSuchAccount.
    """
    user = get_user_model().objects.using("owner").filter(username=username, is_active=True).first()
    if user is None:
        raise NoSuchAccount(f"there is no account {username}")
    secret = MARK + secrets.token_urlsafe(SECRET_BYTES)
    apps.get_model("ledger", "ApiToken").objects.using("owner").create(
        token_hash=_hash(secret), user=user, label=label, people_daily=people_daily, ends_on=ends_on
    )
    return secret


def revoke_token(api_token_id: int, at: datetime) -> bool:
    """End a token at once; False where there is none of this number, or it was ended."""
    tokens = apps.get_model("ledger", "ApiToken").objects.using("owner")
    return bool(tokens.filter(pk=api_token_id, revoked_at__isnull=True).update(revoked_at=at))


def tokens() -> list[TokenRow]:
    """Every token that was given out."""
    found = apps.get_model("ledger", "ApiToken").objects.using("owner").select_related("user").order_by("pk")
    return [_row(token) for token in found]


def holder_of_token(secret: str, on: date) -> tuple[Any, TokenRow] | None:
    """The account in whose name a token speaks on a day, and the token; None for one that does not hold."""
    found = (
        apps.get_model("ledger", "ApiToken")
        .objects.select_related("user")
        .filter(token_hash=_hash(secret), revoked_at__isnull=True, ends_on__gte=on, user__is_active=True)
        .first()
    )
    return None if found is None else (found.user, _row(found))


def _row(token: Any) -> TokenRow:
    return TokenRow(
        token.pk, token.user.get_username(), token.label, token.people_daily, token.ends_on, token.revoked_at
    )


def _hash(secret: str) -> bytes:
    # 32 random bytes: nothing slower than one hash is needed, for there is nothing to guess.
    return hashlib.sha256(secret.encode()).digest()
