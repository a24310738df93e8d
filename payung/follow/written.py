"""How are numbers, money and days written on paper, by Indonesian or English custom?"""

SIZES = ((10**12, {"id": "triliun", "en": "trillion"}), (10**9, {"id": "miliar", "en": "billion"}))
SIZES = (*SIZES, (10**6, {"id": "juta", "en": "million"}))


def number(value: int | None, language: str) -> str:
    """A whole number with its thousands; a dash for none."""
    if value is None:
        return "–"
    text = f"{abs(value):,}"
    return ("−" if value < 0 else "") + (text if language == "en" else text.replace(",", "."))


def signed(value: int, language: str) -> str:
    """A change with its sign."""
    return f"+{number(value, language)}" if value > 0 else number(value, language) if value else "±0"


def percent(per_1000: int | None, language: str) -> str:
    """Thousandths as a percentage with one decimal; a dash for none."""
    if per_1000 is None:
        return "–"
    return f"{per_1000 // 10}{'.' if language == 'en' else ','}{per_1000 % 10}%"


def signed_points(per_1000: int, language: str) -> str:
    """A change in thousandths as percentage points with its sign."""
    sign = "+" if per_1000 > 0 else "−" if per_1000 < 0 else "±"
    return f"{sign}{abs(per_1000) // 10}{'.' if language == 'en' else ','}{abs(per_1000) % 10}"


def money(value: int, language: str) -> str:
    """Rupiah in short: Rp1,2 miliar; small amounts in full; fewer than nothing with a minus."""
    sign, amount = ("−" if value < 0 else ""), abs(value)
    for size, word in SIZES:
        if amount >= size:
            tenths = (amount * 10 + size // 2) // size
            mark = "." if language == "en" else ","
            return f"{sign}Rp{number(tenths // 10, language)}{mark}{tenths % 10} {word[language]}"
    return f"{sign}Rp{number(amount, language)}"
