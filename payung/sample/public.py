"""All that others may import from sample."""

from payung.sample.assumption import assumptions
from payung.sample.assumption import number as assumed_number
from payung.sample.paying import NEVER, months_paid_in
from payung.sample.write import SampleReport, write_sample

__all__ = ["NEVER", "SampleReport", "assumed_number", "assumptions", "months_paid_in", "write_sample"]
