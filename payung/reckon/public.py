"""All that others may import from reckon."""

from payung.reckon.argument import Argument
from payung.reckon.error import InputError, ReckonError, RuleMalformed, TableUnreadable, UnknownRule
from payung.reckon.evaluate import Result, asked_table, evaluate, inline_of
from payung.reckon.rule import Column, Reason, Rule, reasons, rule, rules
from payung.reckon.table import TableReport, compiled, evaluate_table, steps
from payung.reckon.use import UsedValue

__all__ = [
    "Argument",
    "Column",
    "InputError",
    "Reason",
    "ReckonError",
    "Result",
    "Rule",
    "RuleMalformed",
    "TableReport",
    "TableUnreadable",
    "UnknownRule",
    "UsedValue",
    "asked_table",
    "compiled",
    "evaluate",
    "evaluate_table",
    "inline_of",
    "reasons",
    "rule",
    "rules",
    "steps",
]
