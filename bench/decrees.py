"""How long does each step of a decree that removes 100,000 people take, and is a person of a larger one dearer?

`python -m bench decrees`: a quarter and the whole, each in a new base: the list is matched and entered, told to
everybody it names, put into force, and reversed.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

from django.db import connection

from bench.measure import ROOT
from payung.act.decree.appoint import DecreeStep, Handed, check, give_notice, prepare, put_in_force, reverse_decree
from payung.act.decree.named import DecreeList
from payung.law.public import load_law
from payung.ledger.public import Hand, load, migrate, start
from tests.country import Human, nik_of, write_tables

PEOPLE = 100_000
LINEAR_GOAL = 1.3
DAYS_OF_BIRTH = 18_000
DECIDED, NOTICED, EFFECT = date(2026, 11, 2), date(2026, 11, 9), date(2027, 1, 8)


@dataclass(frozen=True)
class Run:
    """One size: people removed, and the seconds of each step."""

    people: int
    enter_s: float
    notice_s: float
    effect_s: float
    reverse_s: float

    @property
    def whole_s(self) -> float:
        """All steps."""
        return self.enter_s + self.notice_s + self.effect_s + self.reverse_s


def bench_decrees(people: int = PEOPLE) -> tuple[list[str], bool]:
    """The part of the report about the steps of a decree, and whether a person costs the same in a larger one."""
    small, whole = _in_a_process(people // 4), _in_a_process(people)
    linear = (whole.whole_s / whole.people) / (small.whole_s / small.people)
    lines = [
        "## The steps of a decree",
        "",
        f"Goal: a person of {whole.people:,} at most {LINEAR_GOAL} times as dear as one of {small.people:,}."
        f" **{'Met' if linear <= LINEAR_GOAL else 'Missed'}**: {linear:.2f}.",
        "",
        "| people removed | list matched and entered s | told s | in force s | reversed s | people a second |",
        "|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {run.people:,} | {run.enter_s:.1f} | {run.notice_s:.1f} | {run.effect_s:.1f} | {run.reverse_s:.2f} |"
        f" {run.people / run.whole_s:,.0f} |"
        for run in (small, whole)
    ]
    return lines, linear <= LINEAR_GOAL


def main(people: int) -> None:
    """Measure one size and write it as JSON."""
    with tempfile.TemporaryDirectory(prefix="payung-decrees-") as folder:
        Path(folder).chmod(0o755)
        with start(Path(folder)):
            migrate()
            humans = tuple(_human(number) for number in range(1, people + 1))
            load(write_tables(Path(folder) / "tables", humans))
            listed = DecreeList("daftar.csv", bytes(32), tuple(nik_of(n, one) for n, one in enumerate(humans, 1)))
            sys.stdout.write(json.dumps(asdict(_measured(listed))))
            connection.close()


def _human(number: int) -> Human:
    born = date(1950, 1, 1) + timedelta(days=number % DAYS_OF_BIRTH)
    village = f"33.74.{number // DAYS_OF_BIRTH + 1:02d}.1001"
    return Human(f"WARGA {number}", "L", born, village, number, {"JKN": ("PAID_BY_STATE", "PBI")}, decile=7)


def _measured(listed: DecreeList) -> Run:
    law, maker, checker = load_law(), Hand(1, "pembuat"), Hand(2, "pemeriksa")
    asked = Handed(number="1/HUK/2026", kind="PBI_REMOVE", decided_on=DECIDED, effective_on=EFFECT)
    made, enter_s = _timed(lambda: prepare(asked, listed, on=DECIDED, by=maker, law=law))
    check(made.decree_id, on=DECIDED, by=checker)
    _, notice_s = _timed(lambda: give_notice(made.decree_id, on=NOTICED, by=maker, law=law))
    done, effect_s = _timed(lambda: put_in_force(made.decree_id, on=EFFECT, by=checker, law=law))
    _, reverse_s = _timed(lambda: reverse_decree(made.decree_id, reason="salah daftar", on=EFFECT, by=checker))
    if made.people != len(listed.niks):
        raise SystemExit(f"of {len(listed.niks)} people {made.people} were matched, {done.people} removed")
    return Run(made.people, enter_s, notice_s, effect_s, reverse_s)


def _timed(step: Callable[[], DecreeStep]) -> tuple[DecreeStep, float]:
    begin = time.perf_counter()
    found = step()
    if found.refusal is not None:
        raise SystemExit(f"refused: {found.refusal}")
    return found, time.perf_counter() - begin


def _in_a_process(people: int) -> Run:
    command = [sys.executable, "-m", "bench.decrees", str(people)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return Run(**json.loads(done.stdout))


if __name__ == "__main__":
    main(int(sys.argv[1]))
