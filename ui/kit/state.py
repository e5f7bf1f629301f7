"""The session: language, case, reform, and what was changed by hand.

It lives under plain keys of the session (never a widget's key), so it survives switching pages; the same things stand in
the address bar, so a link restores them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import streamlit as st

from engine.answers.money_view import View
from engine.base import text
from engine.base.problem import InputError, Problem
from engine.base.text import t
from engine.company.company import Company
from engine.files import cases
from engine.files.cases import Case
from engine.files.library import TODAY
from engine.plan.scenario import Scenario, get

FIRST_CASE = "hospital"
SAME_WORLD = "same"
"""Compared with today's plan under the same what-if, instead of today as it is."""
MINE = "mine"
"""Key of the company that the user has made from a few numbers."""


@cache
def library_case(key: str) -> Case:
    """A case of the library, read once for all sessions."""
    return cases.load(key)


def case_key() -> str:
    """The case looked at."""
    return str(st.session_state.case)


def case_keys() -> list[str]:
    """The library's cases, then the user's own company if there is one."""
    return [*cases.names(), *([MINE] if MINE in st.session_state.own else [])]


def case(key: str | None = None) -> Case:
    """A case as it stands in this session: the user's edits first, else the library's."""
    wanted = key or case_key()
    own = st.session_state.own.get(wanted)
    return own if own is not None else library_case(wanted)


def choose_case(key: str) -> None:
    """Look at another case; the changes made on this one are kept."""
    st.session_state.case = key


def reform_keys() -> list[str]:
    """Reforms of the case, today's plan last."""
    return [*case().reforms, TODAY]


def reform_key() -> str:
    """The reform looked at: the last one chosen for this case, at first the case's own choice."""
    chosen = st.session_state.reforms.get(case_key())
    return chosen if chosen in reform_keys() else case().first


def choose_reform(key: str) -> None:
    """Try another reform of this case; the changes made on this one are kept."""
    st.session_state.reforms[case_key()] = key


def reform_name(key: str) -> str:
    """What a reform is called."""
    return t("Today's plan") if key == TODAY else text.say(case().reforms[key].name.text)


def changes(key: str | None = None) -> dict[str, Any]:
    """What was changed by hand on a reform, the one looked at by default: path → value."""
    return dict(st.session_state.changes.get((case_key(), key or reform_key()), {}))


def base_scenario(key: str | None = None) -> Scenario:
    """The reform as its file has it."""
    return case().scenario(key or reform_key())


def base_value(path: str) -> Any:
    """The value at a path before it was changed by hand itself; a part of something added by hand starts from that."""
    scenario = _around(path)
    return get(scenario.plan, scenario.assumptions, path)


def _around(path: str) -> Scenario:
    """The reform with only those changes that the path lies in."""
    around = {other: value for other, value in changes().items() if path.startswith(f"{other}.")}
    if not around:
        return base_scenario()
    # Asked for by every control of an element that was added: build it once.
    base, kept = base_scenario(), st.session_state.get("around")
    if kept is None or kept[0] is not base or kept[1] != around:
        try:
            kept = (base, around, base.reformed(around))
        except InputError:  # it needs another change to stand
            return scenario()
        st.session_state.around = kept
    return kept[2]


def set_value(path: str, value: Any) -> None:
    """Change one parameter; setting it back to what the reform has takes the change out.

    Raises:
        InputError: the value does not fit; nothing is changed.
    """
    set_values({path: value})


def set_values(wanted: Mapping[str, Any]) -> None:
    """Several changes at once, all or none. A whole entry takes the place of earlier changes inside it.

    Raises:
        InputError: a value does not fit; nothing is changed.
    """
    made = changes()
    for path, value in wanted.items():
        made = {other: kept for other, kept in made.items() if not other.startswith(f"{path}.")}
        made[path] = value
        if _same(value, base_value(path)):
            made.pop(path)
    after = base_scenario().reformed(made)
    for path, value in wanted.items():
        # A whole entry may be written shorter than what it means.
        if isinstance(value, (dict, list)) and _same(get(after.plan, after.assumptions, path), base_value(path)):
            made.pop(path, None)
    st.session_state.changes[(case_key(), reform_key())] = made


def _same(one: Any, other: Any) -> bool:
    """Equal, in the same order where there are names: pay elements stand in an order."""
    return bool(one == other) and (not isinstance(one, dict) or list(one) == list(other))


def reset(path: str | None = None) -> None:
    """Take one change back, with those inside it, or all of them; refused where another change needs it."""
    def take_back() -> None:
        kept = {key: value for key, value in changes().items()
                if path is not None and key != path and not key.startswith(f"{path}.")}
        base_scenario().reformed(kept)
        st.session_state.changes[(case_key(), reform_key())] = kept
    attempt(take_back)


def attempt(action: Callable[[], None]) -> None:
    """Do something that bad input may refuse; the sentences are shown on the next run."""
    text.use(st.session_state.language)  # callbacks run before app.py does
    st.session_state.problems = ()
    try:
        action()
    except InputError as error:
        st.session_state.problems = error.problems


def problems() -> tuple[Problem, ...]:
    """What the last entry was refused for; empty after the next accepted one."""
    return tuple(st.session_state.get("problems", ()))


def scenario(key: str | None = None) -> Scenario:
    """The reform with the changes by hand."""
    base, made = base_scenario(key), changes(key)
    if not made:
        return base
    # Asked for by every control of a run: build it once per set of changes.
    kept = st.session_state.get("made")
    if kept is None or kept[0] is not base or kept[1] != made:
        kept = (base, made, base.reformed(made))
        st.session_state.made = kept
    return kept[2]


def view() -> View:
    """How incomes are shown: gross, taken home, or what they cost the employer."""
    return View(st.session_state.view)


def choose_several() -> list[str]:
    """Which reforms to compare, remembered per case; changes made by hand are part of them."""
    options = list(case().reforms)
    kept, key = f"several|{case_key()}", f"choose-several|{case_key()}"
    st.session_state[key] = [each for each in st.session_state.get(kept, options) if each in options]

    def keep() -> None:
        st.session_state[kept] = st.session_state[key]

    names = {option: reform_name(option) for option in options}
    return list(st.multiselect(t("Plans to compare with today (with your changes in them)"), options, key=key,
                               format_func=names.__getitem__, on_change=keep, placeholder=t("Nothing chosen")))


def keep_company(company: Company) -> None:
    """Use an edited company for this case from now on.

    Raises:
        InputError: today's plan or a reform does not fit it any more; nothing is changed.
    """
    edited = replace(case(), today=replace(case().today, company=company))
    for key in edited.reforms:
        edited.scenario(key).reformed(changes(key))
    st.session_state.own[case_key()] = edited


def keep_case(made: Case) -> None:
    """Add a company made from a few numbers, and look at it."""
    st.session_state.own[made.key] = made
    st.session_state.case = made.key
    for place in [place for place in st.session_state.changes if place[0] == made.key]:
        del st.session_state.changes[place]


def is_edited() -> bool:
    """Whether this library case carries edits of the company."""
    return case_key() in st.session_state.own and case_key() != MINE


def restore_company() -> None:
    """Go back to the library's company."""
    st.session_state.own.pop(case_key(), None)


def person() -> str:
    """The ID of the person looked at in this case: the last chosen, else the first who sells anything."""
    people = case().today.company.people
    chosen = st.session_state.people.get(case_key())
    if chosen in people.position:
        return str(chosen)
    return str(people.id[int((people.sales.sum(axis=0) > 0).argmax())])


def choose_person(identity: str) -> None:
    """Look at another person of this case."""
    st.session_state.people[case_key()] = identity
