"""What does the meeting need on paper? Where we are, what moved, matters by owner, options, decisions asked.

The content is data first (`pack_data`), shown on a page and set by Typst (`typst/pack.typ`) as PDF. Nothing in it comes
from a clock, so that the same load gives the same bytes in the same language.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import typst
import yaml

from payung.follow.flow import FlowAccount, flow_account
from payung.follow.matters import Column, Pending, board
from payung.follow.measure import Comparison, compared
from payung.follow.options import Option
from payung.follow.written import money, number, percent, signed, signed_points
from payung.ledger.public import kept
from payung.terms.public import codes, day_written, name_of

FOLDER = Path(__file__).parent / "typst"
PROGRAMMES = ("JKN", "JKK")
MOVES, MATTERS, ASKED = 10, 6, 8
FLOW_COLUMNS = ("before", "left", "came", "moved", "now")
NOT_SHOWN = "×"

Data = dict[str, Any]


class NothingLoaded(Exception):
    """There is no load, so that there is nothing to say."""


def pack_pdf(language: str, region: str = "", since: date | None = None, options: Sequence[Option] = ()) -> bytes:
    """The pack as PDF in `id` or `en`; the same load gives the same bytes. Raises NothingLoaded."""
    data = json.dumps(pack_data(language, region, since, options), ensure_ascii=False, sort_keys=True)
    found: bytes = typst.compile(
        str(FOLDER / "pack.typ"), root=str(FOLDER), sys_inputs={"data": data}, ignore_system_fonts=True, timestamp=0
    )
    return found


def pack_data(language: str, region: str = "", since: date | None = None, options: Sequence[Option] = ()) -> Data:
    """The content of the pack in a language, as plain data. `since` names the day of the last meeting.

    Without it the load before is compared. Runs inside a scope. Raises NothingLoaded.
    """
    found = kept.loads(100)
    if not found:
        raise NothingLoaded("load the tables of a run first")
    load, before = found[0], _before(found, since)
    words = _words(language)
    groups = {programme: compared(programme, region, before) for programme in PROGRAMMES}
    lanes = _lanes(region, before)
    accounts = _accounts(region, before, load)
    numbers = {one.id: place for place, one in enumerate(_defined(groups.values()), 1)}
    return {
        "language": language,
        "words": words,
        "place": (name_of(region) or region) if region else "Indonesia",
        "as_of": words["as_of"].format(day=day_written(load.as_of, language)),
        "since": words["since"].format(day=day_written(before.as_of, language)) if before else None,
        "groups": [_group(programme, rows, numbers, language) for programme, rows in groups.items()],
        "flows": [row for one in accounts for row in _flows(one, language)],
        "moves": [row for one in accounts for row in _moves(one, language)],
        "lanes": [_lane(one, language) for one in lanes],
        "options": [one[language] for one in options],
        "asked": _asked(lanes, language),
        "definitions": [_definition(one, numbers[one.id], language) for one in _defined(groups.values())],
        "load": _load(load),
    }


def _before(found: Sequence[kept.LoadRow], since: date | None) -> kept.LoadRow | None:
    earlier = [one for one in found[1:] if since is None or one.as_of <= since]
    return earlier[0] if earlier else None


def _lanes(region: str, before: kept.LoadRow | None) -> list[Column]:
    """The board of each programme in turn, lane by lane."""
    boards = [board(region, programme, since=before.generation if before else None) for programme in PROGRAMMES]
    lanes: dict[str, list[Pending]] = {}
    for one in boards:
        for column in one.columns if one else ():
            held = lanes.setdefault(column.holder, [])
            held += [each for each in column.matters if each not in held]
    columns = [
        Column(
            holder,
            tuple(sorted(held, key=lambda each: (-each.overdue, -(each.people or 0), str(each.row.matter_id)))),
            sum(each.people or 0 for each in held if each.row.kind == "BLOCKED"),
            sum(each.overdue for each in held),
        )
        for holder, held in lanes.items()
    ]
    return sorted(columns, key=lambda column: (-column.overdue, -column.people, column.holder))


def _defined(groups: Iterable[Sequence[Comparison]]) -> list[Any]:
    found = {one.now.indicator.id: one.now.indicator for rows in groups for one in rows}
    return list(found.values())


def _group(programme: str, rows: Sequence[Comparison], numbers: dict[str, int], language: str) -> Data:
    label = f"{programme}: {codes('programmes')[programme].label(language)}"
    return {"label": label, "rows": [_indicator(one, numbers, language) for one in rows]}


def _indicator(one: Comparison, numbers: dict[str, int], language: str) -> Data:
    figure, unit = one.now, one.now.indicator.unit
    counts, value = "", "–"
    if figure.is_hidden:
        value = NOT_SHOWN
    elif figure.numerator is not None and unit == "percent":
        value = percent(figure.per_1000, language)
        counts = f"{number(figure.numerator, language)} / {number(figure.denominator, language)}"
    elif figure.numerator is not None:
        value = money(figure.numerator, language) if unit == "rupiah" else number(figure.numerator, language)
    change = "" if one.change is None else signed(one.change, language)
    if one.change is not None and unit == "percent":
        change = signed_points(one.change, language)
    if one.change is not None and unit == "rupiah":
        change = ("+" if one.change > 0 else "") + money(one.change, language)
    return {
        "label": figure.indicator.label[language],
        "definition": numbers[figure.indicator.id],
        "value": value,
        "counts": counts,
        "change": change,
    }


def _accounts(region: str, before: kept.LoadRow | None, load: kept.LoadRow) -> list[FlowAccount]:
    """Who left which payer and who came since the load that is compared."""
    if before is None:
        return []
    found = [flow_account(programme, region, before.generation, load.generation) for programme in PROGRAMMES]
    return [one for one in found if one is not None]


def _flows(account: FlowAccount, language: str) -> list[Data]:
    words = _words(language)
    rows = []
    for one in (*account.payers, account.inactive):
        place = _place(one.status, one.place, language) if one.place or one.status == "ACTIVE" else words["inactive"]
        counts = {name: _flow_number(getattr(one, name), name, language) for name in FLOW_COLUMNS}
        rows.append({"place": f"{account.programme} {place}", **counts})
    return rows


def _flow_number(count: int | None, name: str, language: str) -> str:
    if count is None:
        return NOT_SHOWN
    if name in ("before", "now"):
        return number(count, language)
    return signed(-count if name == "left" else count, language) if count else "0"


def _moves(account: FlowAccount, language: str) -> list[Data]:
    return [
        {
            "from": f"{account.programme} {_place(one.from_status, one.from_place, language)}",
            "to": _place(one.to_status, one.to_place, language),
            "people": number(one.people, language),
        }
        for one in account.moves[:MOVES]
    ]


def _place(status: str, place: str, language: str) -> str:
    words = _words(language)
    if status == "ABSENT":
        return words["outside"]
    if status == "ACTIVE":
        segment = codes("segments")[place].label(language) if place in codes("segments") else words["newborn"]
        return f"{words['active']}, {segment}"
    return codes("reasons")[place].label(language)


def _lane(column: Column, language: str) -> Data:
    # Matters of an agency's own count people who wait for others too.
    waiting = _words(language)["waiting" if column.people else "waiting_elsewhere"]
    return {
        "holder": _capital(codes("agencies")[column.holder].label(language)),
        "waiting": waiting.format(people=number(column.people, language), count=len(column.matters)),
        "rows": [_matter(one, language) for one in column.matters[:MATTERS]],
    }


def _matter(one: Pending, language: str) -> Data:
    promises = [
        f"{number(each.row.from_people, language)} → {number(each.row.to_people, language)},"
        f" {day_written(each.row.by_day, language)}{' !' if each.standing == 'OVERDUE' else ''}"
        for each in one.promises
    ]
    return {
        "title": one.title[language],
        "id": str(one.row.matter_id),
        "people": "–" if one.people is None else number(one.people, language),
        "change": "" if one.change is None else signed(one.change, language),
        "now": money(one.cost.now_idr, language) if one.people else "",
        "others": money(one.cost.others_monthly_idr, language) if one.people else "",
        "promise": "; ".join(promises),
        "is_overdue": bool(one.overdue),
    }


def _asked(lanes: Sequence[Column], language: str) -> list[str]:
    """What the meeting must settle: promises that ran out, then the biggest groups nobody has promised anything for."""
    words, overdue, silent = _words(language), [], []
    for lane in lanes:
        agency = codes("agencies")[lane.holder].label(language)
        for one in lane.matters:
            facts = {"agency": agency, "matter": one.title[language], "people": number(one.people or 0, language)}
            overdue += [
                words["ask_overdue"].format(
                    **facts, day=day_written(each.row.by_day, language), to=number(each.row.to_people, language)
                )
                for each in one.promises
                if each.standing == "OVERDUE"
            ]
            if one.people and not one.promises and one.row.kind == "BLOCKED":
                silent.append((-one.people, _capital(words["ask_promise"].format(**facts))))
    return (overdue + [text for _, text in sorted(silent)])[:ASKED]


def _definition(one: Any, place: int, language: str) -> Data:
    return {
        "number": place,
        "label": one.label[language],
        "definition": one.definition[language],
        "formula": one.formula,
        "numerator": one.numerator[language],
        "denominator": one.denominator.get(language, ""),
    }


def _load(load: kept.LoadRow) -> Data:
    inputs = [
        {"name": f"{supplier}/{name}", "hash": str(told)}
        for supplier, files in sorted(load.inputs.items())
        for name, told in sorted(files.items() if isinstance(files, dict) else [("", files)])
    ]
    return {"run": str(load.run_id), "law": load.law_version, "hash": load.digest, "inputs": inputs}


@cache
def _words(language: str) -> dict[str, str]:
    raw = yaml.safe_load((FOLDER / "words.yaml").read_text(encoding="utf-8"))
    return {name: texts[language] for name, texts in raw.items()}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
