"""How are two entities judged the same? The comparisons of the model, what to compare at all, and the stored weights.

A comparison has levels from strongest to weakest; the last is "else", and a missing value says nothing. `model.json`
holds for each level how often it is seen among pairs of one person (m) and of two persons (u). Where u is the chance
that two people share a value (a family card, a district, a birth date), it depends on how many people there are, so it
is counted in the data at hand and the stored figure is not used: that is what `shared_by` names.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MODEL = Path(__file__).parent / "model.json"

SERIAL_STARTS_AT = 13


@dataclass(frozen=True)
class Level:
    """One level of a comparison: its name in model.json, its condition, and the column two people share by chance."""

    name: str
    sql: str
    shared_by: str | None = None
    frequency_of: str | None = None
    is_silent: bool = False


@dataclass(frozen=True)
class Comparison:
    """One aspect of a person that two entities agree or differ on."""

    name: str
    missing: str
    levels: tuple[Level, ...]


def _either_missing(column: str) -> str:
    return f"{column}_l IS NULL OR {column}_r IS NULL"


def _slip(left: str, right: str) -> str:
    return f"is_slip({left}, {right})"


def _day_text(side: str) -> str:
    return f"strftime(birth_date_{side}, '%Y%m%d')"


COMPARISONS = (
    Comparison(
        "name",
        _either_missing("key"),
        (
            Level("same sound", "key_l = key_r", frequency_of="key"),
            Level("same core", "core_l = core_r", frequency_of="core"),
            Level("same parts", "sorted_key_l = sorted_key_r"),
            Level("nearly the same", "jaro_winkler_similarity(core_l, core_r) >= 0.94"),
            Level(
                "part left out",
                "is_within(core_tokens_l, core_tokens_r, last_r) OR is_within(core_tokens_r, core_tokens_l, last_l)",
            ),
            Level(
                "shortened to letters",
                "letters_l = letters_r AND length(letters_l) >= 2"
                " AND list_has_any(string_split(tokens_l, ' '), string_split(tokens_r, ' '))",
            ),
            Level("alike", "jaro_winkler_similarity(core_l, core_r) >= 0.88"),
            Level("same first part", "first_l = first_r AND length(first_l) >= 3"),
            Level("shared by many", "is_within(tokens_l, tokens_r, last_r) OR is_within(tokens_r, tokens_l, last_l)"),
            Level("same last part", "last_l = last_r"),
            Level("else", "ELSE"),
        ),
    ),
    Comparison(
        "birth",
        _either_missing("birth_date"),
        (
            Level("same day", "birth_date_l = birth_date_r AND NOT is_default_day_l", shared_by="birth_date"),
            Level("same default day", "birth_date_l = birth_date_r"),
            Level(
                "day and month swapped",
                "birth_year_l = birth_year_r AND day(birth_date_l) = month(birth_date_r)"
                " AND month(birth_date_l) = day(birth_date_r)",
            ),
            Level("one digit off", _slip(_day_text("l"), _day_text("r"))),
            Level(
                "other year",
                "day(birth_date_l) = day(birth_date_r) AND month(birth_date_l) = month(birth_date_r)"
                " AND NOT is_default_day_l",
            ),
            Level("default day of the year", "birth_year_l = birth_year_r AND (is_default_day_l OR is_default_day_r)"),
            Level("same year", "birth_year_l = birth_year_r"),
            Level("else", "ELSE"),
        ),
    ),
    Comparison(
        "mother",
        _either_missing("mother_key"),
        (
            Level("same sound", "mother_key_l = mother_key_r", shared_by="mother_key"),
            Level(
                "alike",
                "jaro_winkler_similarity(mother_core_l, mother_core_r) >= 0.88 OR mother_first_l = mother_first_r",
            ),
            Level("else", "ELSE"),
        ),
    ),
    # A NIK holds birth date and district, and siblings' serials follow each other: a NIK that differs in the serial
    # alone is never evidence, and one that is a digit off counts only where that digit is not the date's, told twice.
    Comparison(
        "nik",
        _either_missing("nik"),
        (
            Level("same", "nik_l = nik_r", shared_by="nik"),
            Level(
                "serial differs",
                f"left(nik_l, {SERIAL_STARTS_AT - 1}) = left(nik_r, {SERIAL_STARTS_AT - 1})",
                is_silent=True,
            ),
            Level(
                "one digit off",
                _slip("nik_l", "nik_r")
                + " AND (coalesce(birth_date_l = birth_date_r, true) OR substr(nik_l, 7, 6) = substr(nik_r, 7, 6))",
            ),
            Level("else", "ELSE"),
        ),
    ),
    Comparison(
        "family card",
        _either_missing("kk"),
        (Level("same", "kk_l = kk_r", shared_by="kk"), Level("else", "ELSE")),
    ),
    Comparison(
        "phone",
        _either_missing("phone"),
        (Level("same", "phone_l = phone_r", shared_by="phone"), Level("else", "ELSE")),
    ),
    Comparison("sex", _either_missing("sex"), (Level("same", "sex_l = sex_r"), Level("else", "ELSE"))),
    Comparison(
        "place",
        _either_missing("district"),
        (
            Level("same district", "district_l = district_r", shared_by="district"),
            Level("same regency", "regency_l = regency_r", shared_by="regency"),
            Level("else", "ELSE"),
        ),
    ),
)

# What is compared at all. Each rule grows with the people of a day, a card or a place, never with the square of all.
CANDIDATES = (
    "l.block_date = r.block_date AND l.first = r.first",
    "l.block_date = r.block_date AND l.last = r.last",
    "l.block_date = r.block_date AND l.key = r.key",
    "l.block_date = r.block_date AND l.mother_key = r.mother_key",
    "l.block_date = r.block_date AND l.district = r.district AND l.sex = r.sex AND left(l.key, 3) = left(r.key, 3)",
    "l.kk = r.kk AND l.first = r.first",
    "l.kk = r.kk AND l.block_date = r.block_date",
    "l.phone = r.phone AND l.first = r.first",
    "l.key = r.key AND l.birth_year = r.birth_year AND l.regency = r.regency",
    "l.key = r.key AND l.mother_key = r.mother_key AND l.regency = r.regency",
    "l.key = r.key AND l.district = r.district AND l.token_count >= 2",
    "l.nik = r.nik",
)

FREQUENCIES = ("key", "core")
COLUMNS_COUNTED = ("birth_date", "mother_key", "nik", "kk", "phone", "district", "regency")


@dataclass(frozen=True)
class Model:
    """Shares of each level among pairs of one person (m) and of two (u), and the share of residual people who match."""

    m: dict[str, dict[str, float]]
    u: dict[str, dict[str, float]]
    share_matched: float


def stored_model(path: Path = MODEL) -> Model:
    """The model shipped with the project."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    return Model(raw["m"], raw["u"], raw["share_matched"])


