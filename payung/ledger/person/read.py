"""What do the ledger's rows say? Personal rows are read inside `with scope(user):` and only in its scope."""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection

from payung.ledger.person.name import name_words
from payung.ledger.person.row import (
    AccessRow,
    ClockRow,
    CoverageRow,
    DeterminationRow,
    MembershipRow,
    PathRow,
    PersonFile,
    PersonLine,
    PersonRow,
    RecordRow,
    RejectRow,
    ReviewRow,
    RunRow,
    masked,
)
from payung.ledger.reader.account import profile_of
from payung.ledger.reader.look import log_access
from payung.ledger.reader.scope import current_scope, newest_generation, region_range, vault

# LATERAL with LIMIT makes the planner look up the status person by person, never by reading everybody's.
LINE = """
SELECT p.generation, p.person_id, p.family_id, p.name, p.birth_date, p.sex, p.region_code, p.life_status,
       p.relation_code, p.nik_cipher, d.status, d.reason
FROM (SELECT * FROM ledger.person WHERE generation = %s AND {condition} ORDER BY {order} {page}) p
LEFT JOIN LATERAL (SELECT status, reason FROM ledger.determination
                   WHERE generation = p.generation AND person_id = p.person_id AND programme = 'JKN' LIMIT 1) d ON true
ORDER BY {order}
"""
NAMES_READ = 500


def current_run(before: int | None = None) -> RunRow | None:
    """The load that the pages show (inside a scope, that of the scope), or the newest before a load; None for none."""
    newest = newest_generation() if before is None else _generation_before(before)
    rows = _rows(
        "SELECT generation, id, as_of, law_version, counts, inputs, loaded_at FROM ledger.run WHERE generation = %s",
        [newest],
    )
    if not rows:
        return None
    *head, counts, inputs, loaded_at = rows[0]
    return RunRow(*head, counts=_json(counts), inputs=_json(inputs), loaded_at=loaded_at)


def _generation_before(generation: int) -> int:
    found = _rows("SELECT coalesce(max(generation), 0) FROM ledger.run WHERE generation < %s", [generation])
    number: int = found[0][0]
    return number


def coverage(level: str, parent: str, programme: str) -> list[CoverageRow]:
    """Counts of a programme in every region of a level below `parent` ("" for `nation` and `province`).

    Needs no scope: counts of people, not people.
    """
    sql = (
        "SELECT region_code, status, reason, segment, next_move_by, people, registered FROM ledger.coverage_count"
        " WHERE generation = %s AND programme = %s AND level = %s AND parent_code = %s ORDER BY region_code"
    )
    return [CoverageRow(*row) for row in _rows(sql, [newest_generation(), programme, level, parent])]


def search(text: str, region: str = "", limit: int = 50, offset: int = 0) -> list[PersonLine]:
    """Persons in scope by what somebody typed: a NIK, a card number, or a name.

    Numbers may be typed with spaces, dots and hyphens. What holds a digit is a number: names have none.
    """
    number = "".join(letter for letter in text if letter.isalnum()).upper()
    if not any(letter.isdigit() for letter in number):
        return search_name(text, region, limit, offset)
    found = {line.person_id: line for line in [*person_by_nik(number), *person_by_card(number)]}
    return list(found.values())[offset : offset + limit]


def person_by_nik(nik: str) -> list[PersonLine]:
    """Persons in scope who bear this NIK, or in any register's row did; more than one where a NIK is shared."""
    index = vault().index("nik", nik)
    return _lines(
        "person_id IN (SELECT person_id FROM ledger.person WHERE generation = %s AND nik_index = %s"
        " UNION SELECT person_id FROM ledger.record WHERE generation = %s AND nik_index = %s)",
        [newest_generation(), index, newest_generation(), index],
    )


