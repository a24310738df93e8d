"""Who pays, and to which number? A participant, or a party that is no person, each with one virtual account."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from payung.ledger.error import Conflict, OutOfScope
from payung.ledger.person.participant import person_of
from payung.ledger.reader.scope import current_scope, newest_generation, system_scope, vault

# JKN's number is this and the last digits of the card; numbers of Payung's own have other beginnings, so that none can
# be that of a card, nor a party's that of a participant.
OF_CARD, OF_PARTICIPANT, OF_PARTY = "88888", "88889", "88887"
DIGITS = 11


def virtual_account_of(*, participant_id: int | None = None, party_id: int | None = None) -> str:
    """The number to which this payer pays, made at the first asking; any amount is taken.

    A JKN member's is 88888 and the last 11 digits of the card; who has no card, or shares one, gets a number of
    Payung's own. Raises OutOfScope for a participant whom the reader does not see.
    """
    current_scope()
    if (participant_id is None) == (party_id is None):
        raise ValueError("a virtual account has one payer: participant_id or party_id")
    if party_id is not None:
        # A party is no person; its number is made by the machine.
        with system_scope():
            return _held(party_id=party_id) or _make([f"{OF_PARTY}{party_id:0{DIGITS}d}"], party_id=party_id)
    if not _rows("SELECT 1 FROM ledger.participant WHERE participant_id = %s", [participant_id]):
        raise OutOfScope(f"participant {participant_id} is not in scope")
    own = f"{OF_PARTICIPANT}{participant_id:0{DIGITS}d}"
    card = _card(participant_id) if participant_id is not None else None
    numbers = [*([OF_CARD + card[-DIGITS:]] if card else []), own]
    return _held(participant_id=participant_id) or _make(numbers, participant_id=participant_id)


def payable_accounts(most: int) -> list[str]:
    """Open virtual accounts in scope, those that were billed most first, to try paying with."""
    rows = _rows(
        "SELECT v.number FROM ledger.virtual_account v LEFT JOIN ledger.bill b USING (participant_id)"
        " WHERE v.closed_on IS NULL GROUP BY v.number ORDER BY count(b.bill_id) DESC, v.number LIMIT %s",
        [most],
    )
    return [str(number) for (number,) in rows]


def party_of(code: str, kind: str, name: str, region: str = "") -> int:
    """The party with this code, entered at the first asking. Raises Conflict where the code is one of another kind."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger.party (code, kind, name, region_code) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (code) DO NOTHING",
            [code, kind, name, region],
        )
    party_id, held_kind = _rows("SELECT party_id, kind FROM ledger.party WHERE code = %s", [code])[0]
    if held_kind != kind:
        raise Conflict(f"party {code} is {held_kind}, not {kind}")
    return int(party_id)


def party_kinds(party_ids: Sequence[int]) -> dict[int, str]:
    """What kind of payer each party is."""
    if not party_ids:
        return {}
    rows = _rows("SELECT party_id, kind FROM ledger.party WHERE party_id = ANY (%s::bigint[])", [list(party_ids)])
    return dict(rows)


def party_of_code(code: str) -> tuple[int, str, str, str] | None:
    """Number, kind, name and region of the party with this code; None where there is none."""
    rows = _rows("SELECT party_id, kind, name, region_code FROM ledger.party WHERE code = %s", [code])
    return rows[0] if rows else None  # type: ignore[return-value]


def _card(participant_id: int) -> str | None:
    person_id = person_of(participant_id)
    rows = _rows(
        'SELECT supplier, "row", card_cipher FROM ledger.membership'
        " WHERE generation = %s AND person_id = %s AND programme = 'JKN' AND rank = 1",
        [newest_generation(), person_id],
    )
    if not rows:
        return None
    supplier, row, sealed = rows[0]
    place = f"{person_id}/{supplier}/{row}"
    card = vault().open("membership/card_no", place, sealed, load=str(newest_generation()))
    return card if card is not None and card.isascii() and card.isdigit() and len(card) >= DIGITS else None


def _held(*, participant_id: int | None = None, party_id: int | None = None) -> str | None:
    rows = _rows(
        "SELECT number FROM ledger.virtual_account WHERE closed_on IS NULL AND"
        " (participant_id = %s::bigint OR party_id = %s::bigint) ORDER BY number LIMIT 1",
        [participant_id, party_id],
    )
    return str(rows[0][0]) if rows else None


def _make(numbers: Sequence[str], *, participant_id: int | None = None, party_id: int | None = None) -> str:
    for number in numbers:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO ledger.virtual_account (number, participant_id, party_id, amount_rule)"
                " VALUES (%s, %s, %s, 'ANY') ON CONFLICT (number) DO NOTHING",
                [number, participant_id, party_id],
            )
        held = _held(participant_id=participant_id, party_id=party_id)
        if held is not None:
            return held
    raise Conflict(f"number {numbers[-1]} belongs to another payer")


def _rows(sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
