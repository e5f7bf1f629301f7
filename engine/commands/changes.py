"""What a command may change on a scenario: `--set`, `--year`, and how that is named."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

from engine.base.problem import InputError, Problem
from engine.base.text import say, t
from engine.base.yaml_text import parse_yaml
from engine.files.cases import Case
from engine.files.library import TODAY
from engine.run.outcome import Outcome


def changes(given: Iterable[str]) -> dict[str, Any]:
    """PATH=VALUE … as overrides; values are YAML.

    Raises:
        InputError: an entry without `=`, or a value that is not YAML.
    """
    overrides: dict[str, Any] = {}
    problems: list[Problem] = []
    for entry in given:
        path, equals, value = entry.partition("=")
        if not equals or not path.strip():
            problems.append(Problem("--set", entry, t("this is not a change; write PATH=VALUE.")))
            continue
        try:
            overrides[path.strip()] = parse_yaml(value, f"--set {path.strip()}")
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return overrides


def year_exists(number: int, *outcomes: Outcome) -> None:
    """Refuse a year that is not simulated.

    Raises:
        InputError: says which years are.
    """
    years = min(len(outcome.years) for outcome in outcomes)
    if not 1 <= number <= years:
        raise InputError([Problem("--year", str(number), t(
            "{years} years are simulated; enter 1 to {years}, or set assumptions.years.", years=years))])


def title_of(case: Case, asked: argparse.Namespace, key: str = "") -> str:
    """What a column or page shows: today's plan or a reform, and whether more was changed."""
    name = key or asked.reform
    title = t("Today's plan") if name == TODAY else say(case.reforms[name].name.text)
    return t("{title} + changes", title=title) if asked.changes else title
