"""How is what is said of retention and of the wave kept, so that it is reckoned once for a run?

Retention by the reader's region too; the wave is the same for every reader. As JSON files of the run in a folder of the
data folder: made when a run is loaded, or by the first who asks.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from payung.follow.cohorts import Retention, retention
from payung.follow.hazard import Bin, Forecast, Group
from payung.follow.paying import Paying
from payung.follow.survival import Cohort, Curve
from payung.follow.wave import Wave, Waves, waves
from payung.ledger.public import current_run, current_scope

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

# Changes whenever the form or the reckoning does: what was kept before is then made anew.
FORM = 5


def kept_retention(folder: Path) -> Retention | None:
    """As `retention` says it, from `folder` where it is there already; None when nothing is loaded. Inside a scope.

    What single persons may see of themselves is not kept.
    """
    run = current_run()
    if run is None:
        return None
    region = current_scope().region
    if region is None:
        return retention()
    name = f"retention-{FORM}-{run.generation}-{run.id}-{region or 'nation'}"
    return _kept(folder / f"{name}.json", retention, _read)


def kept_waves(folder: Path) -> Waves | None:
    """As `waves` says it, from `folder` where it is there already; None when nothing is loaded. Inside a scope."""
    run = current_run()
    if run is None:
        return None
    return _kept(folder / f"wave-{FORM}-{run.generation}-{run.id}.json", waves, _waves)


def _kept[Made: DataclassInstance](
    path: Path, make: Callable[[], Made | None], read: Callable[[Mapping[str, Any]], Made]
) -> Made | None:
    if path.exists():
        return read(json.loads(path.read_text(encoding="utf-8")))
    found = make()
    if found is not None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Whole or not at all: another process may ask at the same moment.
        unfinished = path.with_suffix(".unfinished")
        unfinished.write_text(json.dumps(asdict(found), default=date.isoformat), encoding="utf-8")
        unfinished.replace(path)
    return found


def _read(raw: Mapping[str, Any]) -> Retention:
    cohorts = [_all(raw[name], _cohort) for name in ("by_payer", "by_channel", "by_discount")]
    paid = _paying(raw["paying"]) if raw["paying"] else None
    return Retention(date.fromisoformat(raw["as_of"]), *cohorts, _all(raw["forecasts"], _forecast), paid)


def _paying(raw: Mapping[str, Any]) -> Paying:
    cohorts = {name: _all(raw[name], _cohort) for name in ("by_payer", "by_channel", "by_discount")}
    return Paying(**{**raw, **cohorts, "forecasts": _all(raw["forecasts"], _forecast)})


def _all[Made](raw: list[Mapping[str, Any]], made: Callable[[Mapping[str, Any]], Made]) -> tuple[Made, ...]:
    return tuple(made(one) for one in raw)


def _cohort(raw: Mapping[str, Any]) -> Cohort:
    curve = {name: tuple(value) if isinstance(value, list) else value for name, value in raw["curve"].items()}
    return Cohort(raw["code"], Curve(**curve))


def _waves(raw: Mapping[str, Any]) -> Waves:
    return Waves(**{**raw, "as_of": date.fromisoformat(raw["as_of"]), "waves": _all(raw["waves"], _wave)})


def _wave(raw: Mapping[str, Any]) -> Wave:
    return Wave(**{**raw, "ends_on": date.fromisoformat(raw["ends_on"])})


def _forecast(raw: Mapping[str, Any]) -> Forecast:
    bins, groups = tuple(Bin(**one) for one in raw["bins"]), tuple(Group(**one) for one in raw["groups"])
    return Forecast(**{**raw, "bins": bins, "groups": groups})
