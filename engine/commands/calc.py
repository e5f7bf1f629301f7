"""`calc`: one rule tried alone, JSON in and JSON out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engine.base.problem import InputError, Problem
from engine.base.text import t
from engine.commands.printing import as_json
from engine.rules.rule import rule_named


def calc_rule(asked: argparse.Namespace) -> Iterator[str]:
    """One rule tried alone: parameters and inputs as a JSON object in, named results out."""
    rule = rule_named(asked.rule)
    yield as_json(rule.compute(_given(asked.given)))


def _given(path: Path | None) -> dict[str, Any]:
    """The JSON object on standard input or in a file."""
    file = str(path) if path else t("standard input")
    try:
        content = path.read_text(encoding="utf-8-sig") if path else sys.stdin.read()
        given = json.loads(content, object_pairs_hook=_once, parse_constant=_refused)
    except json.JSONDecodeError as error:
        raise InputError([Problem(file, t("line {line}", line=error.lineno), t(
            "this is not readable as JSON ({detail}); write an object such as {example}.", detail=error.msg,
            example='{"sales": 130000}'))]) from error
    except (OSError, ValueError, RecursionError) as error:
        raise InputError([Problem(file, "", t("this cannot be read ({detail}).", detail=error))]) from error
    if not isinstance(given, dict):
        raise InputError([Problem(file, "", t(
            "this is not an object of names and values; write it in braces, such as {example}.",
            example='{"sales": 130000}'))])
    return given


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    entries: dict[str, Any] = {}
    for key, value in pairs:
        if key in entries:
            raise ValueError(t("“{name}” is there twice; delete one of them", name=key))
        entries[key] = value
    return entries


def _refused(constant: str) -> float:
    raise ValueError(t("{given} is not a number that can be computed with", given=constant))
