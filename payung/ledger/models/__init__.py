"""Every model of Payung, one noun a file."""

from payung.ledger.models.access import Access
from payung.ledger.models.clock import Clock
from payung.ledger.models.coverage_count import CoverageCount
from payung.ledger.models.determination import Determination
from payung.ledger.models.membership import Membership
from payung.ledger.models.name_token import NameToken
from payung.ledger.models.path import Path
from payung.ledger.models.person import Person
from payung.ledger.models.profile import Profile
from payung.ledger.models.record import Record
from payung.ledger.models.reject import Reject
from payung.ledger.models.review import Review
from payung.ledger.models.run import Run

__all__ = [
    "Access",
    "Clock",
    "CoverageCount",
    "Determination",
    "Membership",
    "NameToken",
    "Path",
    "Person",
    "Profile",
    "Record",
    "Reject",
    "Review",
    "Run",
]
