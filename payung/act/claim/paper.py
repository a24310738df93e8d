"""How are the papers of a claim kept? Sealed in the data folder under their id; what is no page is refused unopened."""

import hashlib
import os
import struct
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from payung.act.claim.deciding import DONE, REFUSED, REPEAT, Acted
from payung.act.claim.policy import policy
from payung.ledger.public import DocumentRow, claim_file, document_of, enter_document, open_file, seal_file

PDF, PNG, JPEG = b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
# Markers of a JPEG frame, which tell its height and width: 0xC0 to 0xCF but three that are no frames.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def add_document(document_id: UUID, claim_id: UUID, *, kind: str, content: bytes, on: date, at: datetime) -> Acted:
    """Keep a paper of a claim.

    Refused: UNKNOWN_CLAIM, DOCUMENT_UNKNOWN (not asked for), FILE_EMPTY, FILE_TOO_LARGE, FILE_KIND (no PDF, JPEG or PNG
    by its own bytes, such as an archive), FILE_PICTURE_TOO_LARGE (by the size it declares; no picture is unpacked).
    """
    claim = claim_file(claim_id, at)
    if claim is None:
        return Acted(REFUSED, "UNKNOWN_CLAIM")
    if kind not in claim.needs:
        return Acted(REFUSED, "DOCUMENT_UNKNOWN")
    media, fault = media_of(content)
    if media is None:
        return Acted(REFUSED, fault)
    hashed = hashlib.sha256(content).hexdigest()
    if any(one.kind == kind and one.sha256 == hashed for one in claim.documents):
        return Acted(REPEAT)
    # The file comes first: a row without its file would promise what is not there; a file without a row hurts nobody.
    _write(_place(document_id), seal_file("claim_document", document_id, content))
    entered = enter_document(
        document_id,
        {
            "claim_id": claim_id,
            "participant_id": claim.line.participant_id,
            "kind": kind,
            "sha256": hashed,
            "size_bytes": len(content),
            "media_type": media,
            "received_on": on,
            "recorded_at": at,
        },
    )
    if entered in ("ENTERED", REPEAT):
        return Acted(DONE if entered == "ENTERED" else REPEAT)
    return Acted(REFUSED, entered)


def read_document(document_id: UUID) -> tuple[DocumentRow, bytes] | None:
    """A paper in the reader's scope, opened; None where there is none. Raises CannotOpen for altered bytes."""
    found = document_of(document_id)
    if found is None or not _place(document_id).exists():
        return None
    return found[1], open_file("claim_document", document_id, _place(document_id).read_bytes())


def media_of(content: bytes) -> tuple[str | None, str]:
    """The media type by the bytes themselves, or None with the reason."""
    if not content:
        return None, "FILE_EMPTY"
    if len(content) > policy().document_bytes_max:
        return None, "FILE_TOO_LARGE"
    if content.startswith(PDF):
        return "application/pdf", ""
    if content.startswith(PNG):
        return _picture("image/png", _png_pixels(content))
    if content.startswith(JPEG):
        return _picture("image/jpeg", _jpeg_pixels(content))
    return None, "FILE_KIND"


def _picture(media: str, pixels: int | None) -> tuple[str | None, str]:
    if not pixels:
        return None, "FILE_KIND"
    return (media, "") if pixels <= policy().picture_pixels_max else (None, "FILE_PICTURE_TOO_LARGE")


def _png_pixels(content: bytes) -> int | None:
    head = content[len(PNG) : len(PNG) + 16]
    if len(head) < 16 or head[4:8] != b"IHDR":
        return None
    width, height = struct.unpack(">II", head[8:16])
    return int(width * height)


def _jpeg_pixels(content: bytes) -> int | None:
    place = 2
    while place + 9 <= len(content):
        if content[place] != 0xFF:
            return None
        marker, (length,) = content[place + 1], struct.unpack(">H", content[place + 2 : place + 4])
        if marker in FRAMES:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return int(width * height)
        place += 2 + length
    return None


def _place(document_id: UUID) -> Path:
    name = str(document_id)
    return Path(settings.DATA_DIR) / "documents" / name[-2:] / name


def _write(path: Path, sealed: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = path.with_suffix(".half")
    with half.open("wb") as handle:
        handle.write(sealed)
        handle.flush()
        os.fsync(handle.fileno())
    half.replace(path)
