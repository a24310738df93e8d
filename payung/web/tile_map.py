"""Where does each province lie on the tile map, and how dark is its tile? Places are data (`tiles.csv`)."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from payung.follow.public import RegionFigures
from payung.terms.public import names

FILE = Path(__file__).parent / "tiles.csv"
FIRST_EASTERN_COLUMN = 8
STEPS_PER_1000 = (10, 20, 50, 100, 200)
SHADES = 6


@dataclass(frozen=True)
class Place:
    """A tile's place: three letters, column and row counted from 1; `band` splits the map on narrow screens."""

    code: str
    short: str
    column: int
    row: int

    @property
    def band(self) -> str:
        """`east` for the tiles that narrow screens show in a second band, else `west`."""
        return "east" if self.column >= FIRST_EASTERN_COLUMN else "west"


@dataclass(frozen=True)
class Tile:
    """A province on the map: its place, name and active share, and the shade 0 (lowest) to 5; None without a figure."""

    place: Place
    name: str
    per_1000: int | None
    shade: int | None


@dataclass(frozen=True)
class KeyEntry:
    """One shade of the key: shares from `low` up to below `high`, in thousandths."""

    shade: int
    low: int
    high: int


@dataclass(frozen=True)
class TileMap:
    """Tiles and the key of their shades."""

    tiles: tuple[Tile, ...]
    key: tuple[KeyEntry, ...]


def tile_map(provinces: Iterable[RegionFigures]) -> TileMap:
    """The map of all provinces by active share; the key is stepped so that it fits the shares shown."""
    shares = {province.code: province.active.per_1000 for province in provinces}
    start, step = _scale([share for share in shares.values() if share is not None])
    tiles = tuple(
        Tile(place, names("provinces")[code], shares.get(code), _shade(shares.get(code), start, step))
        for code, place in places().items()
    )
    used = {tile.shade for tile in tiles if tile.shade is not None}
    key = tuple(KeyEntry(shade, start + shade * step, start + (shade + 1) * step) for shade in sorted(used))
    return TileMap(tiles, key)


@cache
def places() -> dict[str, Place]:
    """The place of every province by its code."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = [Place(row["code"], row["short"], int(row["column"]), int(row["row"])) for row in csv.DictReader(file)]
    return {place.code: place for place in rows}


def _scale(shares: list[int]) -> tuple[int, int]:
    """Start and step of the shades: the finest round step whose six shades reach from the lowest to the highest."""
    if not shares:
        return 0, STEPS_PER_1000[-1]
    for step in STEPS_PER_1000:
        start = min(shares) // step * step
        if max(shares) < start + SHADES * step:
            return start, step
    return 0, STEPS_PER_1000[-1]


def _shade(per_1000: int | None, start: int, step: int) -> int | None:
    return None if per_1000 is None else min((per_1000 - start) // step, SHADES - 1)
