"""How do the indicators leave as files? CSV, JSON with the metadata of Satu Data Indonesia, and SDMX-CSV 2.0.

The same load gives the same bytes. The metadata has the fields of the form for statistical indicators (MS-Ind) of BPS
Regulation 5/2020. SDMX-CSV is written by the field guide of its version 2.0 (RFC 4180: lines end with CR and LF; one
row an observation, with the structure it follows and an action); no kept library for it is installed.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from payung.follow.measure import Figure, figures
from payung.follow.share import Indicator
from payung.ledger.public import kept
from payung.terms.public import name_of

HEAD = ("indicator", "programme", "region", "region_name", "as_of", "unit", "numerator", "denominator", "value")
LINEAGE = ("is_hidden", "run_id", "law_version", "tables_sha256")
FLOW = "PAYUNG:COVERAGE(1.0.0)"
SDMX_HEAD = (
    *("STRUCTURE", "STRUCTURE_ID", "ACTION", "INDICATOR", "PROGRAMME", "REF_AREA", "TIME_PERIOD", "OBS_VALUE"),
    *("UNIT_MEASURE", "NUMERATOR", "DENOMINATOR", "OBS_STATUS", "CONF_STATUS"),
)
MARK_OF_UTF8 = "\ufeff"
ACTIVITY = {
    "id": "Kompilasi register kependudukan dan kepesertaan jaminan sosial",
    "en": "Compilation of the registers of population and of social security membership",
}
PRODUCER = {"id": "Payung, dari register instansi yang dimuat", "en": "Payung, from the agencies' registers loaded"}


def exported(programme: str, region: str = "") -> list[Figure]:
    """The figures of a region and of those right below it, at the newest load; empty when nothing is loaded."""
    found = kept.loads(1)
    if not found:
        return []
    by_region = figures(programme, region, found[0])
    return [one for code in sorted(by_region) for one in by_region[code]]


def as_csv(found: Iterable[Figure]) -> str:
    """One row a figure with its lineage; a hidden figure has empty counts and says so."""
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow((*HEAD, *LINEAGE))
    for one in found:
        row = _row(one)
        writer.writerow([_cell(row[name]) for name in (*HEAD, *LINEAGE)])
    return MARK_OF_UTF8 + sink.getvalue()


def as_json(found: Iterable[Figure]) -> str:
    """The figures, and of each indicator its metadata in the form of Satu Data Indonesia."""
    kept = list(found)
    content = {
        "metadata": {one.indicator.id: metadata(one.indicator, one.load) for one in kept},
        "figures": [_row(one) for one in kept],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def as_sdmx_csv(found: Iterable[Figure]) -> str:
    """SDMX-CSV 2.0 of the dataflow PAYUNG:COVERAGE, dimensions INDICATOR, PROGRAMME, REF_AREA, TIME_PERIOD."""
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\r\n")
    writer.writerow(SDMX_HEAD)
    for one in found:
        row = _row(one)
        value = "" if row["value"] is None else row["value"]
        # CL_OBS_STATUS: A normal, O missing, Q missing because suppressed; CL_CONF_STATUS: F free, C confidential,
        # which does not tell a small count from one hidden with it.
        status = ("Q", "C") if one.is_hidden else ("O" if value == "" else "A", "F")
        key = ("dataflow", FLOW, "I", one.indicator.id.upper(), one.programme, one.region or "ID", row["as_of"], value)
        counts = (_SDMX_UNITS[one.indicator.unit], _cell(row["numerator"]), _cell(row["denominator"]))
        writer.writerow([*key, *counts, *status])
    return sink.getvalue()


def metadata(indicator: Indicator, load: kept.LoadRow) -> dict[str, Any]:
    """What Satu Data Indonesia asks of a statistical indicator (form MS-Ind, its head of three lines included).

    What we add stands apart in `di_luar_formulir`.
    """
    is_composite = indicator.count["of"] == "uhc"
    return {
        "nama_kegiatan": ACTIVITY,
        # BPS gives the number when the activity is reported to it.
        "kode_kegiatan": None,
        "penyelenggara": PRODUCER,
        "nama_indikator": indicator.label,
        "konsep": indicator.concept,
        "definisi": indicator.definition,
        "interpretasi": indicator.interpretation,
        "metode_rumus_penghitungan": indicator.formula,
        "ukuran": "proporsi" if indicator.denominator else "jumlah",
        "satuan": indicator.unit,
        "klasifikasi_penyajian": ["program", "wilayah"],
        "indikator_komposit": is_composite,
        "publikasi_ketersediaan_indikator_pembangun": ACTIVITY if is_composite else None,
        "nama_indikator_pembangun": list(indicator.builders) if is_composite else [],
        "kegiatan_penghasil_variabel_pembangun": None if is_composite else ACTIVITY,
        "nama_variabel_pembangun": [] if is_composite else list(indicator.builders),
        "level_estimasi": ["nasional", "provinsi", "kabupaten/kota"],
        "dapat_diakses_umum": True,
        "di_luar_formulir": _beyond_the_form(indicator, load),
    }


def _beyond_the_form(indicator: Indicator, load: kept.LoadRow) -> dict[str, Any]:
    """What the form does not ask and a reader who compares figures needs: both counts, the day, the lineage."""
    return {
        "pembilang": indicator.numerator,
        "penyebut": indicator.denominator,
        "tanggal_data": load.as_of.isoformat(),
        "asal_usul": {
            "run": str(load.run_id),
            "law_version": load.law_version,
            "tables_sha256": load.digest,
            "inputs": load.inputs,
        },
    }


_SDMX_UNITS: Mapping[str, str] = {"percent": "PT", "people": "PS", "rupiah": "IDR"}


def _row(one: Figure) -> dict[str, Any]:
    return {
        "indicator": one.indicator.id,
        "programme": one.programme,
        "region": one.region,
        "region_name": name_of(one.region) if one.region else "Indonesia",
        "as_of": one.load.as_of.isoformat(),
        "unit": one.indicator.unit,
        "numerator": one.numerator,
        "denominator": one.denominator,
        "value": _value(one),
        "is_hidden": one.is_hidden,
        "run_id": str(one.load.run_id),
        "law_version": one.load.law_version,
        "tables_sha256": one.load.digest,
    }


def _value(one: Figure) -> str | int | None:
    """The number itself, or the share as percent with one decimal, always with a point."""
    if not one.indicator.denominator:
        return one.numerator
    return None if one.per_1000 is None else f"{one.per_1000 // 10}.{one.per_1000 % 10}"


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value
