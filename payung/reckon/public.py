"""All that others may import from reckon."""

from payung.reckon.argument import Argument, Cell
from payung.reckon.change import Change, changes, touched
from payung.reckon.describe import change_data, explanation_data, result_data, rule_data
from payung.reckon.error import InputError, ReckonError, RuleMalformed, TableUnreadable, UnknownRule, input_error
from payung.reckon.evaluate import Result, asked_table, evaluate, inline_of
from payung.reckon.explain import Explanation, Step, error_facts, explain
from payung.reckon.rule import Column, Reason, Rule, reasons, rule, rules
from payung.reckon.table import PARQUET, TableReport, compiled, evaluate_table, steps
from payung.reckon.trace_value import birthday
from payung.reckon.use import UsedValue
from payung.reckon.wording import capital, counted, key_words, word_of, written
from payung.reckon.working import Piece

__all__ = [
    "PARQUET",
    "Argument",
    "Cell",
    "Change",
    "Column",
    "Explanation",
    "InputError",
    "Piece",
    "Reason",
    "ReckonError",
    "Result",
    "Rule",
    "RuleMalformed",
    "Step",
    "TableReport",
    "TableUnreadable",
    "UnknownRule",
    "UsedValue",
    "asked_table",
    "birthday",
    "capital",
    "change_data",
    "changes",
    "compiled",
    "counted",
    "error_facts",
    "evaluate",
    "evaluate_table",
    "explain",
    "explanation_data",
    "inline_of",
    "input_error",
    "key_words",
    "reasons",
    "result_data",
    "rule",
    "rule_data",
    "rules",
    "steps",
    "touched",
    "word_of",
    "written",
]
