"""How are claims handled where the law is silent?"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

POLICY = Path(__file__).parent / "policy.yaml"


@dataclass(frozen=True)
class Policy:
    """Our own choices (policy.yaml says why)."""

    payee_cool_off_hours: int
    document_bytes_max: int
    picture_pixels_max: int
    paying_bank: str
    school_year_month: int
    banks: tuple[str, ...]


@cache
def policy() -> Policy:
    """The policy in force."""
    raw = yaml.safe_load(POLICY.read_text(encoding="utf-8"))
    return Policy(**{**raw, "banks": tuple(raw["banks"])})
