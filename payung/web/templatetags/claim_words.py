"""How are a claim's figures, rules and suggestions written on its pages?"""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import template

from payung.act.public import Chance, kinds
from payung.reckon.public import rules, word_of, written
from payung.web.claim.form import EVENT
from payung.web.templatetags.words import language

register = template.Library()


@register.filter
def figure(value: Any, unit: str) -> str:
    """A value of a rule by its unit: Rp2.500.000, 3 bulan's number, ya, a day, a code's word."""
    if isinstance(value, str) and unit in ("day", "month") and len(value) == len("YYYY-MM-DD"):
        return written(date.fromisoformat(value), unit, language())
    return word_of(value, language()) if isinstance(value, str) else written(value, unit, language())


@register.filter
def kind_label(code: str) -> str:
    """What a kind of claim is called."""
    return kinds()[code].label[language()]


@register.filter
def prefill(chance: Chance) -> str:
    """The part of an address that fills in what is known."""
    known = {EVENT: chance.event_on.isoformat()} if chance.event_on else {}
    return f"?{urlencode({**known, **chance.told})}" if known or chance.told else ""


@register.filter
def rule_label(rule_id: str) -> str:
    """What a rule is called."""
    found = rules().get(rule_id)
    return found.label(language()) if found else rule_id


@register.filter
def reckoned(said: dict[str, Any]) -> list[tuple[str, Any, str]]:
    """Label, value and unit of what a rule took and gave, as it is kept with a decision."""
    found = rules().get(said["rule"])
    if found is None:
        return []
    lines = [(one.label(language()).split(":")[0], said["inputs"].get(one.name), one.unit) for one in found.arguments]
    lines += [(one.label(language()), said["outputs"].get(one.name), one.unit) for one in found.columns]
    return [line for line in lines if line[1] is not None]
