"""How did the same people stand a month before, by what the registers know today?

A board of pending matters speaks of what moved, so that a first load needs one to compare with. Only the law is asked
again, as of the earlier day; the files are not read and the people not linked anew.
"""

import json
import shutil
from datetime import date
from pathlib import Path

from payung.determine.public import determine
from payung.law.public import load_law
from payung.path.public import find_paths

TAKEN = ("persons", "records", "links", "memberships", "reviews", "rejects")


def month_before(day: date) -> date:
    """The first day of the month before."""
    return date(day.year - (day.month == 1), (day.month - 2) % 12 + 1, 1)


def write_before(tables: Path, out: Path, as_of: date) -> None:
    """Write to `out` what a run as of the first day of the month before says of the linked people of `tables`."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    for name in TAKEN:
        shutil.copyfile(tables / f"{name}.parquet", out / f"{name}.parquet")
    earlier, law = month_before(as_of), load_law()
    determine(out, as_of=earlier, law=law)
    find_paths(out, as_of=earlier, law=law)
    told = json.loads((tables / "run.json").read_text(encoding="utf-8"))
    told |= {"as_of": earlier.isoformat(), "law_version": law.version, "counts": {}, "seconds": {}}
    (out / "run.json").write_text(json.dumps(told, indent=2, sort_keys=True) + "\n", encoding="utf-8")
