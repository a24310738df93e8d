"""All that others may import from follow."""

from payung.follow.coverage import Coverage, NoSuchRegion, RegionFigures, Tally, ancestors, coverage_of, level_of
from payung.follow.share import Indicator, Share, indicators

__all__ = [
    "Coverage",
    "Indicator",
    "NoSuchRegion",
    "RegionFigures",
    "Share",
    "Tally",
    "ancestors",
    "coverage_of",
    "indicators",
    "level_of",
]
