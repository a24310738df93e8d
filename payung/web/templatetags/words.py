"""How are codes, money, days and numbers written on a page? In the reader's language, by Indonesian custom first."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext

from payung.law.public import cited
from payung.terms.public import codes, name_of

register = template.Library()

HIDDEN_DIGIT = "•"
SHOWN_DIGITS = 4
SHORTEST_SHOWN = 12
HIDDEN_COUNT = "×"


def is_english() -> bool:
    """Whether the reader chose English; Indonesian otherwise."""
    return (get_language() or "id").startswith("en")


def language() -> str:
    """`en` or `id`, the language of labels."""
    return "en" if is_english() else "id"


@register.filter
def label(code: str | None, kind: str) -> str:
    """Label of a code of a list of terms, such as `reasons`; the code itself where the list does not know it."""
    entry = codes(kind).get(code) if code else None
    return entry.label(language()) if entry else (code or "")


@register.filter
def payer(segment: str) -> str:
    """The segment of who is active; without one it is a newborn, covered from birth before it is registered."""
    return label(segment, "segments") if segment else gettext("bayi baru lahir, belum terdaftar")


@register.filter
def plain(code: str | None, kind: str) -> str:
    """The sentence for people that belongs to a code."""
    entry = codes(kind).get(code) if code else None
    return entry.plain(language()) if entry else (code or "")


@register.filter
def about(code: str | None, kind: str) -> str:
    """The sentence of a code as it is told to somebody else than the person, such as an officer."""
    entry = codes(kind).get(code) if code else None
    return entry.about(language()) if entry else (code or "")


@register.filter
def fact(code: str, place: str) -> str:
    """A fact of a code; `place` is the list and the fact, as in `claim_states,status`."""
    kind, _, name = place.partition(",")
    entry = codes(kind).get(code)
    return str(entry.facts.get(name, "")) if entry else ""


@register.filter
def at_end(clock: str) -> str:
    """What happens when the window of this clock closes."""
    entry = codes("clocks").get(clock)
    return entry.facts["at_end"][language()] if entry else ""


@register.filter
def meant_for(programme: str) -> str:
    """Whom a programme is meant for: the denominator of its shares."""
    text: str = codes("programmes")[programme].facts["population"][language()]
    return text


@register.filter
def citation(article: str | None) -> str:
    """Law and article as the reader's language cites them; several may be joined by semicolons."""
    return cited(article or "", language())


@register.filter
def citations(articles: Iterable[str]) -> str:
    """Several citations in one line."""
    return "; ".join(citation(one) for one in articles)


@register.filter
def mine(texts: dict[str, str]) -> str:
    """The text in the reader's language, of a pair of texts."""
    return texts[language()]


@register.filter
def number(value: int | None) -> str:
    """A whole number with its thousands: 1.234.567; in English 1,234,567. A hidden count is a cross,
    however large it is."""
    if value is None:
        return HIDDEN_COUNT
    text = f"{value:,}".replace("-", "−")
    return text if is_english() else text.replace(",", ".")


@register.filter
def minus(value: int | None) -> str:
    """A count that is taken away."""
    return plus(None if value is None else -value)


@register.filter
def plus(value: int | None) -> str:
    """A count that is added, or taken away where it is below nothing."""
    if value is None:
        return HIDDEN_COUNT
    return f"−{number(-value)}" if value < 0 else f"+{number(value)}" if value else "0"


@register.filter
def percent(per_1000: int | None) -> str:
    """Thousandths as a percentage with one decimal: 77,7%; in English 77.7%. Without a figure: a dash."""
    if per_1000 is None:
        return "–"
    mark = "." if is_english() else ","
    return f"{per_1000 // 10}{mark}{per_1000 % 10}%"


@register.filter
def whole_percent(per_1000: int | None) -> str:
    """Thousandths as a whole percentage, for small places such as a tile."""
    return "–" if per_1000 is None else f"{(per_1000 + 5) // 10}%"


@register.filter
def width(per_1000: int | None) -> str:
    """Thousandths as the width attribute of a bar; always with a point, whatever the language."""
    return "0%" if per_1000 is None else f"{per_1000 // 10}.{per_1000 % 10}%"


@register.filter
def rupiah(amount: int | None) -> str:
    """Money: Rp16.800; in English Rp16,800; nothing to pay, or an amount nobody knows yet, is said in words."""
    if amount is None:
        return gettext("belum diketahui")
    return f"Rp{number(amount)}" if amount else gettext("gratis")


