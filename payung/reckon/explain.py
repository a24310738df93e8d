"""What does a result say to a person? The sentence, the steps with their numbers, then the articles."""

from dataclasses import dataclass

from payung.reckon.evaluate import ERROR, Result
from payung.reckon.rule import Rule, reasons, rule
from payung.reckon.use import UsedValue
from payung.reckon.wording import key_words, written

HEADINGS = {"id": ("Langkah", "Dasar hukum"), "en": ("Steps", "Law")}
WEAK = {
    "one_source": {"id": "satu sumber", "en": "one source"},
    "memory": {"id": "dari ingatan", "en": "from memory"},
}
CONTESTED = {"id": "diperdebatkan atau bukan hukum", "en": "contested or not law"}


@dataclass(frozen=True)
class Explanation:
    """A result in words: one sentence, the steps (given, the law's values, reckoned), the articles."""

    language: str
    sentence: str
    steps: tuple[str, ...]
    articles: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole as plain text."""
        steps, law = HEADINGS[self.language]
        parts = [self.sentence]
        for heading, lines in ((steps, self.steps), (law, self.articles)):
            if lines:
                parts.append("\n".join([f"{heading}:", *(f"{n}. {line}" for n, line in enumerate(lines, start=1))]))
        return "\n\n".join(parts)


def explain(result: Result, language: str = "id") -> Explanation:
    """The result in `id` or `en`. Raises KeyError for another language."""
    asked = rule(result.rule_id)
    if result.outcome == ERROR:
        said = tuple(f"{error.message(language)} ({error.accepted})" for error in result.errors)
        return Explanation(language, said[0], said[1:], ())
    shown = _written(asked, result, language)
    given = [
        f"{one.label(language)}: {shown[one.name]}" for one in asked.arguments if result.inputs[one.name] is not None
    ]
    law = [
        f"{_name(one, language)}: {_value(one, language)}"
        for one in result.used
        # Of a table or a list the article is named; its rows would say nothing in a line.
        if not isinstance(one.value, dict | list)
    ]
    reckoned = [
        f"{one.label(language)}: {shown[one.name]}" for one in asked.columns if result.values[one.name] is not None
    ]
    return Explanation(
        language,
        _sentence(asked, result, language, shown),
        (*given, *law, *reckoned),
        tuple(dict.fromkeys(_article(one, language) for one in result.used)),
    )


def _sentence(asked: Rule, result: Result, language: str, shown: dict[str, str]) -> str:
    by_reason = asked.sayings.get(f"{language}.{result.reason}")
    if by_reason is None and result.outcome != "OK":
        label = reasons()[result.reason].label(language)
        return f"{label[0].upper()}{label[1:]}."
    return (by_reason or asked.sayings[language]).format(**shown)


def _written(asked: Rule, result: Result, language: str) -> dict[str, str]:
    values = {**result.inputs, **result.values}
    units = {one.name: one.unit for one in asked.arguments} | {one.name: one.unit for one in asked.columns}
    return {name: written(values[name], unit, language) for name, unit in units.items()}


def _name(used: UsedValue, language: str) -> str:
    label = used.label_en if language == "en" else used.label_id
    return f"{label} ({key_words(used.key, language)})" if used.key else label


def _value(used: UsedValue, language: str) -> str:
    # A word of the law is a code whatever the unit of its table says.
    return key_words(used.value, language) if isinstance(used.value, str) else written(used.value, used.unit, language)


def _article(used: UsedValue, language: str) -> str:
    """Law and article, since when, and how far it may be trusted."""
    since = written(used.in_force_from, "day", language)
    words = [f"{'mulai' if language == 'id' else 'from'} {since}"] if used.in_force_from else []
    words += [WEAK[used.confidence][language]] if used.confidence in WEAK else []
    words += [CONTESTED[language]] if used.is_contested else []
    return f"{used.article} ({used.parameter_id}{', ' if words else ''}{', '.join(words)})"