def splink_settings(model: Model, entities: int, chance: dict[str, float]) -> dict[str, Any]:
    """The model in Splink's form for a run over so many entities; `chance` is by column that two share a value."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": min(0.5, model.share_matched / max(entities, 2)),
        "blocking_rules_to_generate_predictions": list(CANDIDATES),
        "comparisons": [_comparison(comparison, model, chance) for comparison in COMPARISONS],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }


def _comparison(comparison: Comparison, model: Model, chance: dict[str, float]) -> dict[str, Any]:
    missing = {"sql_condition": comparison.missing, "label_for_charts": "missing", "is_null_level": True}
    m, u = model.m[comparison.name], model.u[comparison.name]
    levels = [_level(level, m[level.name], u[level.name], chance) for level in comparison.levels]
    return {"output_column_name": comparison.name.replace(" ", "_"), "comparison_levels": [missing, *levels]}


def _level(level: Level, m: float, u: float, chance: dict[str, float]) -> dict[str, Any]:
    if level.shared_by is not None and chance.get(level.shared_by, 0.0) > 0.0:
        u = chance[level.shared_by]
    settings: dict[str, Any] = {
        "sql_condition": level.sql,
        "label_for_charts": level.name,
        "m_probability": u if level.is_silent else m,
        "u_probability": u,
    }
    if level.frequency_of is not None:
        settings["tf_adjustment_column"] = level.frequency_of
    return settings
