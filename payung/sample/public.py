"""All that others may import from sample."""

from payung.sample.assumption import assumptions
from payung.sample.write import SampleReport, write_sample

__all__ = ["SampleReport", "assumptions", "write_sample"]
