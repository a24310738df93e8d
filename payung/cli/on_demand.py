"""How does a command wait only for what it needs? Each is loaded when it is called; a list of them reads their words.

The words of a list come from the source of each command, which is read and not run: they are its own docstring or help.
"""

import ast
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup


class OnDemand(TyperGroup):
    """Commands by name, each loaded when it is asked for. A subclass names them as `module:name`."""

    places: Mapping[str, str]
    is_listing = False

    def list_commands(self, ctx: Any) -> list[str]:
        """Every command, in the order in which a newcomer meets them."""
        return list(self.places)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The help of the group: of each command its words, without loading it."""
        self.is_listing = True
        try:
            super().format_help(ctx, formatter)
        finally:
            self.is_listing = False

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of this name, None where there is none."""
        if cmd_name not in self.places:
            return None
        module, _, name = self.places[cmd_name].partition(":")
        if self.is_listing:
            return TyperCommand(cmd_name, help=said_of(module, name))
        found = getattr(import_module(module), name)
        command = typer.main.get_command(found if isinstance(found, typer.Typer) else _alone(found, cmd_name))
        command.name = cmd_name
        return command


def _alone(function: Any, name: str) -> typer.Typer:
    app = typer.Typer(add_completion=False, rich_markup_mode="rich")
    app.command(name)(function)
    return app


@cache
def said_of(module: str, name: str) -> str:
    """The docstring of a command's function, or the help of an app, as its source has it; empty where it has none."""
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        return ""
    for node in ast.parse(Path(spec.origin).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return ast.get_docstring(node) or ""
        if isinstance(node, ast.Assign) and [one.id for one in node.targets if isinstance(one, ast.Name)] == [name]:
            words = node.value.keywords if isinstance(node.value, ast.Call) else []
            said = [one.value for one in words if one.arg == "help"]
            return str(said[0].value) if said and isinstance(said[0], ast.Constant) else ""
    return ""
