"""How is a route said in plain words, in Indonesian or English?"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from payung.terms.public import codes

JANUARY_TO_DECEMBER = {
    "id": "Januari,Februari,Maret,April,Mei,Juni,Juli,Agustus,September,Oktober,November,Desember",
    "en": "January,February,March,April,May,June,July,August,September,October,November,December",
}
WORDS = {
    "id": {
        "free": "tanpa biaya bagi Anda",
        "unknown": "biayanya menurut upah, yang belum tercatat",
        "now": "{now} sekarang",
        "month": "{month} sebulan",
        "after": "lalu {month} sebulan",
        "arrears": "termasuk {months} bulan tertunggak",
        "instalments": "{months} cicilan, masing-masing {now}",
        "people": "untuk {people} orang",
        "from": "dijamin paling cepat {day}",
    },
    "en": {
        "free": "no cost to you",
        "unknown": "the cost follows the wage, which is not on record",
        "now": "{now} now",
        "month": "{month} a month",
        "after": "then {month} a month",
        "arrears": "{months} unpaid months included",
        "instalments": "{months} instalments of {now} each",
        "people": "for {people} people",
        "from": "covered from {day} at the earliest",
    },
}


def route_sentence(row: Mapping[str, Any], language: str) -> str:
    """One plain sentence for a row of `paths`: what to do, what it costs now and a month, and from when it covers.

    `language` is `id` or `en`; money in rupiah with the separators of that language. Raises KeyError for another one.
    """
    words = WORDS[language]
    parts = [*_price(row, words, language)]
    if row["earliest_on"] is not None:
        parts.append(words["from"].format(day=_day(row["earliest_on"], language)))
    label = codes("routes")[row["route"]].label(language)
    said = ": ".join(part for part in (f"{label[0].upper()}{label[1:]}", ", ".join(parts)) if part)
    return f"{said}."


def _price(row: Mapping[str, Any], words: Mapping[str, str], language: str) -> list[str]:
    now, month, months = row["price_now_idr"], row["price_monthly_idr"], row["months"]
    if now is None:
        return [words["unknown"]]
    if now == 0 and not month:
        return [words["free"]] if row["route"] != "REPORT_DEATH" else []
    filled = {"now": _rupiah(now, language), "month": _rupiah(month or 0, language), "months": months}
    if row["route"] == "INSTALMENTS":
        parts = [words["instalments"].format(**filled)]
    elif now == month:
        parts = [words["month"].format(**filled)]
    else:
        parts = [words["now" if now else "free"].format(**filled)]
        parts += [words["arrears"].format(**filled)] if months and now else []
        parts += [words["after"].format(**filled)] if month else []
    return [*parts, words["people"].format(people=row["people"])] if row["people"] > 1 else parts


def _rupiah(amount: int, language: str) -> str:
    grouped = f"{amount:,}"
    return f"Rp{grouped}" if language == "en" else f"Rp{grouped.replace(',', '.')}"


def _day(day: date, language: str) -> str:
    months = JANUARY_TO_DECEMBER[language].split(",")
    return f"{day.day} {months[day.month - 1]} {day.year}"
