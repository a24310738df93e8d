"""All that others may import from sample."""

from payung.sample.assumption import assumptions
from payung.sample.assumption import number as assumed_number
from payung.sample.write import SampleReport, write_sample

__all__ = ["SampleReport", "assumed_number", "assumptions", "write_sample"]
