"""All that others may import from law."""

from payung.law.chart import Words, chart
from payung.law.citation import cited
from payung.law.error import (
    AlreadyLaw,
    CallMalformed,
    KeyMissing,
    LawError,
    NotInForce,
    NotSwitchedOn,
    ParameterMalformed,
    UnknownParameter,
)
from payung.law.law import Law, load_law
from payung.law.page import Finding, pages, report
from payung.law.parameter import DatedValue, Parameter, Source
from payung.law.suppose import Supposition, SuppositionWrong, supposing

__all__ = [
    "AlreadyLaw",
    "CallMalformed",
    "DatedValue",
    "Finding",
    "KeyMissing",
    "Law",
    "LawError",
    "NotInForce",
    "NotSwitchedOn",
    "Parameter",
    "ParameterMalformed",
    "Source",
    "Supposition",
    "SuppositionWrong",
    "UnknownParameter",
    "Words",
    "chart",
    "cited",
    "load_law",
    "pages",
    "report",
    "supposing",
]
