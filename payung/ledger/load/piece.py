"""How does a Parquet table become bytes that COPY takes, with every number of a person sealed on the way?"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy
import pyarrow
import pyarrow.compute
import pyarrow.csv
import pyarrow.dataset

from payung.ledger.base.protect import Vault
from payung.ledger.error import LoadFailed
from payung.ledger.person.name import name_words
from payung.terms.public import codes, table

PIECE_ROWS = 200_000
ARROW_TYPES = {
    "text": pyarrow.string(),
    "int64": pyarrow.int64(),
    "date": pyarrow.date32(),
    "bool": pyarrow.bool_(),
}
# The tables a load needs, by file name; each is read with the columns declared in payung/terms/tables.
FORM = ("persons", "records", "links", "memberships", "determinations", "clocks", "paths", "reviews", "rejects")
# Code lists that a column's values must come from.
LISTED = {
    "determinations": {"reason": "reasons", "decided_by": "movers", "next_move_by": "movers"},
    "clocks": {"clock": "clocks"},
    "paths": {"route": "routes"},
}

Columns = dict[str, Any]


@dataclass(frozen=True)
class Source:
    """A folder of tables, the day they speak of, what run.json tells of them, and the hash of their bytes."""

    folder: Path
    as_of: date
    told: dict[str, Any]
    digest: bytes


@dataclass(frozen=True)
class Piece:
    """Rows of one table of the ledger as CSV, with the columns in order."""

    table: str
    columns: tuple[str, ...]
    csv: bytes
    rows: int


@dataclass(frozen=True)
class Work:
    """What every piece is made with: the source, the generation, the keys, and where each person lives."""

    source: Source
    generation: int
    vault: Vault
    homes: "Homes"

    @property
    def load(self) -> str:
        """Name of the load in the keys."""
        return str(self.generation)


class Homes:
    """region_code by person_id: the closest region known of each person, "" for none."""

    def __init__(self, folder: Path) -> None:
        levels = ("village_code", "district_code", "regency_code", "province_code")
        found = _read(folder, "persons", ("person_id", *levels))
        regions = pyarrow.compute.coalesce(*(found[level] for level in levels), pyarrow.scalar(""))
        ids = found["person_id"].to_numpy()
        order = numpy.argsort(ids, kind="stable")
        self.ids = ids[order]
        self.regions = regions.combine_chunks().take(pyarrow.array(order))

    def of(self, ids: pyarrow.ChunkedArray, file: str) -> pyarrow.Array:
        """region_code of each person. Raises LoadFailed for a person who is not in persons."""
        wanted = ids.to_numpy()
        places = numpy.searchsorted(self.ids, wanted)
        places[places == len(self.ids)] = 0
        if len(wanted) and (len(self.ids) == 0 or not (self.ids[places] == wanted).all()):
            strangers = wanted[self.ids[places] != wanted] if len(self.ids) else wanted
            raise LoadFailed(f"{file}: person {strangers[0]} is not in persons")
        return self.regions.take(pyarrow.array(places))


def pieces(source: Source, generation: int, vault: Vault) -> Iterator[Piece]:
    """Every row of the source, table after table, persons first. Raises LoadFailed for what is not as declared."""
    work = Work(source, generation, vault, Homes(source.folder))
    makers: dict[str, Callable[[Work, Columns], Iterator[tuple[str, Columns]]]] = {
        "persons": _persons,
        "records": _Records(work).make,
        "memberships": _memberships,
        "determinations": _Determinations(source.folder).make,
        "clocks": _plain("clock"),
        "paths": _plain("path"),
        "reviews": _plain("review"),
        "rejects": _Rejects().make,
    }
    for file, make in makers.items():
        for batch in _batches(source.folder, file):
            _check_codes(file, batch)
            for name, columns in make(work, batch):
                yield _piece(name, {"generation": _repeat(generation, columns)} | columns)


def _persons(work: Work, batch: Columns) -> Iterator[tuple[str, Columns]]:
    ids = batch["person_id"].to_pylist()
    niks, names, births = (batch.pop(name).to_pylist() for name in ("nik", "name", "birth_date"))
    kks, phones = (batch.pop(name).to_pylist() for name in ("kk", "phone"))
    regions = work.homes.of(batch["person_id"], "persons")
    for name in ("province_code", "regency_code", "district_code", "village_code"):
        del batch[name]
    seal, index = work.vault.seal_many, work.vault.index_many
    # The birth date keeps two people apart who bear one NIK; the name stands in where there is no NIK.
    subjects = [f"{nik or name}|{birth}" for nik, name, birth in zip(niks, names, births, strict=True)]
    yield (
        "person",
        batch
        | {
            "name": pyarrow.array([name or "" for name in names]),
            "birth_date": pyarrow.array(births, pyarrow.date32()),
            "region_code": regions,
            "subject": _bytes(index("subject", subjects)),
            "nik_cipher": _bytes(seal("person/nik", ids, niks, load=work.load)),
            "nik_index": _bytes(index("nik", niks)),
            "kk_cipher": _bytes(seal("person/kk", ids, kks, load=work.load)),
            "phone_cipher": _bytes(seal("person/phone", ids, phones, load=work.load)),
        },
    )
    yield "name_token", _tokens(ids, names, regions)


def _tokens(ids: list[int], names: list[str | None], regions: pyarrow.Array) -> Columns:
    tokens, places = [], []
    known: dict[str, list[str]] = {}
    for place, name in enumerate(names):
        if name not in known:
            known[name or ""] = name_words(name or "")
        for token in known[name or ""]:
            tokens.append(token)
            places.append(place)
    chosen = pyarrow.array(places, pyarrow.int64())
    return {
        "token": pyarrow.array(tokens, pyarrow.string()),
        "person_id": pyarrow.array(ids, pyarrow.int64()).take(chosen),
        "region_code": regions.take(chosen),
    }


class _Records:
    """Records joined to their links; only the columns a person's page shows."""

    KEPT = (
        *("supplier", "row", "file", "name", "birth_date", "sex", "life_status", "segment", "register_status"),
        *("register_status_text", "inactive_since", "inactive_cause", "inactive_detail"),
    )

    def __init__(self, work: Work) -> None:
        columns = ("supplier", "row", "person_id", "method", "weight_per_100")
        self.links = pyarrow.table(_read(work.source.folder, "links", columns))

    def make(self, work: Work, batch: Columns) -> Iterator[tuple[str, Columns]]:
        """Rows of the table record."""
        joined = pyarrow.table(batch).join(self.links, ["supplier", "row"], join_type="inner")
        if joined.num_rows != len(batch["row"]):
            raise LoadFailed(f"records: {len(batch['row']) - joined.num_rows} rows have no link, or more than one")
        found = {name: joined[name] for name in (*self.KEPT, "person_id", "method", "weight_per_100")}
        rows = [f"{supplier}/{row}" for supplier, row in _pairs(joined, "supplier", "row")]
        numbers, niks = joined["source_no"].to_pylist(), joined["nik"].to_pylist()
        yield (
            "record",
            found
            | {
                "region_code": work.homes.of(joined["person_id"], "links"),
                "address_code": pyarrow.compute.coalesce(joined["village_code"], joined["district_code"]),
                "source_no_cipher": _bytes(work.vault.seal_many("record/source_no", rows, numbers, load=work.load)),
                "source_no_index": _bytes(work.vault.index_many("card", numbers)),
                "nik_cipher": _bytes(work.vault.seal_many("record/nik", rows, niks, load=work.load)),
                "nik_index": _bytes(work.vault.index_many("nik", niks)),
            },
        )