def person_by_card(card_no: str) -> list[PersonLine]:
    """Persons in scope to whom a register gave this number (noKartu, KPJ, or another supplier's own number)."""
    index = vault().index("card", card_no)
    return _lines(
        "person_id IN (SELECT person_id FROM ledger.membership WHERE generation = %s AND card_index = %s"
        " UNION SELECT person_id FROM ledger.record WHERE generation = %s AND source_no_index = %s)",
        [newest_generation(), index, newest_generation(), index],
    )


def search_name(text: str, region: str = "", limit: int = 50, offset: int = 0) -> list[PersonLine]:
    """Persons in scope and region whose name has all these words in any spelling; the last word may be its beginning.

    The shortest names come first. Of words that more than 500 people in the region bear, 500 are ranked.
    """
    words = name_words(text)
    if not words:
        return []
    low, high = region_range(region)
    generation = newest_generation()
    conditions, values = [], []
    for number, word in enumerate(words):
        is_last = number == len(words) - 1 and len(word) > 1
        match = "t.token >= %s AND t.token < %s" if is_last else "t.token = %s"
        conditions.append(
            f"SELECT t.person_id FROM ledger.name_token t WHERE t.generation = %s AND {match}"
            " AND t.region_code >= %s AND t.region_code < %s"
        )
        values += [generation, word, *([word + "\uffff"] if is_last else []), low, high]
    found = " INTERSECT ".join(conditions)
    ids = [person_id for (person_id,) in _rows(f"{found} LIMIT {NAMES_READ}", values)]
    shortest = "length(name), name, person_id"
    return _lines("person_id = ANY(%s)", [ids, limit, offset], order=shortest, page="LIMIT %s OFFSET %s")


def person_file(person_id: int, generation: int | None = None) -> PersonFile | None:
    """Everything of one person in scope, and an entry in the access log that the reader looked.

    None for a person who does not exist or is out of scope, and when `generation` is given and no longer the one shown
    (a new load numbers people anew).
    """
    shown = newest_generation()
    if generation is not None and generation != shown:
        return None
    found = _person(shown, person_id)
    if found is None:
        return None
    person, subject = found
    log_access("READ", subject=subject, region=person.region_code)
    family = _lines("family_id = %s AND person_id <> %s", [person.family_id, person_id])
    return PersonFile(
        person=person,
        family=tuple(family),
        determinations=tuple(_of(DeterminationRow, "determination", person_id, DETERMINATION_ORDER)),
        clocks=tuple(_of(ClockRow, "clock", person_id, "closes, programme, clock")),
        paths=tuple(_of(PathRow, "path", person_id, "programme DESC, rank")),
        memberships=tuple(_memberships(person_id)),
        records=tuple(_records(person_id)),
        reviews=tuple(_reviews(person_id)),
    )


def own_person_id(user: Any) -> int | None:
    """Number, in the load shown, of the person whom an account belongs to; None for an account of an agency."""
    profile = profile_of(user)
    if profile is None or profile.subject is None:
        return None
    rows = _rows(
        "SELECT person_id FROM ledger.person WHERE generation = %s AND subject = %s",
        [newest_generation(), bytes(profile.subject)],
    )
    return rows[0][0] if rows else None


def access_of(person_id: int, limit: int = 100) -> list[AccessRow]:
    """Who looked at this person's data, newest first; entries follow the person from load to load."""
    sql = (
        "SELECT at, username, role, action, purpose, detail FROM ledger.access WHERE subject ="
        " (SELECT subject FROM ledger.person WHERE generation = %s AND person_id = %s) ORDER BY id DESC LIMIT %s"
    )
    return [AccessRow(*row) for row in _rows(sql, [newest_generation(), person_id, limit])]


def rejects(supplier: str | None = None, limit: int = 100, offset: int = 0) -> list[RejectRow]:
    """Rows and values set aside, by supplier, file and row; only for who sees the whole nation."""
    current_scope()
    sql = (
        'SELECT supplier, file, "row", line, "column", value, code, reason, is_row_dropped FROM ledger.reject'
        ' WHERE generation = %s AND (%s::text IS NULL OR supplier = %s) ORDER BY supplier, file, "row", number'
        " LIMIT %s OFFSET %s"
    )
    return [RejectRow(*row) for row in _rows(sql, [newest_generation(), supplier, supplier, limit, offset])]


