"""Was this call signed by the bank, and now?

Symmetric: base64(HMAC-SHA512(client secret, METHOD:path:token:lowerhex(SHA-256(minified body)):timestamp)).
Token request: base64(SHA256withRSA(private key, client key|timestamp)).
Neither covers X-EXTERNAL-ID, X-PARTNER-ID or CHANNEL-ID: those are never trusted to tell two payments apart.
"""

import base64
import binascii
import hashlib
import hmac
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from payung.api.snap.body import minified

# How far the clocks of a bank and ours may differ, and how long a captured call can be sent again.
WINDOW = timedelta(minutes=5)


def symmetric(secret: str, method: str, path: str, token: str, body: bytes, timestamp: str) -> str:
    """The signature of a call, as the bank makes it and as it is compared here."""
    digest = hashlib.sha256(minified(body)).hexdigest()
    words = f"{method}:{path}:{token}:{digest}:{timestamp}"
    return base64.b64encode(hmac.digest(secret.encode(), words.encode(), "sha512")).decode()


def is_signed(given: str, secret: str, method: str, path: str, token: str, body: bytes, timestamp: str) -> bool:
    """Whether the symmetric signature holds; compared in constant time."""
    expected = symmetric(secret, method, path, token, body, timestamp)
    return hmac.compare_digest(expected.encode(), given.encode())


def asymmetric(key: RSAPrivateKey, client_key: str, timestamp: str) -> str:
    """The signature of a token request, as the bank makes it."""
    return base64.b64encode(key.sign(f"{client_key}|{timestamp}".encode(), PKCS1v15(), SHA256())).decode()


def is_signed_by_key(given: str, key: RSAPublicKey, client_key: str, timestamp: str) -> bool:
    """Whether the signature of a token request holds."""
    try:
        signature = base64.b64decode(given.encode(), validate=True)
        key.verify(signature, f"{client_key}|{timestamp}".encode(), PKCS1v15(), SHA256())
    except (binascii.Error, InvalidSignature):
        return False
    return True


def is_timely(said: datetime, at: datetime) -> bool:
    """Whether a call's timestamp lies within the window around our clock."""
    return abs(at - said) <= WINDOW
