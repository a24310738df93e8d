"""Which benefits can be claimed, by which rules, with which facts and papers?"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from payung.reckon.public import Argument, rule

KINDS = Path(__file__).parent / "kinds.yaml"
CLAIMANT, OFFICER, OFFICER_OPTIONAL, ALWAYS = "claimant", "officer", "officer_optional", "="
# What an employer reported here; where none did, what the claimant tells.
REPORTED_END = "reported_end"
ASKED = (CLAIMANT, REPORTED_END)


@dataclass(frozen=True)
class Kind:
    """A benefit that can be claimed (kinds.yaml says what each field means)."""

    code: str
    slug: str
    programme: str
    cover: str
    once: str
    law: str
    label: Mapping[str, str]
    plain: Mapping[str, str]
    event: Mapping[str, str]
    rules: tuple[str, ...]
    amount: tuple[str, ...]
    facts: Mapping[str, str]
    documents: tuple[str, ...]
    excludes: tuple[str, ...] = ()
    is_death: bool = False
    event_is_death: bool = False
    is_for_child: bool = False

    @property
    def arguments(self) -> dict[str, Argument]:
        """The inputs of its rules by name; needed where one rule needs it."""
        return _arguments(self.rules)

    def source(self, name: str) -> str:
        """Where an input comes from: `claimant`, `officer`, `event`, a fact of the registers, ..."""
        return self.facts.get(name, CLAIMANT)

    @property
    def asked(self) -> dict[str, Argument]:
        """What the claimant is asked."""
        return {name: one for name, one in self.arguments.items() if self.source(name) in ASKED}

    @property
    def confirmed(self) -> dict[str, Argument]:
        """What the officer takes from the fund's own books."""
        wanted = (OFFICER, OFFICER_OPTIONAL)
        return {name: one for name, one in self.arguments.items() if self.source(name) in wanted}


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its code."""
    raw = yaml.safe_load(KINDS.read_text(encoding="utf-8"))
    return {code: _kind(code, entry) for code, entry in raw.items()}


@cache
def death_kinds() -> dict[str, bool]:
    """Kinds that are claimed for a death, and whether the day of the event is that of the death."""
    return {kind.code: kind.event_is_death for kind in kinds().values() if kind.is_death}


def kind_by_slug(slug: str) -> Kind | None:
    """The kind at this part of an address; None where there is none."""
    return next((one for one in kinds().values() if one.slug == slug), None)


def _kind(code: str, entry: dict[str, object]) -> Kind:
    lists = {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}
    return Kind(code, **lists)  # type: ignore[arg-type]


@cache
def _arguments(rule_ids: tuple[str, ...]) -> dict[str, Argument]:
    found: dict[str, Argument] = {}
    for one in (argument for rule_id in rule_ids for argument in rule(rule_id).arguments):
        if one.name not in found or (one.is_needed and not found[one.name].is_needed):
            found[one.name] = one
    return found
