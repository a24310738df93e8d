"""All that others may import from follow."""

from payung.follow.cohorts import Retention
from payung.follow.coverage import Coverage, NoSuchRegion, RegionFigures, Tally, ancestors, coverage_of, level_of
from payung.follow.export import as_csv, as_json, as_sdmx_csv, exported, metadata
from payung.follow.flow import Account, FlowAccount, Move, flow_account, flow_accounts, flow_loads
from payung.follow.flow_file import flows_as_csv, flows_as_json, flows_as_sdmx_csv
from payung.follow.funnel import Funnel, Published, data_funnel, decree_funnels, published
from payung.follow.kept_retention import kept_retention, kept_waves
from payung.follow.matters import Board, Column, Pending, Promise, board, matter
from payung.follow.measure import Comparison, Figure, compared, figures
from payung.follow.options import Option, option_of, shipped_options
from payung.follow.overdue import Overdue, overdue
from payung.follow.pack import NothingLoaded, pack_data, pack_pdf
from payung.follow.share import Indicator, Share, indicators
from payung.follow.shipped import open_shipped, shipped
from payung.follow.step import Actor, add_matter, offers, own_matter, take_step
from payung.follow.survival import Cohort
from payung.follow.wave import Wave, Waves
from payung.follow.wave_file import waves_as_csv, waves_as_json, waves_as_sdmx_csv

__all__ = [
    "Account",
    "Actor",
    "Board",
    "Cohort",
    "Column",
    "Comparison",
    "Coverage",
    "Figure",
    "FlowAccount",
    "Funnel",
    "Indicator",
    "Move",
    "NoSuchRegion",
    "NothingLoaded",
    "Option",
    "Overdue",
    "Pending",
    "Promise",
    "Published",
    "RegionFigures",
    "Retention",
    "Share",
    "Tally",
    "Wave",
    "Waves",
    "add_matter",
    "ancestors",
    "as_csv",
    "as_json",
    "as_sdmx_csv",
    "board",
    "compared",
    "coverage_of",
    "data_funnel",
    "decree_funnels",
    "exported",
    "figures",
    "flow_account",
    "flow_accounts",
    "flow_loads",
    "flows_as_csv",
    "flows_as_json",
    "flows_as_sdmx_csv",
    "indicators",
    "kept_retention",
    "kept_waves",
    "level_of",
    "matter",
    "metadata",
    "offers",
    "open_shipped",
    "option_of",
    "overdue",
    "own_matter",
    "pack_data",
    "pack_pdf",
    "published",
    "shipped",
    "shipped_options",
    "take_step",
    "waves_as_csv",
    "waves_as_json",
    "waves_as_sdmx_csv",
]
