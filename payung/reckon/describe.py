"""How is a rule, a result or a change handed to a program? As plain data that JSON can hold."""

from typing import Any

from payung.law.public import cited, load_law
from payung.reckon.argument import FIRST_DAY, LAST_DAY, ON, Argument
from payung.reckon.change import Change
from payung.reckon.error import error_words
from payung.reckon.evaluate import Result
from payung.reckon.explain import Explanation
from payung.reckon.rule import Column, Rule
from payung.reckon.use import Guard, UsedValue, is_usable


def rule_data(rule: Rule) -> dict[str, Any]:
    """Everything a stranger needs to call a rule: inputs and outputs with type, unit and allowed values.

    `not_law` names the parameters among those it reads that are not law: an answer that rests on one needs a scenario
    which switches it on. An output that is not `nullable` is there whenever the outcome is OK. An input is required
    where each of the inputs that `required_when` names has one of the values named with it.
    """
    return {
        "id": rule.id,
        "label": {"id": rule.label_id, "en": rule.label_en},
        "programme": rule.programme,
        "parameters": list(rule.sources),
        "not_law": [one for one in rule.sources if not is_usable(load_law(), one)],
        "inputs": [_argument_data(argument, rule.needs.get(argument.name)) for argument in rule.arguments],
        "outputs": [
            {"name": "outcome", "type": "text", "unit": "code", "values": ["OK", "REFUSED", "ERROR"]},
            {"name": "reason", "type": "text", "unit": "code", "values": [*rule.reasons, *error_words()]},
            *(_column_data(column) for column in rule.columns),
        ],
    }


def result_data(result: Result) -> dict[str, Any]:
    """A result: outcome, reason, inputs as understood, outputs, the legal values used, or the errors."""
    found: dict[str, Any] = {"rule": result.rule_id, "outcome": result.outcome, "reason": result.reason}
    found["inputs"] = {name: _cell(value) for name, value in result.inputs.items()}
    found["outputs"] = {name: _cell(value) for name, value in result.values.items()}
    found["parameters"] = [_used_data(used) for used in result.used]
    found["errors"] = [
        {
            "code": error.code,
            "field": error.field,
            "message": {"id": error.message("id"), "en": error.message("en")},
            "accepted": error.accepted,
        }
        for error in result.errors
    ]
    return found


def explanation_data(told: Explanation) -> dict[str, Any]:
    """An explanation: the whole as text, and each line of the working with the parameters on which it rests."""
    working = [
        {
            "output": step.name,
            "label": step.label,
            "text": step.said,
            "why_nothing": step.why,
            "rests_on": list(dict.fromkeys(one.parameter_id for one in step.rests_on)),
        }
        for step in told.of("reckoned")
    ]
    return {"explanation": told.text, "working": working}


def change_data(change: Change) -> dict[str, Any]:
    """A change of one legal value between two days, and the rules that read it."""
    return {
        "parameter": change.parameter_id,
        "label": {"id": change.label_id, "en": change.label_en},
        "scope": change.scope,
        "on": _cell(change.on),
        "before": _cell(change.before),
        "after": _cell(change.after),
        "article": change.article,
        "article_en": cited(change.article, "en"),
        "rules": list(change.rules),
    }


def _argument_data(argument: Argument, guard: Guard | None) -> dict[str, Any]:
    found: dict[str, Any] = {"name": argument.name, "type": argument.type, "unit": argument.unit}
    found |= {"label": {"id": argument.label_id, "en": argument.label_en}, "required": argument.is_needed}
    if guard is not None:
        found["required_when"] = {name: list(values) for name, _, values in guard.conditions}
    found["accepted"] = argument.accepted()
    if argument.find_id:
        found["find"] = {"id": argument.find_id, "en": argument.find_en}
    if argument.values:
        found["values"] = list(argument.values)
    if argument.minimum is not None:
        found |= {"minimum": argument.minimum, "maximum": argument.maximum}
    if argument.type == "date":
        found |= {"minimum": _cell(FIRST_DAY), "maximum": _cell(LAST_DAY)}
    if argument.default is not None:
        found["default"] = "the day of the question" if argument.default == ON else _cell(argument.default)
    return found


def _column_data(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {"name": column.name, "type": column.type, "unit": column.unit}
    found |= {"label": {"id": column.label_id, "en": column.label_en}, "nullable": column.is_optional}
    return found | ({"values": list(column.values)} if column.values else {})


def _used_data(used: UsedValue) -> dict[str, Any]:
    return {
        "id": used.parameter_id,
        "key": used.key,
        "value": _cell(used.value),
        "unit": used.unit,
        "on": _cell(used.day),
        "in_force_from": _cell(used.in_force_from),
        "in_force_until": _cell(used.in_force_until),
        "article": used.article,
        "article_en": cited(used.article, "en"),
        "sources": list(used.sources),
        "confidence": used.confidence,
        "contested": used.is_contested,
        "note": used.note,
    }


def _cell(value: Any) -> Any:
    """Dates as text; rows and mappings go through."""
    if isinstance(value, dict):
        return {str(key): _cell(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_cell(inner) for inner in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
