"""Does a message leave by the gateway that is named, with what a provider needs, and is every failure told as one?"""

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from payung.act.public import FileSink, GatewayAway, Message, gateways

MESSAGE = Message(
    "0192-a", "BILL_DUE", "SMS", "08120000000", "id", "Iuran jatuh tempo", "Iuran Rp16.800 jatuh tempo besok – bayar.",
    datetime(2026, 11, 8, 5, tzinfo=UTC),
)  # fmt: skip


@contextmanager
def served(server: socketserver.BaseServer) -> Iterator[Any]:
    """A server on a port of its own, in a thread, until the test has ended."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Provider(BaseHTTPRequestHandler):
    """Takes each message once for its key, as providers do, and answers with the status that is asked of it."""

    def do_POST(self) -> None:
        """Keep what came."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((dict(self.headers), body))  # type: ignore[attr-defined]
        self.server.taken.setdefault(self.headers["Idempotency-Key"], body)  # type: ignore[attr-defined]
        self.send_response(self.server.status)  # type: ignore[attr-defined]
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Nothing."""


@pytest.fixture
def provider() -> Iterator[Any]:
    """A provider on this machine."""
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    server.asked, server.taken, server.status = [], {}, 202
    with served(server):
        yield server


class MailServer(socketserver.StreamRequestHandler):
    """As much of SMTP as one message needs."""

    def handle(self) -> None:
        """Speak the protocol; a recipient at `full.example` has no room."""
        self.reply("220 mail.example")
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "RCPT" and "full.example" in line:
                self.reply("452 no room")
            elif verb == "DATA":
                self.reply("354 go on")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.mails.append(b"".join(lines).decode())  # type: ignore[attr-defined]
                self.reply("250 taken")
            elif verb == "QUIT":
                self.reply("221 bye")
                return
            else:
                self.reply("250 well")

    def reply(self, words: str) -> None:
        """One line back."""
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def mail_server() -> Iterator[Any]:
    """A mail server on this machine."""
    server: Any = socketserver.ThreadingTCPServer(("127.0.0.1", 0), MailServer)
    server.mails = []
    with served(server):
        yield server


def web(provider: Any, channel: str, folder: Path) -> Any:
    """The gateway of a channel that the environment points at the provider."""
    url = f"http://127.0.0.1:{provider.server_address[1]}/v1/messages"
    return gateways(folder, {f"PAYUNG_{channel}_URL": url, f"PAYUNG_{channel}_TOKEN": "rahasia"})


@pytest.mark.parametrize("channel", ["SMS", "WHATSAPP"])
def test_a_provider_gets_address_words_token_and_key(provider: Any, tmp_path: Path, channel: str) -> None:
    ways = web(provider, channel, tmp_path)
    ways[channel].send(replace(MESSAGE, channel=channel))
    [(headers, body)] = provider.asked
    assert body == {"to": "08120000000", "text": MESSAGE.text, "channel": channel.lower()}
    assert headers["Authorization"] == "Bearer rahasia"
    assert headers["Idempotency-Key"] == "0192-a"
    others = {"EMAIL", "SMS", "WHATSAPP"} - {channel}
    assert all(isinstance(ways[name], FileSink) for name in others)


def test_the_same_message_again_has_the_same_key_and_is_taken_once(provider: Any, tmp_path: Path) -> None:
    ways = web(provider, "SMS", tmp_path)
    ways["SMS"].send(MESSAGE)
    ways["SMS"].send(MESSAGE)
    assert (len(provider.asked), len(provider.taken)) == (2, 1)


@pytest.mark.parametrize("status", [400, 401, 429, 500, 503])
def test_whatever_a_provider_refuses_is_a_gateway_that_is_away(provider: Any, tmp_path: Path, status: int) -> None:
    provider.status = status
    with pytest.raises(GatewayAway, match=str(status)):
        web(provider, "SMS", tmp_path)["SMS"].send(MESSAGE)


def test_a_provider_that_is_not_there_is_away_and_an_address_that_is_none_is_refused_at_start(tmp_path: Path) -> None:
    nobody = {"PAYUNG_SMS_URL": "http://127.0.0.1:9/", "PAYUNG_SMTP_URL": "smtp://127.0.0.1:9"}
    for channel in ("SMS", "EMAIL"):
        with pytest.raises(GatewayAway):
            gateways(tmp_path, nobody)[channel].send(MESSAGE)
    with pytest.raises(ValueError, match="address of a gateway"):
        gateways(tmp_path, {"PAYUNG_SMS_URL": "ftp://example.org"})


def test_a_mail_leaves_with_subject_sender_and_number(mail_server: Any, tmp_path: Path) -> None:
    place = {"PAYUNG_SMTP_URL": f"smtp://127.0.0.1:{mail_server.server_address[1]}", "PAYUNG_SMTP_FROM": "kami@desa.id"}
    way = gateways(tmp_path, place)["EMAIL"]
    way.send(replace(MESSAGE, channel="EMAIL", address="siti@example.org"))
    [mail] = mail_server.mails
    assert "Subject: Iuran jatuh tempo" in mail
    assert "From: kami@desa.id" in mail
    assert "To: siti@example.org" in mail
    assert "Message-ID: <0192-a@payung>" in mail
    with pytest.raises(GatewayAway):
        way.send(replace(MESSAGE, channel="EMAIL", address="siti@full.example"))


def test_without_gateways_everything_is_kept_in_a_file(tmp_path: Path) -> None:
    ways = gateways(tmp_path, {})
    for channel in ("EMAIL", "SMS", "WHATSAPP"):
        ways[channel].send(replace(MESSAGE, id=channel, channel=channel))
    lines = (tmp_path / "outbox.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["channel"] for line in lines] == ["EMAIL", "SMS", "WHATSAPP"]
