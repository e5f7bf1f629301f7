"""What a page's own form holds; such entries are in no plan until they are put into one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import streamlit as st
from pydantic import ValidationError

from engine.base.parameter import Declared
from engine.base.problem import InputError, problems_of
from ui.kit import state

Entry = TypeVar("Entry", bound=Declared)


def form(name: str, default: Any) -> Any:
    """What a page's own form holds for this case; such entries are in no plan until they are put into one."""
    return st.session_state.get("forms", {}).get((state.case_key(), name), default)


def keep_form(name: str, value: Any) -> None:
    """Remember what a page's own form holds for this case."""
    st.session_state.forms = {**st.session_state.get("forms", {}), (state.case_key(), name): value}


def version(part: str, value: Any) -> int:
    """How often this part of the case has become another: what was entered for one starts anew with the next."""
    kept = st.session_state.setdefault("versions", {})
    before, number = kept.get((state.case_key(), part), (value, 0))
    number += before is not value and before != value
    kept[state.case_key(), part] = value, number
    return int(number)


def validated(model: type[Entry], values: Mapping[str, Any]) -> Entry:
    """What a form holds as the declared model it stands for.

    Raises:
        InputError: every value that does not fit.
    """
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise InputError(problems_of(error, "", model=model)) from None
