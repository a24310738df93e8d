"""How does a look at personal data leave its trace? In the transaction that reads, under the reader's own name."""

from typing import Any

from django.db import connection

from payung.ledger.scope import current_scope


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
