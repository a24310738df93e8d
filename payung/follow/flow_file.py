"""How do the flows between two loads leave as files? CSV, JSON with what each column says, and SDMX-CSV 2.0."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from payung.follow.export import MARK_OF_UTF8
from payung.follow.flow import Account, FlowAccount
from payung.terms.public import name_of

ITEMS = ("before", "left", "came", "moved", "now")
HEAD = ("programme", "region", "region_name", "first_day", "last_day", "status", "payer", *ITEMS)
LINEAGE = ("is_hidden", "first_run", "last_run", "first_tables_sha256", "last_tables_sha256")
FLOW = "PAYUNG:FLOW(1.0.0)"
SDMX_HEAD = (
    *("STRUCTURE", "STRUCTURE_ID", "ACTION", "PROGRAMME", "REF_AREA", "MEMBER_STATUS", "PAYER", "ACCOUNT_ITEM"),
    *("TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE", "OBS_STATUS", "CONF_STATUS"),
)
MEANING = {
    "before": {"id": "orang pada tanggal pertama", "en": "people on the first day"},
    "left": {
        "id": "berganti pembayar atau sebab, berhenti, atau keluar dari program",
        "en": "changed payer or cause, lapsed, or left the programme",
    },
    "came": {
        "id": "datang dari pembayar atau sebab lain, atau masuk ke program",
        "en": "came from another payer or cause, or entered the programme",
    },
    "moved": {
        "id": "pindah masuk ke wilayah dikurangi pindah keluar, pada pembayar sebelum pindah",
        "en": "moved into the region less moved out of it, at the payer held before moving",
    },
    "now": {"id": "orang pada tanggal terakhir", "en": "people on the last day"},
}
ADDS_UP = "before - left + came + moved = now"


def flows_as_csv(found: Iterable[FlowAccount]) -> str:
    """One row a payer and region with its lineage; hidden counts are empty and said to be hidden."""
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow((*HEAD, *LINEAGE))
    for row in _rows(found):
        writer.writerow([_cell(row[name]) for name in (*HEAD, *LINEAGE)])
    return MARK_OF_UTF8 + sink.getvalue()


def flows_as_json(found: Iterable[FlowAccount]) -> str:
    """The same rows, and what each count says."""
    content = {"columns": MEANING, "identity": ADDS_UP, "flows": list(_rows(found))}
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def flows_as_sdmx_csv(found: Iterable[FlowAccount]) -> str:
    """SDMX-CSV 2.0 of the dataflow PAYUNG:FLOW; a time period is the interval between the days of the two loads."""
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\r\n")
    writer.writerow(SDMX_HEAD)
    for row in _rows(found):
        period = f"{row['first_day']}/{row['last_day']}"
        for item in ITEMS:
            value = row[item]
            # As in payung/follow/export.py: Q suppressed with C confidential, else A normal and F free.
            status = ("Q", "C") if value is None else ("A", "F")
            key = (row["programme"], row["region"] or "ID", row["status"], row["payer"] or "_Z", item.upper())
            writer.writerow(["dataflow", FLOW, "I", *key, period, _cell(value), "PS", *status])
    return sink.getvalue()


def _rows(found: Iterable[FlowAccount]) -> Iterable[dict[str, Any]]:
    for account in found:
        for one in (*account.payers, account.inactive, *account.causes):
            yield _row(account, one)


def _row(account: FlowAccount, one: Account) -> dict[str, Any]:
    counts = {name: getattr(one, name) for name in ITEMS}
    return {
        "programme": account.programme,
        "region": account.region,
        "region_name": name_of(account.region) if account.region else "Indonesia",
        "first_day": account.first.as_of.isoformat(),
        "last_day": account.last.as_of.isoformat(),
        "status": one.status,
        "payer": one.place,
        **counts,
        "is_hidden": None in counts.values(),
        "first_run": str(account.first.run_id),
        "last_run": str(account.last.run_id),
        "first_tables_sha256": account.first.digest,
        "last_tables_sha256": account.last.digest,
    }


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value
