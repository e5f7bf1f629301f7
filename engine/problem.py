"""What is wrong with an input: one sentence that says where, what, and how to mend it.

Readers collect every `Problem` they find and raise one `InputError` with all of them, so that a person
mends a file in one go. Nothing else is raised for bad input.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from engine import text
from engine.parameter import Unit
from engine.text import t


@dataclass(frozen=True)
class Problem:
    """One thing wrong: the file (or "" for a form), the place in it, what is wrong and how to mend it."""

    file: str
    place: str
    what: str

    def __str__(self) -> str:
        where = " ".join(part for part in (self.file, self.place) if part)
        return f"{where}: {self.what}" if where else self.what


class InputError(ValueError):
    """All the problems found in an input; printing it prints them, a line each."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def nearest(name: str, known: Iterable[str]) -> str:
    """" Did you mean …?" with the nearest known name, or the list of them when it is short."""
    names = [str(each) for each in known]
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if close:
        return t(" Did you mean “{name}”?", name=close[0])
    return t(" Known here: {names}.", names=", ".join(names[:20])) if names else ""


def problems_of(error: ValidationError, file: str, root: str = "",
                tags: Iterable[str] = (), known: Any = None) -> list[Problem]:
    """A pydantic error as sentences.

    `root` is put before every place; `tags` are names of union members that pydantic puts into places and
    that no file contains; `known(place)` gives the keys allowed at a place, for the nearest-name hint.
    """
    hidden = set(tags)
    found = []
    for item in error.errors():
        location = _without_tags(item["loc"], hidden)
        place = ".".join(part for part in (root, *map(str, location)) if part)
        found.append(Problem(file, place, _sentence(item, location, known)))
    return found


def _without_tags(location: Sequence[int | str], tags: set[str]) -> list[int | str]:
    """Drop the union tag that pydantic inserts right after the key of a rule."""
    kept: list[int | str] = []
    skipped = False
    for i, part in enumerate(location):
        if i and part in tags and not skipped:
            skipped = True
            continue
        skipped = False
        kept.append(part)
    return kept


def _sentence(item: Any, location: Sequence[int | str], known: Any) -> str:
    kind, context, given = item["type"], item.get("ctx", {}), item.get("input")
    shown = _shown(given)
    if kind == "extra_forbidden":
        name = str(location[-1])
        return t("there is no such entry.") + (nearest(name, known(location[:-1])) if known else "")
    if kind == "missing":
        return t("this entry is missing; add it.")
    if kind == "out_of_range":
        unit = Unit(context["unit"])
        low, high = (text.value(context[key], unit) for key in ("low", "high"))
        if context["low"] is None:
            return t("{given} is too large; enter at most {high}.", given=text.value(given, unit), high=high)
        if context["high"] is None:
            return t("{given} is too small; enter at least {low}.", given=text.value(given, unit), low=low)
        return t("{given} is out of range; enter a value from {low} to {high}.",
                 given=text.value(given, unit), low=low, high=high)
    if kind == "too_many_decimals":
        return t("{given} has too many decimals; at most {places} are kept.", given=shown,
                 places=context["places"])
    if kind == "not_finite" or kind == "finite_number":
        return t("{given} is not a number that can be computed with; enter a plain number.", given=shown)
    if kind in ("literal_error", "union_tag_invalid"):
        expected = str(context.get("expected") or context.get("expected_tags", "")).replace("'", "")
        tag = str(context.get("tag", given))
        choices = [each.strip() for each in expected.replace(" or ", ", ").split(",")]
        return t("“{given}” is not one of the choices.", given=tag) + nearest(tag, choices)
    if kind == "plan":
        return str(context["sentence"])
    wanted = _WANTED.get(kind)
    if wanted:
        return t("{given} is not {wanted}; mend the entry.", given=shown, wanted=t(wanted))
    return t("{given} does not fit here ({detail}).", given=shown, detail=item["msg"])


def _shown(given: Any) -> str:
    shown = str(given)
    return f"“{shown[:57]}…”" if len(shown) > 60 else f"“{shown}”"


def _n(sentence: str) -> str:
    """Mark a sentence for translation where it is only looked up later."""
    return sentence


_WANTED = {
    "float_type": _n("a number"), "int_type": _n("a whole number"), "int_from_float": _n("a whole number"),
    "float_parsing": _n("a number"), "int_parsing": _n("a whole number"),
    "string_type": _n("a text"), "bool_type": _n("true or false"),
    "dict_type": _n("a list of entries with names"), "model_type": _n("a list of entries with names"),
    "model_attributes_type": _n("a list of entries with names"),
    "tuple_type": _n("a table (a list of rows)"), "list_type": _n("a table (a list of rows)"),
}
