"""By which machine does a message leave? E-mail, SMS and WhatsApp gateways, and a file for every place without one.

A gateway is told the id of the notice and sends what it was told twice only once: the file looks the id up, SMTP bears
it as Message-ID, and web gateways get it as Idempotency-Key. So a sender that was killed after sending and before
saying so may ask again.
"""

import fcntl
import json
import os
import smtplib
import urllib.error
import urllib.request
from dataclasses import asdict, dataclass
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

SECONDS = 10


class GatewayAway(Exception):
    """The gateway did not take the message now; it may be asked again."""


@dataclass(frozen=True)
class Message:
    """What leaves: the notice's id, the way, the address, and the words."""

    id: str
    kind: str
    channel: str
    address: str
    language: str
    subject: str
    text: str
    sent_at: datetime


class Gateway(Protocol):
    """One way out."""

    def send(self, message: Message) -> None:
        """Take the message, once for its id. Raises GatewayAway."""


class FileSink:
    """Every message as one JSON line in a file: the outbox of a place without gateways, and of tests."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._read = 0
        self._ids: set[str] = set()

    def send(self, message: Message) -> None:
        """Add the line unless the file has one of this id, whoever wrote it."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("a+b") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            handle.seek(self._read)
            for line in handle:
                # A line that a killed writer left half is written over by a whole one after it.
                if line.endswith(b"}\n"):
                    self._ids.add(json.loads(line)["id"])
            self._read = handle.tell()
            if message.id in self._ids:
                return
            words = asdict(message) | {"sent_at": message.sent_at.isoformat()}
            handle.write(json.dumps(words, ensure_ascii=False).encode() + b"\n")
            handle.flush()
            os.fsync(handle.fileno())


class Mail:
    """E-mail by SMTP, smtp://user:password@host:port, under the sender's address."""

    def __init__(self, url: str, sender: str) -> None:
        self.place = urlsplit(url)
        self.sender = sender

    def send(self, message: Message) -> None:
        """Hand the message to the server."""
        mail = EmailMessage()
        mail["Subject"], mail["From"], mail["To"] = message.subject, self.sender, message.address
        mail["Message-ID"] = f"<{message.id}@payung>"
        mail.set_content(message.text)
        try:
            with smtplib.SMTP(self.place.hostname or "localhost", self.place.port or 25, timeout=SECONDS) as server:
                if self.place.username:
                    server.starttls()
                    server.login(self.place.username, self.place.password or "")
                server.send_message(mail)
        except (OSError, smtplib.SMTPException) as error:
            raise GatewayAway(type(error).__name__) from error


class Web:
    """SMS or WhatsApp by a provider's address: a POST of JSON with a bearer token."""

    def __init__(self, url: str, token: str) -> None:
        if urlsplit(url).scheme not in ("http", "https"):
            raise ValueError(f"{url!r} is no address of a gateway")
        self.url, self.token = url, token

    def send(self, message: Message) -> None:
        """Hand the message to the provider."""
        words = {"to": message.address, "text": message.text, "channel": message.channel.lower()}
        headers = {"Content-Type": "application/json", "Idempotency-Key": message.id}
        headers["Authorization"] = f"Bearer {self.token}"
        asked = urllib.request.Request(self.url, json.dumps(words).encode(), headers)
        try:
            with urllib.request.urlopen(asked, timeout=SECONDS):
                return
        except urllib.error.HTTPError as error:
            raise GatewayAway(f"HTTP {error.code}") from error
        except OSError as error:
            raise GatewayAway(type(error).__name__) from error


def gateways(folder: Path, environment: dict[str, str]) -> dict[str, Gateway]:
    """The way out of each channel: a gateway where the environment names one, else the file `outbox.jsonl` in `folder`.

    PAYUNG_SMTP_URL and PAYUNG_SMTP_FROM; PAYUNG_SMS_URL and PAYUNG_SMS_TOKEN; PAYUNG_WHATSAPP_URL and
    PAYUNG_WHATSAPP_TOKEN.
    """
    sink = FileSink(folder / "outbox.jsonl")
    found: dict[str, Gateway] = dict.fromkeys(("EMAIL", "SMS", "WHATSAPP"), sink)
    if url := environment.get("PAYUNG_SMTP_URL"):
        found["EMAIL"] = Mail(url, environment.get("PAYUNG_SMTP_FROM", "payung@localhost"))
    for channel in ("SMS", "WHATSAPP"):
        if url := environment.get(f"PAYUNG_{channel}_URL"):
            found[channel] = Web(url, environment.get(f"PAYUNG_{channel}_TOKEN", ""))
    return found
