"""All that others may import from determine."""

from payung.determine.rule import Rule, rules
from payung.determine.run import DayBeforeTheLaw, DetermineReport, determination_steps, determine, health_steps
from payung.determine.sentence import sentence

__all__ = [
    "DayBeforeTheLaw",
    "DetermineReport",
    "Rule",
    "determination_steps",
    "determine",
    "health_steps",
    "rules",
    "sentence",
]
