"""YAML texts, read strictly and written readably."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from engine.base.problem import InputError, Problem
from engine.base.text import t


def read_yaml(path: Path, file: str) -> Any:
    """A YAML 1.2 file (so `on` is a word); duplicate keys are refused.

    Raises:
        InputError: not readable as a file or as YAML, with the line.
    """
    try:
        return parse_yaml(path.read_text(encoding="utf-8"), file)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError([Problem(file, "", t("the file cannot be read as UTF-8 text ({detail}).",
                                              detail=error))]) from error


def parse_yaml(content: str, file: str) -> Any:
    """The value of a YAML 1.2 text.

    Raises:
        InputError: not readable as YAML, with the line.
    """
    try:
        return YAML(typ="safe", pure=True).load(content)
    # Beside its own errors ruamel lets those of impossible dates, !!float, !!bool and deep nesting pass.
    except (YAMLError, ValueError, LookupError, RecursionError) as error:
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        detail = str(getattr(error, "problem", None) or error).splitlines()[0]
        place = t("line {line}", line=mark.line + 1) if mark else ""
        raise InputError([Problem(file, place, t("this is not readable as YAML ({detail}); check indentation and "
                                                 "colons.", detail=detail))]) from error


def write_yaml(content: Any) -> str:
    """A plain value as YAML text, in the order it has; `parse_yaml` of it gives the value back."""
    yaml, text = YAML(), io.StringIO()
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.width = 110
    yaml.dump(content, text)
    return text.getvalue()
