"""How does a look at personal data leave its trace? In the transaction that reads, under the reader's own name."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from payung.ledger.reader.scope import current_scope


def log_access(
    action: str, *, subject: bytes | None = None, region: str = "", people: int = 1, detail: str = "", purpose: str = ""
) -> None:
    """Enter a look in the access log: READ of one person, LIST or EXPORT of `people` people of a region.

    Reading a person's file and exporting a list enter themselves; pages call this for nothing else.
    """
    reader = current_scope()
    values: list[Any] = [
        reader.user_id,
        reader.username,
        reader.role,
        action,
        purpose or reader.purpose,
        subject,
        region,
        people,
        detail,
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger.access (user_id, username, role, action, purpose, subject, region_code, people, detail)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            values,
        )


def log_looks(people: Sequence[tuple[bytes, str]], *, detail: str) -> None:
    """Enter a READ for each of these persons (subject, region) as one statement: a list is not less of a look."""
    reader = current_scope()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger.access (user_id, username, role, action, purpose, subject, region_code, people, detail)"
            " SELECT %s, %s, %s, 'READ', %s, subject, region, 1, %s"
            " FROM unnest(%s::bytea[], %s::text[]) AS t (subject, region)",
            [
                reader.user_id,
                reader.username,
                reader.role,
                reader.purpose,
                detail,
                [subject for subject, _ in people],
                [region for _, region in people],
            ],
        )


def looked_since(moment: datetime, detail: str) -> tuple[set[bytes], int]:
    """The reader's own looks under this detail since a moment: the different persons, and how many were unknown.

    Unknown are those that a LIST entry under `<detail>: unknown` counts.
    """
    first = UUID(int=int(moment.timestamp() * 1000) << 80)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT subject, people, action FROM ledger.access WHERE id >= %s AND user_id = %s"
            " AND (action = 'READ' AND detail = %s OR action = 'LIST' AND detail = %s)",
            [first, current_scope().user_id, detail, f"{detail}: unknown"],
        )
        rows = cursor.fetchall()
    seen = {bytes(subject) for subject, _, action in rows if action == "READ"}
    return seen, sum(people for _, people, action in rows if action == "LIST")
