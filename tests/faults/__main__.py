"""`make faults`: every promise about money when things fail, proved in one go and written to docs/operate/faults.md.

`python -m tests.faults` runs every proof, `python -m tests.faults NAME ...` those named and rewrites only their part of
the report. Each proof is a program of its own (`python -m tests.faults.NAME`), run once as it is and once for each of
its mutants: the same program with one guard taken away. A proof that a mutant passes proves nothing and has failed.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.report import rewritten

ROOT = Path(__file__).resolve().parent.parent.parent
REPORT = ROOT / "docs/operate/faults.md"
SKIPPED = 3
SECONDS_MAX = 3_600
Found = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """A proof: its title, what it promises, the words of its program, how its findings read, and its mutants."""

    title: str
    promise: str
    says: Callable[[Found], str]
    words: tuple[str, ...] = ()
    # By name: what is taken away, and the words beside --mutant (a smaller run is enough to catch it).
    mutants: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)


def main(names: Sequence[str]) -> int:
    """Run the proofs; 1 when one fails or a mutant passes, 2 for an unknown name."""
    unknown = sorted(set(names) - set(CASES))
    if unknown:
        sys.stderr.write(f"no proof {', '.join(unknown)}; there are: {', '.join(CASES)}\n")
        return 2
    is_all_true = True
    for name in names or CASES:
        lines, is_true = _proved(name, CASES[name])
        is_all_true = is_all_true and is_true
        known = REPORT.read_text(encoding="utf-8") if REPORT.exists() else ""
        REPORT.write_text(rewritten(known, name, lines, order=list(CASES), head=HEAD), encoding="utf-8")
        sys.stdout.write("\n".join([*lines, "", ""]))
        sys.stdout.flush()
    return 0 if is_all_true else 1


def _proved(name: str, case: Case) -> tuple[list[str], bool]:
    code, found, seconds = _run(name, case.words)
    lines = [f"## {case.title}", "", case.promise, ""]
    if code == SKIPPED:
        said = f"NOT PROVED HERE: {name}: {found['skipped']}"
        sys.stderr.write(f"\n{'!' * len(said)}\n{said}\n{'!' * len(said)}\n\n")
        return [*lines, f"**Not proved on this machine**: {found['skipped']}."], True
    verdict = "**Holds.**" if code == 0 else "**FAILS.**"
    lines += [f"{verdict} {case.says(found)} ({seconds:,.0f} s)", ""]
    lines += ["| taken away | what the proof then finds | caught |", "|---|---|---|"]
    is_true = code == 0
    for mutant, (what, words) in case.mutants.items():
        code, found, _ = _run(name, (*words, "--mutant", mutant))
        is_caught = code == 1
        is_true = is_true and is_caught
        lines.append(f"| {what} | {case.says(found)} | {'yes' if is_caught else '**NO**'} |")
    return lines, is_true


def _run(name: str, words: Sequence[str]) -> tuple[int, Found, float]:
    begin = time.monotonic()
    command = [sys.executable, "-m", f"tests.faults.{name}", *words]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, timeout=SECONDS_MAX, check=False)
    if done.returncode not in (0, 1, SKIPPED):
        raise SystemExit(f"{' '.join(command)} broke off with {done.returncode}")
    found: Found = json.loads(done.stdout)
    return done.returncode, found, time.monotonic() - begin


def _books(found: Found) -> str:
    wrong = [f"{found['lost']} lost, {found['double']} double"]
    wrong += [str(entry) for entry in found["unbalanced"][:2]] or ["every account balanced, all of them sum to zero"]
    return "; ".join(wrong)


def _of_payments(found: Found) -> str:
    killed = f"{found['sessions_killed']} sessions and {found['servers_killed']} servers killed"
    return f"{found['calls']:,} calls, {found['retries']:,} asked again, {killed}: {_books(found)}."


def _of_power(found: Found) -> str:
    if not found["starts"]:
        return f"{found['cuts']} power cuts: the server does not start again, or cannot be read."
    return f"{found['calls']:,} calls, {found['cuts']} power cuts: {_books(found)}."


def _of_disk(found: Found) -> str:
    again = "no payment came through again"
    if found["recovered_s"] is not None:
        again = f"payments went on {found['recovered_s']} s after there was room again"
    return f"full after {found['calls_before_full']:,} calls, {found['retries']} asked again; {again}: {_books(found)}."


def _of_acts(found: Found) -> str:
    if found["difference"]:
        return f"differs after {found['acts']:,} acts."
    return (
        f"{found['acts']:,} acts, after each one the answer, bills, credit, debt, cash and suspense equal the model's."
    )


def _of_batch(found: Found) -> str:
    rows = f"other rows in {', '.join(found['differ'])}" if found["differ"] else "the same rows as a batch never killed"
    done = f"{found['payers']:,} payers, {found['months']} months, {found['kills']} kills, {found['bills']:,} bills"
    return f"{done}: {rows}, {found['double']:,} bills posted twice."


HEAD = """# Proved under faults