def _memberships(work: Work, batch: Columns) -> Iterator[tuple[str, Columns]]:
    cards = batch.pop("card_no").to_pylist()
    people, suppliers, rows = (batch[name].to_pylist() for name in ("person_id", "supplier", "row"))
    places = [f"{p}/{s}/{r}" for p, s, r in zip(people, suppliers, rows, strict=True)]
    # One record gives up to five memberships with the same number: it is sealed once.
    firsts = dict(zip(places, cards, strict=True))
    sealed = dict(
        zip(
            firsts,
            work.vault.seal_many("membership/card_no", firsts, firsts.values(), load=work.load),
            strict=True,
        )
    )
    yield (
        "membership",
        batch
        | {
            "region_code": work.homes.of(batch["person_id"], "memberships"),
            "card_cipher": _bytes([sealed[place] for place in places]),
            "card_index": _bytes(work.vault.index_many("card", cards)),
        },
    )


class _Determinations:
    """Determinations. Where the best route says who moves next, its first mover is named: work lists ask for movers.

    Where there is no lawful route (work accident cover from an age at which nobody may join), nobody can move.
    """

    def __init__(self, folder: Path) -> None:
        found = pyarrow.table(_read(folder, "paths", ("person_id", "programme", "movers", "is_best")))
        best = found.filter(pyarrow.compute.fill_null(found["is_best"], False))
        first = pyarrow.compute.list_element(pyarrow.compute.split_pattern(best["movers"], ">"), 0)
        self.first_movers = pyarrow.table(
            {"person_id": best["person_id"], "way": best["programme"], "first_mover": first}
        )

    def make(self, work: Work, batch: Columns) -> Iterator[tuple[str, Columns]]:
        """Rows of the table determination."""
        is_health = pyarrow.compute.equal(batch["programme"], "JKN")
        way = pyarrow.compute.if_else(is_health, "JKN", "BPU")
        joined = pyarrow.table(batch | {"way": way}).join(self.first_movers, ["person_id", "way"])
        joined = joined.sort_by([("person_id", "ascending"), ("programme", "ascending")])
        by_route = pyarrow.compute.equal(joined["next_move_by"], "BEST_ROUTE")
        first_mover = pyarrow.compute.fill_null(joined["first_mover"], "NONE")
        found = {name: joined[name] for name in batch}
        found["next_move_by"] = pyarrow.compute.if_else(by_route, first_mover, joined["next_move_by"])
        yield "determination", found | {"region_code": work.homes.of(joined["person_id"], "determinations")}


