"""All that others may import from plan."""

from payung.plan.appoint.better import BetterList, better_lines, better_list, read_better
from payung.plan.appoint.dry_run import DryRun, dry_run, read_report
from payung.plan.appoint.quota import Quota, QuotaUnreadable, quota_of_law, read_quota
from payung.plan.appoint.words import Practice, practice
from payung.plan.error import ListUnreadable, NotSolved, PlanError, ScenarioFault, TableMissing
from payung.plan.evidence.figure import Figure, figures
from payung.plan.planner.region import (
    TARGETS,
    NoSuchRegion,
    RegionAnswer,
    RegionPlan,
    drift,
    region_plans,
)
from payung.plan.planner.region import (
    actions as region_actions,
)
from payung.plan.run_tables import Scale, day_of, key_of, open_tables, scale_of
from payung.plan.scenario.after_discount import lapse_shares
from payung.plan.scenario.moved import Preset, numbers_in_force, presets, scenario_of_numbers
from payung.plan.scenario.reckon import Assumed, Outcome, Span, outcome_data, simulate
from payung.plan.scenario.spec import ACTIONS, Scenario, levers, read_scenario

__all__ = [
    "ACTIONS",
    "TARGETS",
    "Assumed",
    "BetterList",
    "DryRun",
    "Figure",
    "ListUnreadable",
    "NoSuchRegion",
    "NotSolved",
    "Outcome",
    "PlanError",
    "Practice",
    "Preset",
    "Quota",
    "QuotaUnreadable",
    "RegionAnswer",
    "RegionPlan",
    "Scale",
    "Scenario",
    "ScenarioFault",
    "Span",
    "TableMissing",
    "better_lines",
    "better_list",
    "day_of",
    "drift",
    "dry_run",
    "figures",
    "key_of",
    "lapse_shares",
    "levers",
    "numbers_in_force",
    "open_tables",
    "outcome_data",
    "practice",
    "presets",
    "quota_of_law",
    "read_better",
    "read_quota",
    "read_report",
    "read_scenario",
    "region_actions",
    "region_plans",
    "scale_of",
    "scenario_of_numbers",
    "simulate",
]
