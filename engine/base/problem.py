"""What is wrong with an input: one sentence that says where, what, and how to mend it.

Readers collect every `Problem` they find and raise one `InputError` with all of them, so that a person
mends a file in one go. Nothing else is raised for bad input.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from engine.base import text
from engine.base.parameter import Declared, Unit
from engine.base.text import t


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


def missing(*names: str) -> InputError:
    """The error of entries that a plan may leave out but a rule tried alone cannot."""
    return InputError(Problem("", name, t("this entry is missing; add it.")) for name in names)


def refuse(sentence: str) -> PydanticCustomError:
    """The error a validator of a declared model raises: a ready sentence for the user."""
    return PydanticCustomError("plan", "refused", {"sentence": sentence})


def nearest(name: str, known: Iterable[str]) -> str:
    """" Did you mean …?" with the nearest known name, or the list of them when it is short."""
    names = [str(each) for each in known]
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if close:
        return t(" Did you mean “{name}”?", name=close[0])
    return t(" Known here: {names}.", names=", ".join(names[:20])) if names else ""


def problems_of(error: ValidationError, file: str, root: str = "",
                model: type[Declared] | None = None) -> list[Problem]:
    """A pydantic error as sentences.

    `root` is put before every place; `model` is what was validated, for the hint after an unknown name.
    """
    problems = []
    for item in error.errors():
        location, around, at = _walk(model, item["loc"])
        place = ".".join(part for part in (root, *map(str, location)) if part)
        problems.append(Problem(file, place, _sentence(item, str(location[-1]) if location else "", around, at)))
    return problems


def _walk(model: Any, location: Sequence[int | str]) -> tuple[list[int | str], list[Any], list[Any]]:
    """A place as a file has it, and what may stand around it and at it.

    Pydantic puts the name of a rule after the key of an entry that can be any of several rules; no file
    contains it there, so it is left out.
    """
    kept: list[int | str] = []
    around: list[Any] = []
    at: list[Any] = [model] if model else []
    for part in location:
        tagged = [kind for kind in at if len(at) > 1 and _tag(kind) == part]
        if tagged:
            at = tagged
            continue
        kept.append(part)
        around, at = at, [inner for kind in at for inner in _inside(kind, part)]
    return kept, around, at


def _inside(kind: Any, part: int | str) -> list[Any]:
    """What may stand at a key of a model, an entry of a mapping, a row of a table."""
    if isinstance(kind, type) and issubclass(kind, Declared):
        field = kind.keys().get(str(part))
        return _members(field.annotation) if field else []
    arguments = get_args(kind)
    return _members(arguments[-1 if get_origin(kind) is dict else 0]) if arguments else []


def _members(kind: Any) -> list[Any]:
    """The single kinds of a union, without None and notes."""
    if get_origin(kind) is Annotated:
        return _members(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return [member for each in get_args(kind) for member in _members(each)]
    return [] if kind is NoneType else [kind]


def _tag(kind: Any) -> str | None:
    """The name of a rule's class; None for anything else."""
    fields = getattr(kind, "model_fields", {})
    return str(fields["rule"].default) if "rule" in fields else None


def _sentence(item: Any, name: str, around: list[Any], at: list[Any]) -> str:
    kind, context, given = item["type"], item.get("ctx", {}), item.get("input")
    shown = _shown(given)
    if kind == "extra_forbidden":
        keys = [key for model in around if hasattr(model, "keys") for key in model.keys()]  # noqa: SIM118
        return t("there is no such entry.") + nearest(name, dict.fromkeys(keys))
    if kind == "missing":
        return t("this entry is missing; add it.")
    if kind == "union_tag_not_found":
        return (t("nothing says which rule this is; name the entry after the rule or add `rule: …`.")
                + nearest(name, filter(None, map(_tag, at))))
    if kind == "too_short" and context["actual_length"] > 0:
        return t("there are {n} entries; at least {least} are needed.", n=context["actual_length"], least=context["min_length"])
    if kind == "too_short":
        return t("the table is empty; add at least one row.")
    if kind == "too_long":
        return t("there are more than {most} entries; take some out.", most=context["max_length"])
    if kind == "out_of_range":
        unit = Unit(context["unit"])
        low, high = (text.value(context[key], unit) for key in ("low", "high"))
        entered = text.value(given, unit)
        if entered in (low, high):  # just beyond: rounded it would look like the bound
            entered = shown
        if context["low"] is None:
            return t("{given} is too large; enter at most {high}.", given=entered, high=high)
        if context["high"] is None:
            return t("{given} is too small; enter at least {low}.", given=entered, low=low)
        return t("{given} is out of range; enter a value from {low} to {high}.", given=entered, low=low, high=high)
    if kind == "too_many_decimals":
        places = context["places"]
        if context["unit"] == Unit.RATE:  # in a file it is a fraction, on a page a percentage
            return t("{given} ({percent}) has too many decimals; at most {places} are kept, {fewer} of the percentage.",
                     given=shown, percent=f"{(Decimal(str(given)) * 100).normalize():f}%", places=places, fewer=places - 2)
        return t("{given} has too many decimals; at most {places} are kept.", given=shown, places=places)
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
    try:
        shown = str(given)
    except ValueError:  # Python writes out no number of more than 4300 digits
        return t("a number of more than 300 digits")
    return f"“{shown[:57]}…”" if len(shown) > 60 else f"“{shown}”"


def _n(sentence: str) -> str:
    """Mark a sentence for translation where it is only looked up later."""
    return sentence


_WANTED = {
    "float_type": _n("a number"), "int_type": _n("a whole number"), "int_from_float": _n("a whole number"),
    "float_parsing": _n("a number"), "int_parsing": _n("a whole number"),
    "string_type": _n("a text"), "invalid_key": _n("a text"), "bool_type": _n("true or false"),
    "dict_type": _n("a list of entries with names"), "model_type": _n("a list of entries with names"),
    "model_attributes_type": _n("a list of entries with names"),
    "tuple_type": _n("a table (a list of rows)"), "list_type": _n("a table (a list of rows)"),
}