Written by `make faults`. Each proof runs the program as it is, then once for each mutant: the same program with one
guard taken away. Only where every mutant is caught does the proof say something.
"""
SMALL = ("--payments", "300", "--sessions", "0", "--servers", "1")
CASES = {
    "payments": Case(
        "Sessions and servers killed",
        "20,000 payments, 40 % of them repeated, 5 % altered, 5 % out of order, through 20 killed sessions and 5 killed"
        " servers: none that was acknowledged is lost, none counts twice, the ledger sums to zero.",
        _of_payments,
        mutants={
            "no-unique-key": ("the unique key of a payment", SMALL),
            "header": ("the key drawn from the signed body; X-EXTERNAL-ID is taken instead", SMALL),
            "commit-later": ("waiting for the disk before acknowledging", SMALL),
        },
    ),
    "power": Case(
        "Power cut",
        "10 power cuts under load: the file system is shut down under the server, what was not on the disk never gets"
        " there. Nothing acknowledged is lost, and the server starts by itself.",
        _of_power,
        mutants={"fsync-off": ("`fsync`", ("--payments", "1500", "--cuts", "2"))},
    ),
    "disk": Case(
        "Disk full",
        "The disk fills up under load and is freed again: nothing acknowledged is lost, and payments go on without"
        " anybody's hand.",
        _of_disk,
        mutants={
            "commit-later": ("waiting for the disk before acknowledging", ()),
            "nobody-watches": ("the watch that starts a server again that died", ()),
        },
    ),
    "batch": Case(
        "Monthly batch killed and run again",
        "The batch that bills a month is killed at 10 random points and run again: the same rows as a batch that was"
        " never killed, each bill posted once.",
        _of_batch,
        mutants={"random-ids": ("ids drawn from content", ("--payers", "400", "--kills", "2"))},
    ),
    "acts": Case(
        "Random acts against a plain model",
        "10,000 acts chosen at random (bills, late fees, whole and small payments, repeats, altered repeats, reversals,"
        " corrections, credit spent, arrears moved into instalments): the ledger equals a model in plain Python at"
        " every step.",
        _of_acts,
        mutants={
            "altered-is-repeat": ("the refusal of a repeat with another amount", ("--acts", "400")),
            "oldest-is-unpaid": ("the order in which bills are opened again", ("--acts", "4000")),
            "newest-is-paid": ("the order in which bills are paid", ("--acts", "400")),
            "fee-is-paid-first": ("the order of contributions and fees", ("--acts", "1000")),
            "fee-keeps-cover": ("cover that does not wait for a fee", ("--acts", "1000")),
            "fee-is-unpaid-last": ("the order in which contributions and fees are unpaid", ("--acts", "1000")),
            "moved-stays-open": ("the last rupiah of a bill that was moved", ("--acts", "1000")),
        },
    ),
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
