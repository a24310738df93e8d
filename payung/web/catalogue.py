"""Does every Indonesian text have its English one? Reads the texts of the pages, and compiles the English catalogue.

`python -m payung.web.catalogue` writes `django.mo` from the `.po` files beside it, one for each part of the pages,
and lists the texts that still need a translation. A text may stand in two files if both say the same.
"""

import ast
import re
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

FOLDER = Path(__file__).parent
SOURCE = FOLDER / "locale" / "en" / "LC_MESSAGES"
COMPILED = SOURCE / "django.mo"
CALLS = {"gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
MAGIC = 0x950412DE
TEXT = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
LITERALS = re.compile(rf"\s*{TEXT}(?:\s*,\s*{TEXT})?")
CALL_IN_TEMPLATE = re.compile(r"""\bn?gettext\(|(?<![\w.])_\(""")


class CatalogueFaulty(ValueError):
    """A line of the catalogue cannot be read; the message names it."""


@dataclass(frozen=True)
class Message:
    """A text in Indonesian, its plural where it has one, and the English ones."""

    text: str
    plural: str | None
    english: tuple[str, ...]


def compile_catalogue(source: Path = SOURCE) -> bytes:
    """The binary catalogue (GNU mo) of a folder of po files; the same input gives the same bytes."""
    pairs = sorted(
        (_key(message).encode(), "\0".join(message.english).encode()) for message in read_catalogue(source).values()
    )
    ids = b"".join(key + b"\0" for key, _ in pairs)
    offset_of_ids = 28 + 16 * len(pairs)
    table, position = [], offset_of_ids
    for key, _ in pairs:
        table += [len(key), position]
        position += len(key) + 1
    for _, text in pairs:
        table += [len(text), position]
        position += len(text) + 1
    head = struct.pack("<7I", MAGIC, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, offset_of_ids)
    return head + struct.pack(f"<{len(table)}I", *table) + ids + b"".join(text + b"\0" for _, text in pairs)


def read_catalogue(source: Path = SOURCE) -> dict[str, Message]:
    """Every message of the po files of a folder by its Indonesian text; the header has the empty text.

    Raises CatalogueFaulty for a line that cannot be read, and for a text that two files translate differently.
    """
    messages: dict[str, Message] = {}
    for file in sorted(source.glob("*.po")):
        for block in re.split(r"\n\s*\n", file.read_text(encoding="utf-8").strip()):
            message = _read_block([line for line in block.splitlines() if line and not line.startswith("#")])
            if message and messages.setdefault(message.text, message) != message:
                raise CatalogueFaulty(f"{file.name}: another file says otherwise of {message.text!r}")
    return messages


def texts() -> dict[str, str | None]:
    """Every text for translation in the templates and the Python of the pages, with its plural."""
    found: dict[str, str | None] = {}
    for path in sorted((FOLDER / "templates").rglob("*.html")):
        found |= _calls(_template_calls(templatize(path.read_text(encoding="utf-8"))))
    for path in sorted(FOLDER.rglob("*.py")):
        found |= _calls(ast.parse(path.read_text(encoding="utf-8")))
    return found


def untranslated() -> list[str]:
    """Texts of the pages that the English catalogue lacks or leaves empty, and its texts that no page uses."""
    catalogue, used = read_catalogue(), texts()
    lacking = [text for text in used if text not in catalogue or not all(catalogue[text].english)]
    return lacking + [text for text in catalogue if text and text not in used]


def _key(message: Message) -> str:
    return message.text if message.plural is None else f"{message.text}\0{message.plural}"


def _read_block(lines: list[str]) -> Message | None:
    fields: dict[str, str] = {}
    current = ""
    for line in lines:
        match = re.fullmatch(r'(?:(msgid|msgid_plural|msgstr(?:\[\d\])?) )?(".*")', line)
        if match is None:
            raise CatalogueFaulty(line)
        current = match[1] or current
        fields[current] = fields.get(current, "") + ast.literal_eval(match[2])
    if "msgid" not in fields:
        return None
    english = tuple(text for name, text in sorted(fields.items()) if name.startswith("msgstr"))
    return Message(fields["msgid"], fields.get("msgid_plural"), english)


def _template_calls(source: str) -> ast.AST:
    """The calls of a templatised text as one syntax tree; what stands between them is filler."""
    calls = []
    for match in CALL_IN_TEMPLATE.finditer(source):
        name = "ngettext" if match[0].startswith("n") else "gettext"
        literals = LITERALS.match(source, match.end())
        if literals:
            calls.append(f"{name}({', '.join(text for text in literals.groups() if text)})")
    return ast.parse("\n".join(calls))


def _calls(tree: ast.AST) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            constants = [arg.value for arg in node.args[:2] if isinstance(arg, ast.Constant)]
            literals = [value for value in constants if isinstance(value, str)]
            if literals:
                found[literals[0]] = literals[1] if len(literals) > 1 else None
    return found


if __name__ == "__main__":
    COMPILED.write_bytes(compile_catalogue())
    sys.stdout.write("".join(f"{text}\n" for text in untranslated()))
