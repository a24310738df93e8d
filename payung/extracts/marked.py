"""Where in a YAML file does each entry stand? Scalars are read as text: NO, 01 and 2026-01-01 stay as written."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from payung.extracts.reject import MappingFault, told

NULLS = ("", "~", "null", "NULL", "kosong")


@dataclass(frozen=True)
class Marked:
    """A YAML file as dicts, lists, texts and None, with the line on which each entry begins."""

    file: str
    data: dict[str, Any]
    lines: dict[tuple[str, ...], int]

    def line(self, *path: str) -> int:
        """Line of an entry, or of the nearest entry above it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def fault(self, path: tuple[str, ...], code: str, **told_by: object) -> str:
        """A sentence that names file, line and entry and says what would be accepted."""
        entry = " > ".join(path) or "-"
        return f"{self.file}, baris {self.line(*path)}, {entry}: {told(code, **told_by)}"


def read_marked(path: Path) -> Marked:
    """The entries of a YAML file with their lines; an empty file has none.

    Raises MappingFault when the file is no YAML, has no entries by name, or names one entry twice.
    """
    lines: dict[tuple[str, ...], int] = {}
    twice: list[tuple[str, ...]] = []
    try:
        node = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        where = getattr(error, "problem_mark", None)
        line = where.line + 1 if where else 1
        problem = getattr(error, "problem", None) or str(error)
        raise MappingFault([f"{path.name}, baris {line}: {told('MAPPING_NOT_YAML', given=problem)}"]) from error
    data = {} if node is None else _plain(node, (), lines, twice)
    marked = Marked(path.name, data if isinstance(data, dict) else {}, lines)
    faults = [marked.fault(entry, "MAPPING_TWICE") for entry in twice]
    if not isinstance(data, dict):
        faults.append(marked.fault((), "MAPPING_NOT_ENTRIES"))
    if faults:
        raise MappingFault(faults)
    return marked


def _plain(
    node: yaml.Node, path: tuple[str, ...], lines: dict[tuple[str, ...], int], twice: list[tuple[str, ...]]
) -> Any:
    if isinstance(node, yaml.MappingNode):
        entries: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in entries:
                twice.append((*path, key))
            lines[(*path, key)] = key_node.start_mark.line + 1
            entries[key] = _plain(value_node, (*path, key), lines, twice)
        return entries
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, path, lines, twice) for item in node.value]
    is_plain = getattr(node, "style", None) is None
    return None if is_plain and node.value in NULLS else str(node.value)
