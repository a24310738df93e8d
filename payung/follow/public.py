"""All that others may import from follow."""

from payung.follow.coverage import Coverage, NoSuchRegion, RegionFigures, Tally, ancestors, coverage_of, level_of
from payung.follow.matters import Board, Column, Pending, Promise, board, matter
from payung.follow.share import Indicator, Share, indicators
from payung.follow.shipped import open_shipped, shipped
from payung.follow.step import Actor, add_matter, offers, own_matter, take_step

__all__ = [
    "Actor",
    "Board",
    "Column",
    "Coverage",
    "Indicator",
    "NoSuchRegion",
    "Pending",
    "Promise",
    "RegionFigures",
    "Share",
    "Tally",
    "add_matter",
    "ancestors",
    "board",
    "coverage_of",
    "indicators",
    "level_of",
    "matter",
    "offers",
    "open_shipped",
    "own_matter",
    "shipped",
    "take_step",
]
