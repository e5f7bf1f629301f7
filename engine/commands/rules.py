"""`rules`: every rule by chapter with its parameters."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin

from engine.base import text
from engine.base.parameter import Declared, Parameter, Unit, parameter_of
from engine.base.text import say, t
from engine.rules.rule import CHAPTERS, Rule, registry, rule_named


def list_rules(asked: argparse.Namespace) -> Iterator[str]:
    """Every rule by chapter: title, what it does, and its parameters."""
    wanted = {rule_named(name).name() for name in asked.rule} or set(registry())
    for chapter, title in CHAPTERS.items():
        rules = [rule for rule in registry().values() if rule.chapter() == chapter and rule.name() in wanted]
        if rules:
            yield say(title)
            yield ""
        for rule in rules:
            yield from _about(rule)
            yield ""


def _about(rule: type[Rule]) -> Iterator[str]:
    yield f"  {rule.name()}: {say(rule.about.title)}"
    yield f"    {say(rule.about.what)}"
    yield f"    {say(rule.about.formula)}"
    yield f"    {t('Source: {source}', source=text.origin(rule.about.source))}"
    yield from (f"      {line}" for line in parameter_lines(rule))
    if rule.Inputs.parameters():
        yield f"    {t('Tried alone, it also takes')}"
        yield from (f"      {line}" for line in parameter_lines(rule.Inputs))


def parameter_lines(model: type[Declared], root: str = "") -> Iterator[str]:
    """A line per parameter: path, label, range, default, source; rows of tables one level in."""
    for key, field in model.keys().items():
        parameter = parameter_of(field)
        if parameter is None:
            continue
        path = f"{root}{key}"
        notes = [_range(parameter)]
        if field.is_required():
            notes.append(t("required"))
        else:
            default = field.get_default(call_default_factory=True)
            notes.append(t("default {value}", value=_default(default, parameter)))
        yield f"{path}: {say(parameter.label)}; {'; '.join(filter(None, notes))} [{text.origin(parameter.source)}]"
        for inner, mark in _rows(field.annotation):
            yield from parameter_lines(inner, f"{path}{mark}.")


def _range(parameter: Parameter) -> str:
    if parameter.choices:
        return t("one of {choices}", choices=", ".join(parameter.choices))
    low, high = (text.value(bound, parameter.unit) for bound in (parameter.low, parameter.high))
    if parameter.low is not None and parameter.high is not None:
        return t("{low} to {high}", low=low, high=high)
    if parameter.low is not None:
        return t("from {low}", low=low)
    return t("up to {high}", high=high) if parameter.high is not None else ""


def _default(default: Any, parameter: Parameter) -> str:
    if default is None:
        return say(parameter.nothing) if parameter.nothing else t("none")
    if parameter.unit in (Unit.TABLE, Unit.CHOICE, Unit.KEY, Unit.TEXT):
        return json.dumps(_dumped(default), ensure_ascii=False)
    return text.value(default, parameter.unit)


def _dumped(value: Any) -> Any:
    if isinstance(value, Declared):
        return value.model_dump(mode="json", by_alias=True)
    if isinstance(value, dict):
        return {key: _dumped(each) for key, each in value.items()}
    return [_dumped(each) for each in value] if isinstance(value, (tuple, list)) else value


def _rows(annotation: Any) -> Iterator[tuple[type[Declared], str]]:
    """The models inside a field: itself, or the rows of a table, marked []."""
    if isinstance(annotation, type) and issubclass(annotation, Declared):
        yield annotation, ""
    elif get_origin(annotation) in (tuple, dict, Annotated):
        inner = get_args(annotation)[1 if get_origin(annotation) is dict else 0]
        yield from ((model, f"[]{mark}") for model, mark in _rows(inner))
