"""All that others may import from plan."""

from payung.plan.appoint.better import BetterList, better_list, read_better
from payung.plan.appoint.dry_run import DryRun, dry_run, read_report
from payung.plan.appoint.quota import Quota, QuotaUnreadable, quota_of_law, read_quota
from payung.plan.appoint.words import Practice, practice
from payung.plan.error import ListUnreadable, NotSolved, PlanError, ScenarioFault, TableMissing
from payung.plan.run_tables import Scale, day_of, open_tables, scale_of

__all__ = [
    "BetterList",
    "DryRun",
    "ListUnreadable",
    "NotSolved",
    "PlanError",
    "Practice",
    "Quota",
    "QuotaUnreadable",
    "Scale",
    "ScenarioFault",
    "TableMissing",
    "better_list",
    "day_of",
    "dry_run",
    "open_tables",
    "practice",
    "quota_of_law",
    "read_better",
    "read_quota",
    "read_report",
    "scale_of",
]
