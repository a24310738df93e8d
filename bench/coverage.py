"""How long do 10,000 answers about cover take, and what is one of them dearer or cheaper than one asked by itself?

`python -m bench coverage`: the sample country with a year of bills and payments, as `payung up` makes it. Ten thousand
people, those enrolled here first, are asked about at once and, some hundreds spread among them, one by one, in turns;
every answer must be the same to the letter.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from django.db import connection

from bench.measure import ROOT
from payung.act.public import Asked, Cover, covers, enter_past
from payung.cli.run import run_steps
from payung.ledger.public import current_run, load, migrate, start, system_scope
from payung.ledger.reader.scope import newest_generation, vault
from payung.sample.public import write_sample

PEOPLE, ASKED, SINGLES, ROUNDS = 30_000, 10_000, 300, 3
AS_OF, ON = date(2026, 11, 1), date(2026, 12, 16)
PROGRAMMES = ("JKN", "JKK", "JHT")
RATIO_GOAL = 0.05


@dataclass(frozen=True)
class Run:
    """Of each programme the seconds of all answers together, and those of one asked by itself."""

    asked: int
    by_act: dict[str, int]
    many_s: dict[str, float]
    single_s: dict[str, float]

    def ratio(self, programme: str) -> float:
        """What one of many costs of what one by itself costs."""
        return self.many_s[programme] / self.asked / self.single_s[programme]


def bench_coverage() -> tuple[list[str], bool]:
    """The part of the report about answers of cover, and whether the goal is met."""
    command = [sys.executable, "-m", "bench.coverage"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    run = Run(**json.loads(done.stdout.splitlines()[-1]))
    is_met = all(run.ratio(one) <= RATIO_GOAL for one in run.many_s)
    lines = [
        "## Ten thousand answers about cover",
        "",
        f"Goal: of {run.asked:,} answers given at once one takes at most {RATIO_GOAL} of the time of one asked by"
        f" itself in the same run. **{'Met' if is_met else 'Missed'}.** The answers were the same to the letter.",
        "",
        "| programme | answers | of them by acts | at once s | one by itself ms | one of many, of one by itself |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {one} | {run.asked:,} | {run.by_act[one]:,} | {run.many_s[one]:.2f} | {run.single_s[one] * 1000:.1f} |"
        f" {run.ratio(one):.3f} |"
        for one in run.many_s
    ]
    return lines, is_met


def main() -> None:
    """Measure and write it as JSON."""
    with tempfile.TemporaryDirectory(prefix="payung-coverage-") as folder:
        place = Path(folder)
        place.chmod(0o755)
        write_sample(place / "files", people=PEOPLE, seed=1, as_of=AS_OF)
        run_steps(place / "files", place / "tables", as_of=AS_OF)
        with start(place):
            migrate()
            load(place / "tables")
            run = current_run()
            if run is None:
                raise SystemExit("nothing was loaded")
            enter_past(run.id, run.as_of)
            sys.stdout.write(f"\n{json.dumps(asdict(_measured(_niks())))}\n")
            connection.close()


def _niks() -> list[str]:
    """NIKs of people of the load, those with an enrolment here first."""
    with system_scope(), connection.cursor() as cursor:
        cursor.execute(PERSONS, [newest_generation(), ASKED + ASKED // 5])
        opened, load_no = vault().open, str(newest_generation())
        found = [opened("person/nik", person_id, sealed, load=load_no) for person_id, sealed in cursor.fetchall()]
    return list(dict.fromkeys(nik for nik in found if nik))[:ASKED]


def _measured(niks: list[str]) -> Run:
    run = Run(len(niks), {}, {}, {})
    some = niks[:: len(niks) // SINGLES]
    for programme in PROGRAMMES:
        many_s, single_s = [], []
        for _ in range(ROUNDS):
            whole, seconds = _asked(niks, programme)
            many_s.append(seconds)
            by_nik = dict(zip(niks, whole, strict=True))
            singles = [_asked([nik], programme) for nik in some]
            single_s.append(statistics.median(seconds for _, seconds in singles))
            if any(found != [by_nik[nik]] for nik, (found, _) in zip(some, singles, strict=True)):
                raise SystemExit(f"{programme}: an answer of many differs from the one asked by itself")
        run.by_act[programme] = sum(one.source == "ACT" for one in whole)
        run.many_s[programme], run.single_s[programme] = statistics.median(many_s), statistics.median(single_s)
    return run


def _asked(niks: list[str], programme: str) -> tuple[list[Cover], float]:
    begin = time.perf_counter()
    with system_scope("VERIFY"):
        found = covers([Asked(nik) for nik in niks], programme, on=ON, at=datetime(2026, 12, 1, tzinfo=UTC))
    return found, time.perf_counter() - begin


PERSONS = """
SELECT p.person_id, p.nik_cipher FROM ledger.person p
LEFT JOIN (SELECT DISTINCT subject FROM ledger.enrolment) e USING (subject)
WHERE p.generation = %s ORDER BY e.subject IS NULL, md5(p.person_id::text) LIMIT %s
"""

if __name__ == "__main__":
    main()
