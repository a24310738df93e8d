"""Do templates keep their form: short, nothing inline, nothing from elsewhere, parts named as parts?"""

import re
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[2] / "payung" / "web"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
OURS = [path for path in TEMPLATES if "allauth" not in path.parts]


def name(path: Path) -> str:
    """Path below the templates."""
    return path.relative_to(WEB / "templates").as_posix()


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_are_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) < 120


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]{3,}=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", text)


@pytest.mark.parametrize("path", OURS, ids=name)
def test_a_part_begins_with_an_underscore_and_a_page_extends_the_frame(path: Path) -> None:
    is_page = "{% extends" in path.read_text()
    assert is_page != path.name.startswith("_") or path.name == "base.html"


def test_every_part_is_used() -> None:
    used = {part for path in TEMPLATES for part in re.findall(r'{% include "([^"]+)"', path.read_text())}
    parts = {name(path) for path in OURS if path.name.startswith("_")}
    assert parts == {part for part in used if Path(part).name.startswith("_")}


def test_every_class_of_the_stylesheet_is_used() -> None:
    text = "".join(path.read_text() for path in TEMPLATES) + (WEB / "static/payung/payung.js").read_text()
    # Pictures are drawn by the server.
    text += "".join(path.read_text() for path in WEB.rglob("*.py"))
    styles = "".join(path.read_text() for path in (WEB / "static/payung").glob("*.css"))
    # Classes whose end is written by a template tag, and those of htmx.
    ends = "row|col|shade|status|card|figure|stage|mark|band|dot|line|promise|pays"
    built = rf"(?:{ends})-\w+|htmx-request|east|number|errorlist|helptext"
    classes = {found for found in re.findall(r"\.([a-z][\w-]*)(?=[^{}]*\{)", styles) if not re.fullmatch(built, found)}
    assert {found for found in classes if not re.search(rf"\b{found}\b", text)} == set()


def test_stylesheets_ask_no_other_host() -> None:
    for path in (WEB / "static/payung").glob("*.css"):
        assert not re.search(r"url\([\"']?(?:https?:)?//|@import", path.read_text())
        assert len(path.read_text().splitlines()) < 400


# Whole numbers that a browser or the server reads again: with the dots of thousands they would be other numbers.
READ_AGAIN = re.compile(
    r'(?:value|min|max|step|href|id|aria-labelledby)="[^"]*{{ (?:[a-z_]+\.)*'
    r"(?:participant_id|party_id|person_id|after|offset|generation|first|last|least|most|step)(?! *\|unlocalize)[ |]"
)


@pytest.mark.parametrize("path", OURS, ids=name)
def test_numbers_that_are_read_again_have_no_thousands(path: Path) -> None:
    assert READ_AGAIN.findall(path.read_text(encoding="utf-8")) == []
