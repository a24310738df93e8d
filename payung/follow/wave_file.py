"""How does the wave at the end of the discount leave as a file? CSV, JSON with what each column says, SDMX-CSV 2.0."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from payung.follow.export import MARK_OF_UTF8
from payung.follow.wave import Wave, Waves
from payung.terms.public import name_of

ITEMS = ("joined_under_it", "members_before", "low", "mid", "high")
HEAD = ("region", "region_name", "sector", "as_of", "ends_on", *ITEMS, "is_hidden", "run_id")
FLOW = "PAYUNG:DISCOUNT_WAVE(1.0.0)"
SDMX_HEAD = (
    *("STRUCTURE", "STRUCTURE_ID", "ACTION", "REF_AREA", "SECTOR", "WAVE_ITEM", "TIME_PERIOD", "OBS_VALUE"),
    *("UNIT_MEASURE", "OBS_STATUS", "CONF_STATUS"),
)
MEANING = {
    "ends_on": {
        "id": "hari terakhir potongan iuran JKK dan JKM pekerja mandiri (PP 50/2025)",
        "en": "last day of the discount of work accident and death contributions of the self-employed (PP 50/2025)",
    },
    "joined_under_it": {
        "id": "pekerja mandiri aktif yang bergabung sejak potongan berlaku",
        "en": "self-employed members covered now who joined since the discount began",
    },
    "members_before": {
        "id": "pekerja mandiri aktif yang sudah menjadi peserta sebelum potongan berlaku",
        "en": "self-employed members covered now who were members before the discount began",
    },
    "low": {"id": "mungkin berhenti, batas bawah 90%", "en": "may stop, lower bound of nine chances in ten"},
    "mid": {"id": "mungkin berhenti, nilai tengah", "en": "may stop, middle"},
    "high": {"id": "mungkin berhenti, batas atas 90%", "en": "may stop, upper bound of nine chances in ten"},
}


def waves_as_csv(found: Waves, region: str) -> str:
    """One row a sector and region, the region's own first; hidden counts are empty and said to be hidden."""
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(HEAD)
    for row in _rows(found, region):
        writer.writerow([_cell(row[name]) for name in HEAD])
    return MARK_OF_UTF8 + sink.getvalue()


def waves_as_json(found: Waves, region: str) -> str:
    """The same rows, and what each column says."""
    content = {"columns": MEANING, "waves": list(_rows(found, region))}
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def waves_as_sdmx_csv(found: Waves, region: str) -> str:
    """SDMX-CSV 2.0 of the dataflow PAYUNG:DISCOUNT_WAVE; the time period is the day the discount ends."""
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\r\n")
    writer.writerow(SDMX_HEAD)
    for row in _rows(found, region):
        for item in ITEMS:
            # As in payung/follow/export.py: Q suppressed with C confidential, else A normal (F forecast) and F free.
            is_forecast = item in ("low", "mid", "high")
            status = ("Q", "C") if row["is_hidden"] else ("F" if is_forecast else "A", "F")
            key = (row["region"] or "ID", row["sector"], item.upper(), row["ends_on"])
            writer.writerow(["dataflow", FLOW, "I", *key, _cell(row[item]), "PS", *status])
    return sink.getvalue()


def _rows(found: Waves, region: str) -> Iterable[dict[str, Any]]:
    for one in found.of(region):
        yield {
            "region": one.region,
            "region_name": name_of(one.region) if one.region else "Indonesia",
            "sector": one.sector,
            "as_of": found.as_of.isoformat(),
            "ends_on": one.ends_on.isoformat(),
            **_counts(one),
            "is_hidden": one.mid is None,
            "run_id": found.run_id,
        }


def _counts(one: Wave) -> dict[str, int | None]:
    return {item: getattr(one, item) for item in ITEMS}


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value
