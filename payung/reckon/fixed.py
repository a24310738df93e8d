"""Which inputs are the same for every row? They go into the rule's text, so that a dated CASE becomes one number."""

from collections.abc import Mapping
from datetime import date

from sqlglot import exp

from payung.reckon.argument import Cell


def with_fixed(tree: exp.Expression, fixed: Mapping[str, Cell]) -> exp.Expression:
    """The parsed rule with each named input as a literal; `SELECT month` becomes `SELECT DATE '...' AS month`.

    An input whose name the text gives to a column of its own is left as it is, and so is one that is null.
    """
    renamed = {alias.alias for alias in tree.find_all(exp.Alias)}
    literals = {name: _literal(value) for name, value in fixed.items() if value is not None and name not in renamed}

    def put(node: exp.Expression) -> exp.Expression:
        if not isinstance(node, exp.Column) or node.name not in literals:
            return node
        literal = literals[node.name].copy()
        return exp.alias_(literal, node.name) if isinstance(node.parent, exp.Select) else literal

    return tree.transform(put) if literals else tree


def _literal(value: str | int | bool | date) -> exp.Expression:
    if isinstance(value, bool):
        return exp.Boolean(this=value)
    if isinstance(value, date):
        return exp.cast(exp.Literal.string(value.isoformat()), "DATE")
    if isinstance(value, int):
        return exp.cast(exp.Literal.number(value), "BIGINT")
    return exp.Literal.string(value)
