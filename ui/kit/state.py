"""The one place of shared state: language, case, reform and what was changed by hand.

It lives under plain keys of the session (never a widget's key), so it survives switching pages; the same
things stand in the address bar, so a link restores them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

import streamlit as st
from pydantic import ValidationError

from engine.answers.compare import Comparison, compare, same_world
from engine.answers.money_view import View
from engine.answers.pay.payslip import Payslip, payslip
from engine.base import text
from engine.base.parameter import Declared
from engine.base.problem import InputError, Problem, problems_of
from engine.base.text import t
from engine.company.company import Company
from engine.files import cases
from engine.files.cases import TODAY, Case
from engine.files.usage import Use, uses
from engine.plan.scenario import Scenario, get
from engine.rules.rule import Rule, registry
from engine.run.outcome import Outcome
from engine.run.simulate import simulate
from engine.world.drivers import World

Entry = TypeVar("Entry", bound=Declared)

FIRST_CASE = "hospital"
LINKED_YEARS = tuple(str(year) for year in range(1, 31))
"""Years that a link may ask for; a plan that runs fewer shows its last."""
OF_A_PAGE = ("person", "rule")
"""What only the links of single pages have."""
SAME_WORLD = "same"
"""Compared with today's plan under the same what-if, instead of today as it is."""
MINE = "mine"
"""Key of the company that the user has made from a few numbers."""


def begin() -> None:
    """Set up the session on its first run, and the language on every run."""
    session = st.session_state
    if "ready" not in session:
        asked = st.query_params
        session.language = text.pick(asked.get("lang") or st.context.locale)
        session.own = {}  # case → Case made or edited by the user
        session.changes = {}  # (case, reform) → {path: value}
        session.reforms = {}  # case → reform last looked at
        session.against = SAME_WORLD if asked.get("against") == SAME_WORLD else TODAY
        session.year = int(asked["year"]) if asked.get("year") in LINKED_YEARS else 1
        session.view = View(asked["view"]) if asked.get("view") in list(View) else View.GROSS
        session.case = asked.get("case") if asked.get("case") in cases.names() else FIRST_CASE
        text.use(session.language)
        if asked.get("reform") in reform_keys():
            session.reforms[session.case] = asked["reform"]
        _changes_of_link(asked.get_all("set"))
        session.people = {session.case: asked["person"]} if "person" in asked else {}  # case → person looked at
        session.rule = asked.get("rule")
        session.ready = True
    text.use(session.language)
    write_link()


def _changes_of_link(given: list[str]) -> None:
    """Take over the changes of a link; those that do not fit are left out and named."""
    refused = []
    for item in given:
        path, _, value = item.partition("=")
        try:
            set_value(path, json.loads(value))
        except (ValueError, InputError) as error:
            refused.append(t("The link's change “{item}” does not fit and was left out: {why}", item=item,
                             why=str(error)))
    st.session_state.refused = refused


def write_link() -> None:
    """Keep the address bar in step, without touching it when nothing changed."""
    wanted: dict[str, str | list[str]] = {"case": case_key(), "reform": reform_key(),
                                          "lang": st.session_state.language}
    if view() is not View.GROSS:
        wanted["view"] = view()
    if st.session_state.year != 1:
        wanted["year"] = str(st.session_state.year)
    if st.session_state.against != TODAY:
        wanted["against"] = st.session_state.against
    items = [f"{path}={json.dumps(value, ensure_ascii=False)}" for path, value in changes().items()]
    if case_key() == MINE:
        wanted, items = {"lang": st.session_state.language}, []
    if items:
        wanted["set"] = items
    now = {key: st.query_params.get_all(key) for key in st.query_params if key not in OF_A_PAGE}
    if now != {key: value if isinstance(value, list) else [value] for key, value in wanted.items()}:
        st.query_params.from_dict({**wanted, **{key: st.query_params[key] for key in OF_A_PAGE if key in st.query_params}})


def resume() -> None:
    """What a part of a page that runs alone needs first: the language. It writes the link itself, at its end.

    Starts the whole page over when the number of years changed: the strip at the top offers them.
    """
    text.use(st.session_state.language)
    years = scenario().assumptions.years
    if st.session_state.get("years_offered", years) != years:
        st.rerun()


def link(*parts: str) -> None:
    """What of the page looked at belongs into its link: "person", "rule" or nothing."""
    values = {"person": person, "rule": lambda: rule_looked_at().name()}
    for key in OF_A_PAGE:
        if key not in parts:
            st.query_params.pop(key, None)
        elif st.query_params.get(key) != (value := values[key]()):
            st.query_params[key] = value


@cache
def _library(key: str) -> Case:
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
    return own if own is not None else _library(wanted)


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


def today() -> Outcome:
    """Today's plan in today's world, computed once per company."""
    return _kept("today", case().today)


def grown(reform: Scenario, years: int | None = None) -> Outcome:
    """Today's plan in the reform's world, all its years or the first ones, computed once per set of assumptions."""
    kept = st.session_state.get("grown")
    wanted = case().today
    if kept is None or kept[0] is not wanted or kept[1:3] != (reform.assumptions, years):
        kept = (wanted, reform.assumptions, years, same_world(wanted, reform, years))
        st.session_state.grown = kept
    return kept[3]


