"""Is every province on the map once, near its neighbours, and shaded as its share says?"""

from dataclasses import replace
from datetime import date

import pytest

from payung.follow.public import RegionFigures, Share, indicators
from payung.terms.public import names
from payung.web.tile_map import places, tile_map

DAY = date(2026, 11, 1)


def province(code: str, active: int | None) -> RegionFigures:
    """A province of a thousand people, so many of them active."""
    share = Share(indicators()["active_share"], active, 1000, DAY)
    return RegionFigures(
        code, names("provinces")[code], 1000, share, share, share, None if active is None else 1000 - active
    )


def test_every_province_has_a_tile_of_its_own() -> None:
    assert set(places()) == set(names("provinces"))
    assert len({(place.column, place.row) for place in places().values()}) == len(places())
    assert len({place.short for place in places().values()}) == len(places())


@pytest.mark.parametrize(
    ("west", "east"), [("11", "32"), ("31", "35"), ("35", "51"), ("51", "52"), ("61", "64"), ("73", "81"), ("92", "91")]
)
def test_west_is_left_of_east(west: str, east: str) -> None:
    assert places()[west].column < places()[east].column


def test_the_key_is_as_fine_as_the_shares_allow() -> None:
    shown = tile_map([province("11", 612), province("32", 640), province("35", 689)])
    assert [(entry.low, entry.high) for entry in shown.key] == [(600, 620), (640, 660), (680, 700)]
    shades = {tile.place.code: tile.shade for tile in shown.tiles}
    assert (shades["11"], shades["32"], shades["35"]) == (0, 2, 4)


@pytest.mark.parametrize("shares", [(0, 1000), (1000, 1000), (0, 0), (5, 995)])
def test_any_shares_find_their_shade(shares: tuple[int, int]) -> None:
    shown = tile_map([province("11", shares[0]), province("32", shares[1])])
    for tile in shown.tiles:
        if tile.per_1000 is not None:
            entry = next(entry for entry in shown.key if entry.shade == tile.shade)
            assert entry.low <= tile.per_1000 <= entry.high


def test_a_province_without_a_figure_is_on_the_map_without_a_shade() -> None:
    shown = tile_map([province("11", 700), replace(province("12", 700), active=province("12", None).active)])
    assert len(shown.tiles) == len(places())
    assert {tile.shade for tile in shown.tiles if tile.place.code != "11"} == {None}
