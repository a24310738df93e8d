"""Do the documents tell the truth? Every path they name exists; every command can be typed."""

import re
from pathlib import Path

import pytest

from docs.make import documents
from payung.cli.main import COMMANDS
from payung.reckon.public import rules

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "ARCHITECTURE.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "payung").rglob("README.md")),
]
TOP = ("payung", "docs", "tests", "config", "bench", "changelog.d")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_paths_exist(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    named = {match for match in re.findall(r"`([\w./<>*-]+/[\w./<>*-]*)`", text) if match.split("/")[0] in TOP}
    missing = [path for path in named if not re.search(r"[<>*]", path) and not (ROOT / path).exists()]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_and_pictures_exist(document: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", document.read_text(encoding="utf-8"))
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_commands_can_be_typed() -> None:
    commands = set(COMMANDS)
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        shown = set(re.findall(r"(?:^|[`\s/])payung ([a-z]+)(?=[\s`]|$)", "\n".join(_code(text))))
        assert shown <= commands, document


def test_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    for document in DOCUMENTS:
        shown = set(re.findall(r"`make ([a-z-]+)`", document.read_text(encoding="utf-8")))
        assert shown <= targets, document


def test_every_decision_says_what_was_rejected() -> None:
    silent = [p.name for p in (ROOT / "docs/decisions").glob("*.md") if "**Rejected.**" not in p.read_text()]
    assert silent == []


def test_generated_documents_are_current() -> None:
    written = {file: (ROOT / "docs" / file).read_text(encoding="utf-8") for file, _ in documents()}
    assert written == dict(documents())


def _code(text: str) -> list[str]:
    return re.findall(r"```[a-z]*\n(.*?)```", text, flags=re.DOTALL) + re.findall(r"`([^`\n]+)`", text)


def test_each_decision_has_a_number_of_its_own_and_says_it() -> None:
    files = sorted((ROOT / "docs/decisions").glob("*.md"))
    numbers = [int(file.name[:4]) for file in files]
    assert len(set(numbers)) == len(numbers)
    titles = [file.read_text(encoding="utf-8").splitlines()[0] for file in files]
    assert [title.split(". ")[0] for title in titles] == [f"# {number}" for number in numbers]


def test_every_rule_stands_in_the_page_of_questions() -> None:
    """With its inputs and parameters, each as a link that leads somewhere."""
    lines = (ROOT / "docs/law/questions.md").read_text(encoding="utf-8").splitlines()
    for rule in rules().values():
        rows = [line for line in lines if f"(rules/{rule.id}.md)" in line]
        assert rows, rule.id
        for row in rows:
            assert all(one.name in row for one in rule.arguments), rule.id
            assert all(f"[{source}](" in row for source in rule.sources), rule.id
