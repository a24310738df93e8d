"""Which options with a price does a meeting get? The scenarios shipped for it, reckoned once over a run's tables.

The page, its button and the command read the same file, so that they say the same; it is made when a run is loaded, or
by the first who asks.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from payung.follow.written import money, number, signed
from payung.plan.public import (
    Outcome,
    Scale,
    day_of,
    key_of,
    open_tables,
    presets,
    scale_of,
    scenario_of_numbers,
    simulate,
)
from payung.terms.public import codes

LANGUAGES = ("id", "en")
ASSUMPTIONS = 4
WORDS = {
    "covered": {"id": "orang aktif lebih banyak pada akhir", "en": "people covered more at the end"},
    "low_high": {"id": "antara {low} dan {high}", "en": "between {low} and {high}"},
    "months": {"id": "{count} bulan", "en": "{count} months"},
    "assumptions": {"id": "{count} asumsi, yang terpenting:", "en": "{count} assumptions, the first of them:"},
}

# An option as the pack shows it, by language.
Option = Mapping[str, Any]


def shipped_options(tables: Path, folder: Path) -> list[Option]:
    """The shipped options over the tables of a run, kept in `folder` until the tables change.

    Empty where there are no tables. Raises PlanError where they cannot be reckoned.
    """
    key = key_of(tables)
    if key is None:
        return []
    path = folder / f"options-{key}.json"
    if not path.exists():
        options = [option_of(one) for one in _reckoned(tables, scale_of(tables))]
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Whole or not at all: another process may ask at the same moment.
        unfinished = path.with_suffix(".unfinished")
        unfinished.write_text(json.dumps(options, ensure_ascii=False), encoding="utf-8")
        unfinished.replace(path)
    found: list[Option] = json.loads(path.read_text(encoding="utf-8"))
    return found


def option_of(outcome: Outcome) -> Option:
    """A scenario's outcome as an option: people covered, price by payer, the assumptions it rests on."""
    return {language: _written(outcome, language) for language in LANGUAGES}


def _reckoned(tables: Path, scale: Scale) -> list[Outcome]:
    with open_tables(tables, ("determinations",), memory_limit="500MB", threads=1) as engine:
        first = (day_of(engine).replace(day=1) + timedelta(days=31)).replace(day=1)
    asked = [
        scenario_of_numbers({name: int(number) for name, number in one.fields.items()}, first, one.label)
        for one in presets().values()
        if one.is_option
    ]
    return [simulate(one, tables, scale=scale, memory_limit="1GB") for one in asked if one]


def _written(one: Outcome, language: str) -> dict[str, Any]:
    words = {name: texts[language] for name, texts in WORDS.items()}
    rows = [
        {
            "label": f"{programme}: {words['covered']}",
            "value": signed(spans[-1].mid, language),
            "span": words["low_high"].format(
                low=number(spans[-1].low, language), high=number(spans[-1].high, language)
            ),
        }
        for programme, spans in one.months.items()
        if spans
    ]
    rows += [
        {
            "label": _payer(payer, language),
            "value": money(span.mid, language),
            "span": words["low_high"].format(low=money(span.low, language), high=money(span.high, language)),
        }
        for payer, span in one.costs.items()
    ]
    assumed = [each.label_id if language == "id" else each.label_en for each in one.assumptions[:ASSUMPTIONS]]
    return {
        "name": one.name_id if language == "id" else one.name_en,
        "about": words["months"].format(count=len(one.month_days)),
        "rows": rows,
        "assumed_head": words["assumptions"].format(count=len(one.assumptions)),
        "assumed": assumed,
    }


def _payer(payer: str, language: str) -> str:
    found = codes("movers").get(payer)
    text = found.label(language) if found else payer
    return text[:1].upper() + text[1:]
