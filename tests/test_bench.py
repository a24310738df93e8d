"""The report of measurements: one section is replaced, the others stay to the letter; the list of sections is right."""

import importlib
import re

from bench.__main__ import SECTIONS, main
from bench.report import REPORT, rewritten

ORDER = ["a", "b", "c"]


def test_one_section_is_replaced_and_the_others_stay() -> None:
    report = ""
    for name in ("c", "a", "b"):
        report = rewritten(report, name, [f"## {name}", "", "old"], order=ORDER)
    assert re.findall(r"^## (\w)$", report, re.MULTILINE) == ORDER
    again = rewritten(report, "b", ["## b", "", "new"], order=ORDER)
    assert again == report.replace("## b\n\nold", "## b\n\nnew")


def test_every_section_of_the_report_is_listed_and_every_listed_one_exists() -> None:
    names = re.findall(r"^<!-- section: (\w+) -->$", REPORT.read_text(), re.MULTILINE)
    assert names == [name for name in SECTIONS if name in names]
    for place in SECTIONS.values():
        module, function = place.split(":")
        assert callable(getattr(importlib.import_module(module), function))


def test_an_unknown_section_is_named(capsys) -> None:
    assert main(["flow", "nonsense"]) == 2
    assert "no section nonsense" in capsys.readouterr().err
