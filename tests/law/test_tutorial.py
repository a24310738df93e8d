"""Can a newcomer change the law as the tutorial says? It is carried out word by word on a copy of the law."""

import re
import shutil
from datetime import date
from pathlib import Path

import yaml

import payung.law
from payung.law.public import load_law
from payung.reckon.public import changes, evaluate

LAW = Path(payung.law.__file__).parent
PAGE = Path(__file__).resolve().parents[2] / "docs/tutorials/change-of-law.md"
BLOCK = re.compile(r"```yaml ([\w./]+)\n(.*?)```", re.DOTALL)


def test_the_tutorial_changes_the_law(tmp_path: Path) -> None:
    blocks = dict(BLOCK.findall(PAGE.read_text(encoding="utf-8")))
    for folder in ("parameters", "sources"):
        shutil.copytree(LAW / folder, tmp_path / folder)
    sources = tmp_path / "sources/laws.yaml"
    sources.write_text(sources.read_text(encoding="utf-8") + blocks["sources/laws.yaml"], encoding="utf-8")
    parameter = tmp_path / "parameters/jkm/bpu.amount.yaml"
    text = parameter.read_text(encoding="utf-8")
    text = text.replace("    value: 6800\n", "    value: 6800\n" + blocks["until"])
    text = text.replace("checked:", blocks["parameters/jkm/bpu.amount.yaml"] + "checked:")
    parameter.write_text(text, encoding="utf-8")

    law = load_law(tmp_path)

    (case,) = yaml.safe_load(blocks["case"])
    (result,) = evaluate("jkm.bpu.contribution", on=case["day"], inputs=[case["in"]], law=law)
    assert {name: result.values[name] for name in case["out"]} == case["out"]
    assert [used.article for used in result.used if used.parameter_id == "jkm.bpu.amount"] == [case["source"]]
    earlier = {"sector": "OTHER", "contribution_month": "2027-06"}
    (before,) = evaluate("jkm.bpu.contribution", on=case["day"], inputs=[earlier], law=law)
    assert before.values["total_idr"] == 6800
    found = changes(date(2027, 6, 30), date(2027, 7, 1), law=law)
    assert [(one.parameter_id, one.before, one.after) for one in found] == [("jkm.bpu.amount", 6800, 7500)]


def test_the_change_takes_ten_lines() -> None:
    blocks = dict(BLOCK.findall(PAGE.read_text(encoding="utf-8")))
    assert sum(len(text.strip().splitlines()) for name, text in blocks.items() if name != "case") <= 10