def _kept(name: str, wanted: Scenario) -> Outcome:
    kept = st.session_state.get(name)
    if kept is None or kept[0] is not wanted:
        kept = (wanted, simulate(wanted))
        st.session_state[name] = kept
    return kept[1]


def view() -> View:
    """How incomes are shown: gross, taken home, or what they cost the employer."""
    return View(st.session_state.view)


def comparison() -> Comparison:
    """What the cockpit shows: the reform against today, or against today's plan in the same what-if."""
    reform = scenario()
    against = today() if st.session_state.against == TODAY else grown(reform)
    return compare(against, simulate(reform), min(st.session_state.year, reform.assumptions.years), view())


def sides() -> list[str]:
    """What the two sides of the comparison are called in the pictures."""
    first = t("Today") if st.session_state.against == TODAY else t("Today's plan, grown")
    return [first, t("Reform")]


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


def choose_worst(keys: list[str]) -> str:
    """By whose losses the people of a comparison are sorted: the plan the user chose, else the one looked at."""
    kept, key = f"worst|{case_key()}", f"choose-worst|{case_key()}"
    wanted = st.session_state.get(kept, reform_key())
    st.session_state[key] = wanted if wanted in keys else keys[0]

    def keep() -> None:
        st.session_state[kept] = st.session_state[key]

    names = {option: reform_name(option) for option in keys}
    return str(st.selectbox(t("The largest loss first, under"), keys, key=key, format_func=names.__getitem__, width=300,
                            on_change=keep))


def side_by_side(keys: list[str]) -> tuple[Outcome, list[Outcome], list[Comparison]]:
    """Today's outcome, each reform's, and each compared with today."""
    first = today()
    outcomes = [simulate(scenario(key)) for key in keys]
    return first, outcomes, [compare(first, outcome, view=view()) for outcome in outcomes]


def changes_the_world() -> bool:
    """Whether the what-if differs from today's world, so that its part of the change is worth telling."""
    return scenario().assumptions != case().today.assumptions


def implied(world: World) -> dict[str, float]:
    """What the growth levers amount to where they are left empty."""
    found = {"assumptions.revenue_growth": float(world.revenue_growth)}
    if world.profit_growth is not None:
        found["assumptions.profit_growth"] = float(world.profit_growth)
    return found


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


def form(name: str, default: Any) -> Any:
    """What a page's own form holds for this case; such entries are in no plan until they are put into one."""
    return st.session_state.get("forms", {}).get((case_key(), name), default)


def keep_form(name: str, value: Any) -> None:
    """Remember what a page's own form holds for this case."""
    st.session_state.forms = {**st.session_state.get("forms", {}), (case_key(), name): value}


def validated(model: type[Entry], values: Mapping[str, Any]) -> Entry:
    """What a form holds as the declared model it stands for.

    Raises:
        InputError: every value that does not fit.
    """
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise InputError(problems_of(error, "", model=model)) from None


# ---------------------------------------------------------------- one person

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


def two_scenarios() -> tuple[Scenario, Scenario]:
    """What the two sides of the comparison are simulated from."""
    reform = scenario()
    return (case().today if st.session_state.against == TODAY else grown(reform).scenario), reform


def shown_year() -> int:
    """The simulated year that is shown."""
    return min(int(st.session_state.year), scenario().assumptions.years)


def slips() -> tuple[Payslip | None, Payslip | None]:
    """The pay slips of the person looked at on both sides; computed again only when something has changed."""
    before, after = two_scenarios()
    number, identity = shown_year(), person()
    kept = st.session_state.get("slips")
    if kept is None or kept[0] is not before or kept[1] is not after or kept[2:4] != (number, identity):
        kept = (before, after, number, identity, payslip(before, identity, number), payslip(after, identity, number))
        st.session_state.slips = kept
    return kept[4], kept[5]


# ---------------------------------------------------------------- rules tried alone

def rule_looked_at() -> type[Rule]:
    """The rule that the handbook is open at: of the link, the last chosen, else the first."""
    return registry().get(st.session_state.rule or "", next(iter(registry().values())))


def choose_rule(name: str) -> None:
    """Open the handbook at another rule."""
    st.session_state.rule = name


def tried(rule: type[Rule]) -> dict[str, Any]:
    """What was entered to try a rule on; its worked example at first."""
    return dict(st.session_state.get("tried", {}).get(rule.name(), rule.example))


def keep_tried(rule: type[Rule], given: dict[str, Any]) -> None:
    """Remember what was entered to try a rule on, whether it fits or not."""
    st.session_state.tried = {**st.session_state.get("tried", {}), rule.name(): given}


@st.cache_resource(show_spinner=False)
def library_uses() -> dict[str, list[Use]]:
    """Which cases of the library use each rule; looked up once for all sessions."""
    return uses(_library(key) for key in cases.names())
