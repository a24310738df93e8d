"""How are days and months written for people, in Indonesian and English, and which month comes next? In one place."""

from datetime import date

MONTHS = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}


def month_written(day: date, language: str) -> str:
    """The month of a day in words: November 2026. `language` is `en`; anything else is Indonesian."""
    return f"{MONTHS['en' if language == 'en' else 'id'][day.month - 1]} {day.year}"


def day_written(day: date, language: str) -> str:
    """A day in long form: 1 November 2026. `language` as in `month_written`."""
    return f"{day.day} {month_written(day, language)}"


def next_month(day: date) -> date:
    """The first day of the month after that of a day."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
