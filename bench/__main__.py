"""`make bench`: every figure the project promises, measured and written to docs/operate/bench.md.

`python -m bench` runs every section, `python -m bench NAME ...` those named and rewrites only their part of the report.
A section is one function without arguments that returns its lines of Markdown and whether every goal is met.
"""

import importlib
import sys

from bench.report import REPORT, rewritten

# The order is that of the report. A section belongs here and in a module of its own, nowhere else.
SECTIONS = {
    "flow": "bench.flow:bench_flow",
    "decide": "bench.decide:bench_decide",
    "law": "bench.law:bench_law",
    "person": "bench.one_person:bench_one_person",
    "plan": "bench.plan:bench_plan",
    "payments": "bench.payments:bench_payments",
    "bills": "bench.bills:bench_bills",
    "decrees": "bench.decrees:bench_decrees",
    "coverage": "bench.coverage:bench_coverage",
    "flows": "bench.flows:bench_flows",
}


def main(names: list[str]) -> int:
    """Run the sections; a goal that is missed is written as missed and ends the run with 1, an unknown name with 2."""
    unknown = sorted(set(names) - set(SECTIONS))
    if unknown:
        sys.stderr.write(f"no section {', '.join(unknown)}; there are: {', '.join(SECTIONS)}\n")
        return 2
    is_all_met = True
    for name in names or SECTIONS:
        module, function = SECTIONS[name].split(":")
        lines, is_met = getattr(importlib.import_module(module), function)()
        is_all_met = is_all_met and is_met
        # Written after each section, so that a later one that fails takes nothing away.
        known = REPORT.read_text(encoding="utf-8") if REPORT.exists() else ""
        REPORT.write_text(rewritten(known, name, lines, order=list(SECTIONS)), encoding="utf-8")
        sys.stdout.write("\n".join([*lines, "", ""]))
    return 0 if is_all_met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
