"""Is a parameter file that is not in the house form refused with a message that names it?"""

from pathlib import Path

import pytest

from payung.law.public import ParameterMalformed, load_law

GOOD = """\
label: {id: Batas umur, en: Age limit}
programme: BPU
unit: years
values:
  2020-01-01: {value: 60, until: 2020-12-31, article: Ps 1, sources: [law-1], confidence: text_seen}
  2021-01-01: {value: 65, article: Ps 2, sources: [law-1], confidence: memory}
checked: {'on': 2026-11-22}
"""


def folder_with(tmp_path: Path, text: str) -> Path:
    (tmp_path / "parameters" / "bpu").mkdir(parents=True)
    (tmp_path / "parameters" / "bpu" / "age.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "laws.yaml").write_text("law-1: {kind: law, title: Law 1}\n", encoding="utf-8")
    return tmp_path


def test_a_good_file_is_read(tmp_path: Path) -> None:
    law = load_law(folder_with(tmp_path, GOOD))
    assert [value.value for value in law.parameter("bpu.age").values] == [60, 65]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("until: 2020-12-31, ", "", "overlap"),
        ("until: 2020-12-31", "until: 2019-12-31", "ends before it begins"),
        ("2021-01-01:", "2020-01-01:", "given twice"),
        ("2021-01-01:", "2019-01-01:", "old to new"),
        ("2021-01-01:", "soon:", "not a day"),
        ("2021-01-01:", "undated:", "undated"),
        ("confidence: memory", "confidence: sure", "confidence sure"),
        ("sources: [law-1], confidence: memory", "sources: [], confidence: memory", "cites no source"),
        ("sources: [law-1], confidence: memory", "sources: [law-2], confidence: memory", "law-2 is not registered"),
        ("article: Ps 2, ", "", "'article' is missing"),
        ("programme: BPU\n", "", "'programme' is missing"),
        ("programme: BPU", "programme: BPU\nstatus: maybe", "status maybe"),
        ("programme: BPU", "programme: [", "while parsing"),
    ],
)
def test_a_malformed_file_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(ParameterMalformed, match=message) as caught:
        load_law(folder_with(tmp_path, GOOD.replace(old, new))).checked()
    assert "age" in str(caught.value)


def test_a_malformed_file_is_refused_when_it_is_asked_for_and_hinders_no_other(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, GOOD)
    (folder / "parameters" / "bpu" / "wrong.yaml").write_text("label: {id: x}\n", encoding="utf-8")
    law = load_law(folder)
    assert law.ids() == ["bpu.age", "bpu.wrong"]
    assert law.parameter("bpu.age").programme == "BPU"
    with pytest.raises(ParameterMalformed, match="wrong"):
        law.parameter("bpu.wrong")


def test_the_law_of_the_project_is_whole() -> None:
    law = load_law().checked()
    assert all(source in law.sources for one in law.parameters.values() for v in one.values for source in v.sources)


def test_the_version_changes_with_one_letter(tmp_path: Path) -> None:
    first = load_law(folder_with(tmp_path / "one", GOOD))
    same = load_law(folder_with(tmp_path / "two", GOOD))
    other = load_law(folder_with(tmp_path / "three", GOOD.replace("65", "64")))
    assert first.version == same.version != other.version
