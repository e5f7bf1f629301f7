"""What was refused, in sentences that name the place as the page labels it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st
from pydantic.fields import FieldInfo

from engine.base import text
from engine.base.parameter import parameter_of, row_of
from engine.base.problem import InputError
from engine.base.text import t

MOST = 20
"""Sentences shown at once."""


def accept(action: Callable[[], None]) -> None:
    """Apply an edit: take it and start over, or show what is wrong and keep what was entered."""
    try:
        action()
    except InputError as error:
        for problem in error.problems[:MOST]:
            st.error(str(problem), icon=":material/error:")
        return
    st.rerun()


def refused(error: InputError, fields: Mapping[str, FieldInfo]) -> None:
    """What was refused, under the names that the fields have on the page."""
    for problem in error.problems:
        st.error(said(problem.place, problem.what, fields), icon=":material/error:")


def said(place: str, what: str, fields: Mapping[str, FieldInfo]) -> str:
    """A problem with its place as it is labelled on the page: the field, and in a table the row and column."""
    where = place_of(place, fields)
    return t("{where}: {what}", where=where, what=what) if where else what


def place_of(place: str, fields: Mapping[str, FieldInfo]) -> str:
    """A place of a form as the page labels it."""
    key, *inside = place.split(".")
    field = fields.get(key)
    parameter = parameter_of(field) if field else None
    words = [text.say(parameter.label)] if parameter else [key] if key else []
    if inside and inside[0].isdigit():
        words.append(t("row {row}", row=int(inside[0]) + 1))
        row = row_of(field.annotation) if field else None
        if row is not None and len(inside) > 1 and inside[1] in row.parameters():
            words.append(text.say(row.parameters()[inside[1]].label))
    return " · ".join(words)


def missing_only(error: InputError) -> bool:
    """Whether figures are only lacking, none is wrong."""
    return all(problem.what == t("this entry is missing; add it.") for problem in error.problems)
