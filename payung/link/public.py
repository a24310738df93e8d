"""All that others may import from link."""

from payung.link.error import LinkError, RecordsMalformed, RecordsMissing
from payung.link.quality import LinkQuality, evaluate
from payung.link.run import LinkReport, link
from payung.link.train import train

__all__ = [
    "LinkError",
    "LinkQuality",
    "LinkReport",
    "RecordsMalformed",
    "RecordsMissing",
    "evaluate",
    "link",
    "train",
]
