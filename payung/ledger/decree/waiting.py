"""How is a list sealed that waits for a worker to match it? It names people, and lies in a file for some minutes."""

from uuid import UUID

from payung.ledger.reader.scope import vault

PLACE, LOAD = "decree/list", "act"


def seal_list(decree_id: UUID, content: bytes) -> bytes:
    """The content of a decree's list, sealed."""
    return vault().seal_bytes(PLACE, decree_id, content, load=LOAD)


def open_list(decree_id: UUID, sealed: bytes) -> bytes:
    """What was sealed for a decree. Raises CannotOpen for altered bytes, or those of another decree."""
    return vault().open_bytes(PLACE, decree_id, sealed, load=LOAD)