DETERMINATION_ORDER = "array_position(ARRAY['JKN', 'JKK', 'JKM', 'JHT', 'JP', 'JKP'], programme)"


def _person(generation: int, person_id: int) -> tuple[PersonRow, bytes] | None:
    names = [name for name in PersonRow.__dataclass_fields__ if name not in ("nik", "kk", "phone")]
    rows = _rows(
        f"SELECT {', '.join(names)}, subject, nik_cipher, kk_cipher, phone_cipher FROM ledger.person"
        " WHERE generation = %s AND person_id = %s",
        [generation, person_id],
    )
    if not rows:
        return None
    *plain, subject, nik, kk, phone = rows[0]
    opened = {
        name: vault().open(f"person/{name}", person_id, sealed, load=str(generation))
        for name, sealed in (("nik", nik), ("kk", kk), ("phone", phone))
    }
    return PersonRow(**dict(zip(names, plain, strict=True)), **opened), bytes(subject)


def _memberships(person_id: int) -> list[MembershipRow]:
    load = str(newest_generation())
    rows = []
    order = f"{DETERMINATION_ORDER}, rank, supplier"
    for row in _of_raw(MembershipRow, "membership", person_id, order, {"card_no": "card_cipher"}):
        place = f"{person_id}/{row['supplier']}/{row['row']}"
        row["card_no"] = vault().open("membership/card_no", place, row["card_no"], load=load)
        rows.append(MembershipRow(**row))
    return rows


def _records(person_id: int) -> list[RecordRow]:
    load = str(newest_generation())
    sealed = {"source_no": "source_no_cipher", "nik": "nik_cipher"}
    rows = []
    for row in _of_raw(RecordRow, "record", person_id, 'supplier, "row"', sealed):
        place = f"{row['supplier']}/{row['row']}"
        for name in sealed:
            row[name] = vault().open(f"record/{name}", place, row[name], load=load)
        rows.append(RecordRow(**row))
    return rows


def _reviews(person_id: int) -> list[ReviewRow]:
    sql = (
        "SELECT CASE WHEN person_id = %s THEN other_person_id ELSE person_id END, weight_per_100, reason"
        " FROM ledger.review"
        " WHERE generation = %s AND (person_id = %s OR other_person_id = %s) ORDER BY 1"
    )
    return [ReviewRow(*row) for row in _rows(sql, [person_id, newest_generation(), person_id, person_id])]


def _of(kind: type[Any], table: str, person_id: int, order: str) -> list[Any]:
    return [kind(**row) for row in _of_raw(kind, table, person_id, order)]


def _of_raw(
    kind: type[Any], table: str, person_id: int, order: str, columns: dict[str, str] | None = None
) -> list[dict[str, Any]]:
    """Rows of one person in a table, by the names of the dataclass; `columns` names those stored otherwise."""
    names = list(kind.__dataclass_fields__)
    chosen = ", ".join(f'"{(columns or {}).get(name, name)}"' for name in names)
    sql = f"SELECT {chosen} FROM ledger.{table} WHERE generation = %s AND person_id = %s ORDER BY {order}"
    return [dict(zip(names, row, strict=True)) for row in _rows(sql, [newest_generation(), person_id])]


def _lines(condition: str, values: Sequence[object], *, order: str = "person_id", page: str = "") -> list[PersonLine]:
    current_scope()
    rows = _rows(LINE.format(condition=condition, order=order, page=page), [newest_generation(), *values])
    return [_line(row) for row in rows]


def _line(row: Sequence[Any]) -> PersonLine:
    generation, person_id, *plain, nik_cipher, status, reason = row
    nik = vault().open("person/nik", person_id, nik_cipher, load=str(generation))
    return PersonLine(generation, person_id, *plain, masked(nik), status, reason)


def _rows(sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
