"""How are refusals, sectors and account numbers written on the pages of enrolling?"""

from django import template

from payung.reckon.public import word_of
from payung.terms.public import codes
from payung.web.templatetags.words import language

register = template.Library()

GROUP = 4
NOBODY = ("NONE", "NOBODY")


@register.filter
def repair(cause: str) -> str:
    """What repairs a cause for which somebody was not enrolled."""
    text: str = codes("refusals")[cause].facts["repair"][language()]
    return text


@register.filter
def repaired_by(cause: str) -> str:
    """Who can repair it; nothing where nobody needs to."""
    holder: str = codes("refusals")[cause].facts["holder"]
    return "" if holder in NOBODY else codes("movers")[holder].label(language())


@register.filter
def sector_word(sector: str) -> str:
    """A sector of work in words."""
    return word_of(sector, language())


@register.filter
def fact_word(code: str | None) -> str:
    """A group of risk or a size of an enterprise in words; nothing where it is not known."""
    return word_of(code, language()) if code else ""


@register.filter
def grouped(number: str | None) -> str:
    """A long number in groups of four, to be read out and typed."""
    text = number or ""
    return " ".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))