def _plain(name: str) -> Callable[[Work, Columns], Iterator[tuple[str, Columns]]]:
    def make(work: Work, batch: Columns) -> Iterator[tuple[str, Columns]]:
        yield name, batch | {"region_code": work.homes.of(batch["person_id"], name)}

    return make


class _Rejects:
    """Rejects, numbered in the order of their file."""

    def __init__(self) -> None:
        self.before = 0

    def make(self, work: Work, batch: Columns) -> Iterator[tuple[str, Columns]]:
        """Rows of the table reject."""
        count = len(batch["row"])
        numbers = pyarrow.array(range(self.before + 1, self.before + count + 1), pyarrow.int64())
        self.before += count
        yield "reject", batch | {"number": numbers}


def _batches(folder: Path, file: str) -> Iterator[Columns]:
    names = table(file).column_names
    dataset = pyarrow.dataset.dataset(folder / f"{file}.parquet", format="parquet")
    _check_columns(file, names, dataset.schema)
    scanner = dataset.scanner(columns=list(names), batch_size=PIECE_ROWS, use_threads=False)
    for batch in scanner.to_batches():
        if batch.num_rows:
            yield _cast(file, pyarrow.Table.from_batches([batch]))


def _read(folder: Path, file: str, names: tuple[str, ...]) -> Columns:
    dataset = pyarrow.dataset.dataset(folder / f"{file}.parquet", format="parquet")
    _check_columns(file, names, dataset.schema)
    return _cast(file, dataset.to_table(columns=list(names)))


def _check_columns(file: str, names: tuple[str, ...], schema: pyarrow.Schema) -> None:
    missing = [name for name in names if name not in schema.names]
    if missing:
        raise LoadFailed(f"{file}.parquet has no column {', '.join(missing)}")


def _cast(file: str, found: pyarrow.Table) -> Columns:
    types = {column.name: ARROW_TYPES[column.type] for column in table(file).columns}
    try:
        return {name: found[name].cast(types[name]) for name in found.column_names}
    except pyarrow.ArrowInvalid as error:
        raise LoadFailed(f"{file}.parquet: {error}") from error


def _check_codes(file: str, batch: Columns) -> None:
    for column, listed in LISTED.get(file, {}).items():
        unknown = set(batch[column].unique().to_pylist()) - set(codes(listed))
        if unknown:
            raise LoadFailed(f"{file}.{column}: {sorted(map(str, unknown))} is not in the list {listed}")


def _piece(name: str, columns: Columns) -> Piece:
    found = pyarrow.table(columns)
    sink = io.BytesIO()
    pyarrow.csv.write_csv(found, sink, pyarrow.csv.WriteOptions(include_header=False))
    return Piece(name, tuple(columns), sink.getvalue(), found.num_rows)


def _bytes(values: list[bytes | None]) -> pyarrow.Array:
    """Bytes in the form PostgreSQL reads."""
    return pyarrow.array([None if value is None else "\\x" + value.hex() for value in values], pyarrow.string())


def _repeat(value: int, columns: Columns) -> pyarrow.Array:
    return pyarrow.repeat(value, len(next(iter(columns.values()))))


def _pairs(found: pyarrow.Table, one: str, other: str) -> Iterator[tuple[Any, Any]]:
    return zip(found[one].to_pylist(), found[other].to_pylist(), strict=True)