@register.filter
def short_rupiah(amount: int | None) -> str:
    """Much money in short: Rp1,2 triliun, Rp3,4 miliar, Rp5,6 juta; smaller amounts in full."""
    if amount is None:
        return gettext("belum diketahui")
    for size, word in ((10**12, gettext("triliun")), (10**9, gettext("miliar")), (10**6, gettext("juta"))):
        if amount >= size:
            tenths = (amount * 10 + size // 2) // size
            mark = "." if is_english() else ","
            return f"Rp{number(tenths // 10)}{mark}{tenths % 10} {word}"
    return f"Rp{number(amount)}"


@register.filter
def share(value: float) -> str:
    """A share of 1 as a percentage with one decimal."""
    return percent(round(value * 1000))


@register.filter
def whole(value: float) -> int:
    """The nearest whole number."""
    return round(value)


@register.filter
def decimals(value: float) -> str:
    """A small number with five decimals, by custom."""
    text = f"{value:.5f}"
    return text if is_english() else text.replace(".", ",")


@register.filter
def at(values: tuple[str, ...], place: int) -> str:
    """The value at a place."""
    return values[place]


@register.filter
def points(per_1000: int) -> str:
    """A change in thousandths as percentage points with its sign: +0,8 or −1,2."""
    mark = "." if is_english() else ","
    sign = "+" if per_1000 > 0 else "−" if per_1000 < 0 else "±"
    return f"{sign}{abs(per_1000) // 10}{mark}{abs(per_1000) % 10}"


@register.filter
def unsigned(value: int) -> int:
    """A number without its sign."""
    return abs(value)


@register.filter
def day(value: date | datetime | None) -> str:
    """A day in long form: 1 November 2026; a dash when it is not known."""
    return date_format(value, "j F Y") if value else "–"


@register.filter(expects_localtime=True)
def moment(value: datetime | None) -> str:
    """A day with the time: 1 November 2026, 14.05; a dash when it is not known."""
    return date_format(value, "j F Y, H:i" if is_english() else "j F Y, H.i") if value else "–"


@register.filter
def masked(value: str | None) -> str:
    """An identity number with all but its first and last four digits hidden; a short one wholly."""
    if not value:
        return "–"
    if len(value) < SHORTEST_SHOWN:
        return HIDDEN_DIGIT * len(value)
    return value[:SHOWN_DIGITS] + HIDDEN_DIGIT * (len(value) - 2 * SHOWN_DIGITS) + value[-SHOWN_DIGITS:]


@register.filter
def region(code: str | None) -> str:
    """Name of the region of a dotted code; the code where nobody knows it."""
    return (name_of(code) or code) if code else ""


@register.filter
def address(code: str | None) -> str:
    """Where somebody lives, the nearest first: village, district, regency, as far as the code goes."""
    parts = [(code or "")[:length] for length in (13, 8, 5, 2) if length <= len(code or "")]
    return ", ".join([name for part in parts if (name := name_of(part))][:3]) or "–"


@register.filter
def listed(value: str | None, mark: str) -> list[str]:
    """A joined column (movers by >, documents by comma) as a list."""
    return [part.strip() for part in value.split(mark) if part.strip()] if value else []


@register.filter
def sentence(text: str) -> str:
    """The text with a capital at its head and the rest as it is."""
    return text[:1].upper() + text[1:]


@register.filter
def relation(code: int | None) -> str:
    """Relation on the family card."""
    return label(str(code), "relations") if code is not None else "–"


@register.filter
def register_word(status: str | None) -> str:
    """What a register writes of a member, in words."""
    words = {
        "ACTIVE": gettext("aktif"),
        "INACTIVE": gettext("tidak aktif"),
        "WAITING": gettext("menunggu"),
        "ATTEMPT_FAILED": gettext("pendaftaran gagal"),
    }
    return words.get(status or "", status or "–")


@register.simple_tag
def why_not(route: Any, best: Any) -> str:
    """Why a route is not the best one, with the difference in money or days where that is the reason."""
    reason = label(route.why_not_best, "comparisons")
    if None in (route.price_now_idr, route.price_monthly_idr, best.price_now_idr, best.price_monthly_idr):
        return reason
    if route.why_not_best == "COSTS_MORE_NOW":
        return f"{reason}: {rupiah(route.price_now_idr - best.price_now_idr)}"
    if route.why_not_best == "COSTS_MORE_MONTHLY":
        return f"{reason}: {rupiah(route.price_monthly_idr - best.price_monthly_idr)}"
    if route.why_not_best == "LATER" and route.earliest_on and best.earliest_on:
        days = (route.earliest_on - best.earliest_on).days
        return f"{reason}: " + ngettext("%(days)s hari", "%(days)s hari", days) % {"days": days}
    return reason


@register.filter
def thousandth(per_100000: int | None) -> int | None:
    """A share per 100,000 in thousandths, as `percent` takes it."""
    return None if per_100000 is None else per_100000 // 100


@register.filter
def point(value: float) -> str:
    """A length of a picture, always with a point, whatever the language."""
    return f"{value:.1f}"


@register.filter
def share_of(value: float, name: str = "") -> str:
    """A figure on which a plan rests: a share as percent, a ratio (`ratio...`) or a value of law as a plain number."""
    mark = "." if is_english() else ","
    if value > 2 or name.startswith("ratio") or "." in name:
        text = f"{value:.1f}" if value != int(value) else number(int(value))
        return text.replace(".", mark) if value != int(value) else text
    return f"{value * 100:.1f}".replace(".", mark).removesuffix(f"{mark}0") + "%"
