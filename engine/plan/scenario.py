"""A scenario is a company, a plan and assumptions; a reform is a small set of overrides on it.

Overrides name readable paths and absolute values::

    pay.sales.commission.quota: 60000
    targets.ladder.levels: [{name: floor, of_history: 1.0, coefficient: 0.8}, …]
    dividends.shares: {rule: virtual_shares}       # a whole rule: added
    pay.sales.bonus: null                          # taken out
    pay.physician: null                            # paid by their job family again
    assumptions.profit_growth: 1.5

They are checked, all of them, before anything runs; nothing is changed in place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as column
from typing import Any

from pydantic import ValidationError

from engine.base.parameter import Declared, Label, Parameter, Refers, Text, parameter_of
from engine.base.problem import InputError, Problem, nearest, problems_of
from engine.base.text import t
from engine.company.company import Company, Facts
from engine.plan.plan import Plan
from engine.rules.rule import Rule, registry
from engine.world.assumptions import Assumptions

Overrides = Mapping[str, Any]


@dataclass(frozen=True)
class Scenario:
    """What one run needs; frozen, shared safely."""

    name: Text
    company: Company
    plan: Plan
    assumptions: Assumptions
    overrides: tuple[tuple[str, str], ...] = ()
    today: Scenario | None = column(default=None, repr=False, compare=False)  # what it was reformed from; None: itself

    def __post_init__(self) -> None:
        problems = list(mismatches(self.company, self.plan, self.assumptions))
        if problems:
            raise InputError(problems)

    def reformed(self, overrides: Overrides, name: Text | None = None, file: str = "") -> Scenario:
        """This scenario with overrides applied.

        Raises:
            InputError: unknown paths, wrong types, values out of range, references to nothing.
        """
        plan, assumptions = apply(self.plan, self.assumptions, overrides, file)
        shown = tuple((path, str(value)) for path, value in overrides.items())
        try:
            return replace(self, name=name or self.name, plan=plan, assumptions=assumptions,
                           overrides=self.overrides + shown, today=self.today or self)
        except InputError as error:
            raise InputError(replace(problem, file=file) for problem in error.problems) from None


@dataclass(frozen=True)
class Lever:
    """One parameter of a scenario: its path, declaration and value now."""

    path: str
    parameter: Parameter
    value: Any


def levers(plan: Plan, assumptions: Assumptions) -> Iterator[Lever]:
    """Every parameter of the plan and the assumptions, in the order of the files."""
    yield from _levers(plan, "")
    yield from _levers(assumptions, "assumptions")


def _levers(model: Declared, root: str, part: Text | None = None) -> Iterator[Lever]:
    """The levers of a model; those of one of several parts, such as a scheme of a choice, are called after it too."""
    for (key, value), field in zip(model.named(), type(model).model_fields.values(), strict=True):
        if key == "label":  # what an entry is called moves nothing
            continue
        path = f"{root}.{key}" if root else key
        parameter = parameter_of(field)
        if value is None and key == "deferral":  # nothing is deferred, so there is nothing to move
            continue
        if isinstance(value, Declared):
            yield from _levers(value, path, part)
        elif isinstance(value, dict) and any(isinstance(each, (Declared, dict)) for each in value.values()):
            yield from _entries(value, path)
        elif parameter is not None:
            yield Lever(path, parameter if part is None else replace(
                parameter, zh=f"{part.zh}：{parameter.zh}", en=f"{part.en}: {parameter.en}"), value)


def _entries(entries: dict[str, Any], root: str) -> Iterator[Lever]:
    for key, each in entries.items():
        if isinstance(each, Declared):
            yield from _levers(each, f"{root}.{key}", None if isinstance(each, Rule) else _name_of(each, key))
        elif isinstance(each, dict):
            yield from _entries(each, f"{root}.{key}")


def _name_of(part: Declared, key: str) -> Text:
    """What a part that stands under a key is called: its label, else the key."""
    label = getattr(part, "label", None)
    return label.text if isinstance(label, Label) else Text(key, key)


def get(plan: Plan, assumptions: Assumptions, path: str) -> Any:
    """The plain value at a path, as a file would hold it; None where there is nothing."""
    value: Any = {**plain(plan), "assumptions": plain(assumptions)}
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def plain(model: Declared) -> dict[str, Any]:
    """A model as the nested values of a file."""
    return model.model_dump(mode="json", by_alias=True)


def apply(plan: Plan, assumptions: Assumptions, overrides: Overrides,
          file: str = "") -> tuple[Plan, Assumptions]:
    """Plan and assumptions with the overrides set; the originals stay as they are.

    Raises:
        InputError: every problem of every override.
    """
    document: dict[str, Any] = {**plain(plan), "assumptions": plain(assumptions)}
    problems = [problem for path, value in overrides.items()
                for problem in _set(document, path, value, file)]
    new_assumptions, new_plan = assumptions, plan
    try:
        new_assumptions = Assumptions.model_validate(document.pop("assumptions"))
    except ValidationError as error:
        problems += problems_of(error, file, "assumptions", Assumptions)
    if any(not path.startswith("assumptions.") for path in overrides):
        try:
            new_plan = Plan.model_validate(document)
        except ValidationError as error:
            problems += problems_of(error, file, model=Plan)
    if problems:
        raise InputError(problems)
    return new_plan, new_assumptions


def _set(document: dict[str, Any], path: str, value: Any, file: str) -> list[Problem]:
    """Put a value into the document; a problem if the path leads nowhere."""
    parts = str(path).split(".")
    place: Any = document
    if parts[0] not in document and parts[0] in ("company", *Facts.keys()):
        return [Problem(file, path, t("facts of the company are not changed this way; change them in case.yaml, or on the page "
                                      "Company."))]
    for i, part in enumerate(parts[:-1]):
        if not isinstance(place, dict) or part not in place:
            known = list(place) if isinstance(place, dict) else []
            return [Problem(file, path, t("“{part}” is not there.", part=".".join(parts[:i + 1]))
                            + nearest(part, known))]
        if place[part] is None:
            return [Problem(file, path, t("“{part}” is empty; set it as a whole first.",
                                          part=".".join(parts[:i + 1])))]
        place = place[part]
    last = parts[-1]
    if not isinstance(place, dict):
        return [Problem(file, path, t("“{part}” is a single value and has no entries.", part=".".join(parts[:-1])))]
    if last in place:
        if value is None and (_is_rule(place[last]) or parts[:-1] == ["pay"]):
            del place[last]
        else:
            place[last] = _filled(parts, value)
        return []
    if isinstance(value, dict):
        place[last] = _filled(parts, value)
        return []
    return [Problem(file, path, t("“{part}” is not there.", part=path) + nearest(last, place))]


def _filled(parts: list[str], value: Any) -> Any:
    """A whole rule, or the elements of a pay group, with their defaults, so that later overrides find them there.

    What does not fit is left as it is, to be refused with the rest.
    """
    if not isinstance(value, dict):
        return value
    if len(parts) == 2 and parts[0] == "pay":
        return {key: _filled([*parts, str(key)], each) for key, each in value.items()}
    entry = len(parts) == (3 if parts[0] == "pay" else 2)  # where the rule may be left to the name
    name = value.get("rule", parts[-1] if entry else None)
    rule = registry().get(name) if isinstance(name, str) else None
    if rule is None:
        return value
    try:
        return plain(rule.model_validate({"rule": name, **value}))
    except ValidationError:
        return value


def _is_rule(value: Any) -> bool:
    return isinstance(value, dict) and "rule" in value


def mismatches(company: Company, plan: Plan, assumptions: Assumptions) -> Iterator[Problem]:
    """Where plan or assumptions do not fit the company."""
    facts = company.facts
    known = {**facts.posts, **facts.families}
    for group in plan.pay:
        if group not in known:
            yield Problem("", f"pay.{group}", t("the company has no post or job family “{name}”.", name=group)
                          + nearest(group, known))
    pairs = set(zip(company.people.post.tolist(), company.people.family.tolist(), strict=True))
    for post, family in sorted(pairs):
        if post not in plan.pay and family not in plan.pay:
            yield Problem("", "pay", t("nobody says how post “{post}” of job family “{family}” is paid; add "
                                       "pay.{post} or pay.{family}.", post=post, family=family))
    holders = [*facts.cap_table, *(each for name, rule in plan.equity.items() for each in rule.opens(name))]
    lists: dict[Refers, Collection[str]] = {
        Refers.GROUP: known, Refers.POST: facts.posts, Refers.FAMILY: facts.families, Refers.HOLDER: holders}
    for place, refers, named in plan.references():
        if refers in lists and named not in lists[refers]:
            sentence = (t("the cap table has no holder “{name}”.", name=named) if refers is Refers.HOLDER
                        else t("the company has no post or job family “{name}”.", name=named))
            yield Problem("", place, sentence + nearest(named, lists[refers]))
    for name, rule in plan.equity.items():
        yield from (Problem("", f"equity.{name}.{field}", sentence) for field, sentence in rule.misfits(facts))
    if facts.money.gross_margin + assumptions.margin_change <= 0:
        yield Problem("", "assumptions.margin_change",
                      t("a change of {change} leaves no gross margin; last year's is {margin}.",
                        change=f"{assumptions.margin_change * 100:+.8g}%", margin=f"{facts.money.gross_margin * 100:.8g}%"))
