"""One person's pay: every element by month, and each taken apart into the steps of the run that made it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, get_args

import numpy as np

from engine.base import text
from engine.base.money import round_half_up, to_fen
from engine.base.parameter import OURS, Declared, Label, Parameter, Text, Unit, parameter_of
from engine.base.problem import InputError, Problem, nearest
from engine.base.text import t
from engine.company.company import PPM, People, label_of
from engine.plan.scenario import Scenario
from engine.rules.kinds import PayElement, chosen
from engine.rules.parts.commission import COUNTED
from engine.rules.parts.levels import LEVEL_NAMES
from engine.rules.parts.tiers import slices
from engine.rules.rule import Rule
from engine.run.outcome import Outcome, Year
from engine.run.simulate import simulate
from engine.world.drivers import headcount

NOT_USED = ("rule", "label")
"""Parameters that are no part of an explanation."""


@dataclass(frozen=True)
class SlipItem:
    """A line of a pay slip: a pay element by month, or an incentive dividend of the year; fen."""

    path: str
    title: Text
    rule: Rule
    months: tuple[int, ...] | None  # None: of the year as a whole
    total: int

    @property
    def key(self) -> str:
        """What the two sides of a comparison have in common: chapter and name."""
        chapter, *_, name = self.path.split(".")
        return f"{chapter}.{name}"

    def amount(self, month: int | None = None) -> int:
        """Of one month (0–11), or of the year."""
        if month is None:
            return self.total
        return self.months[month] if self.months is not None else 0


@dataclass(frozen=True)
class Said:
    """A named quantity in the user's language."""

    label: str
    value: str


@dataclass(frozen=True)
class Used:
    """A parameter the plan pays by: its value, and where it comes from."""

    label: str
    value: str
    source: str


@dataclass(frozen=True)
class Explained:
    """A line of a pay slip taken apart."""

    formula: str
    source: str
    steps: tuple[Said, ...]
    sums: tuple[str, ...]
    parameters: tuple[Used, ...]


@dataclass(frozen=True)
class Payslip:
    """What one person gets in one simulated year, with the trace of that person alone."""

    outcome: Outcome
    number: int
    place: int

    @property
    def year(self) -> Year:
        return self.outcome.year(self.number)

    @cached_property
    def items(self) -> tuple[SlipItem, ...]:
        """Pay elements in the order of the plan, then incentive dividends."""
        plan, year = self.outcome.scenario.plan, self.year
        items = []
        for line in year.lines:
            places = np.flatnonzero(line.people == self.place)
            if places.size:
                rule = plan.pay[line.group][line.element]
                months = tuple(line.amount[:, places[0]].tolist())
                items.append(SlipItem(line.path, rule.title, rule, months, sum(months)))
        for name, award in year.awards.items():
            programme = plan.dividends[name]
            if not award.to_people[self.place] and not self._takes_part(programme):
                continue
            items.append(SlipItem(f"dividends.{name}", programme.title, programme, None,
                                  int(award.to_people[self.place])))
        return tuple(items)

    def _takes_part(self, programme: Rule) -> bool:
        """Whether a programme names this person among those it is for, even if nothing came of it."""
        groups = getattr(programme, "groups", None)
        return bool(groups is not None and chosen(self.year.people, groups, getattr(programme, "min_years", 0))[self.place])

    def item(self, key: str) -> SlipItem | None:
        """The line of this chapter and name, or None."""
        return next((item for item in self.items if item.key == key), None)

    def amount(self, month: int | None = None) -> int:
        """Everything of one month, or of the year with its dividends, fen."""
        return sum(item.amount(month) for item in self.items)

    def steps(self, item: SlipItem, month: int | None = None) -> list[tuple[str, Text, Unit, Any]]:
        """What the run recorded for a line: scores and targets it looks at, then its own steps."""
        pay = isinstance(item.rule, PayElement)
        computed = self.outcome.computed_in(self.number) if pay else self.number
        everything = self.outcome.trace.of_person(self.place, month, computed)
        own = [step for step in everything if step[0] == item.path]
        before = []
        if pay and any(unit is Unit.POINTS for _, _, unit, _ in own):
            before += [step for step in everything if step[0].startswith("scores.")]
        ladder = getattr(item.rule, "ladder", None)
        if ladder is not None:
            before += [step for step in everything if step[0] == f"targets.{ladder}"]
        return before + own

    def explain(self, item: SlipItem, month: int | None = None) -> Explained:
        """A line taken apart in words, with the person's own numbers."""
        steps = self.steps(item, month)
        return Explained(
            formula=text.say(item.rule.about.formula), source=text.origin(item.rule.about.source),
            steps=tuple(Said(text.say(label), shown(value, unit)) for _, label, unit, value in steps),
            sums=tuple(_sums(item.rule, [(label, value) for _, label, _, value in steps])) if month is not None else (),
            parameters=tuple(used(item.rule, self.outcome.scenario)))


def place_of(people: People, newcomer: np.ndarray, person: str) -> int | None:
    """Where a person stands among a year's people; newcomers, (people,), carry the ID of a colleague and do not count."""
    places = np.flatnonzero((people.id == person) & ~newcomer)
    return int(places[0]) if places.size else None


def payslip(scenario: Scenario, person: str, number: int = 1) -> Payslip | None:
    """One person's pay in one simulated year; None where the person is no longer there.

    Raises:
        InputError: nobody in the company has this ID; names the nearest.
    """
    people = scenario.company.people
    if person not in people.position:
        raise InputError([Problem("", person, t("nobody in the company has this ID.") + nearest(
            person, (str(each) for each in people.id)))])
    origin, newcomer = headcount(scenario.company, scenario.assumptions.headcount_growth)
    place = place_of(people.at(origin), newcomer, person)
    if place is None:
        return None
    return Payslip(simulate(scenario, trace=True, only=place), min(number, scenario.assumptions.years), place)


def find(people: People, words: str, names: Mapping[str, str], most: int = 50,
         with_names: bool = True) -> tuple[list[int], int]:
    """Places of the people whose ID, name or post has all these words, the first `most`, and how many there are.

    `names` gives what posts are called; without `with_names` nobody is found by name.
    """
    wanted = words.casefold().split()
    posts = {post: f"{post} {names.get(post, '')}".casefold() for post in dict.fromkeys(people.post.tolist())}
    places = []
    for place, (person, name, post) in enumerate(zip(people.id, people.name, people.post, strict=True)):
        entry = f"{person} {name if with_names else ''} ".casefold() + posts[post]
        if all(word in entry for word in wanted):
            places.append(place)
    return places[:most], len(places)


@dataclass(frozen=True)
class Pair:
    """A line of two slips side by side; None where one does not have it."""

    title: Text
    old: SlipItem | None
    new: SlipItem | None

    def change(self, month: int | None = None) -> int:
        """New − old, fen."""
        return (self.new.amount(month) if self.new else 0) - (self.old.amount(month) if self.old else 0)


def side_by_side(before: Payslip | None, after: Payslip | None) -> list[Pair]:
    """The lines of two slips, matched by chapter and name; pay in the order of the plans, dividends last."""
    titles = {item.key: item.title for slip in (before, after) if slip is not None for item in slip.items}
    ordered = sorted(titles, key=lambda key: key.startswith("dividends."))
    return [Pair(titles[key], before.item(key) if before else None, after.item(key) if after else None)
            for key in ordered]


# ---------------------------------------------------------------- in words

def shown(value: Any, unit: Unit) -> str:
    """A recorded quantity in words: fen, millionths and hundredths as people write them.

    Of several values, such as those of the months, the least and the greatest.
    """
    if isinstance(value, (list, tuple)):
        ends = [shown(each, unit) for each in _spread(value)]
        return ends[0] if len(ends) == 1 else t("{low} to {high}, month by month", low=ends[0], high=ends[-1])
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, bool):
        return t("yes") if value else t("no")
    if isinstance(value, (int, float)):
        if unit is Unit.YUAN:
            return text.exact(round(value))
        if unit is Unit.RATE:
            return text.value(value / PPM, unit)
        if unit is Unit.FACTOR:
            return f"×{round(value / PPM, 6):g}"
        return text.count(value / 100 if unit is Unit.POINTS else value)
    if value == "":
        return t("below the first level")
    return text.say(LEVEL_NAMES[value]) if value in LEVEL_NAMES else str(value)


def _spread(values: Any) -> list[Any]:
    """The different values among these: the only one, or the least and the greatest."""
    flat: list[Any] = []
    for each in values:
        flat += _spread(each) if isinstance(each, (list, tuple)) else [each]
    kinds = list(dict.fromkeys(flat))
    if len(kinds) <= 1 or isinstance(kinds[0], str):
        return kinds if len(kinds) <= 2 else [kinds[0], kinds[-1]]
    return [min(flat), max(flat)]


def _sums(rule: Rule, steps: list[tuple[Text, Any]]) -> Iterator[str]:
    """How the bands add up for the counted sales of one month, a sentence a band."""
    terms = rule.own_commission() if isinstance(rule, PayElement) else None
    counted = next((value for label, value in steps if label.en == COUNTED), None)
    if terms is None or not isinstance(counted, (int, np.integer)):
        return
    parts = slices(int(counted), terms.tiers, terms.mode)
    for part in parts:
        yield t("{amount} × {rate} = {earned}", amount=text.exact(part.amount),
                rate=text.value(float(part.rate), Unit.RATE), earned=text.exact(round_half_up(part.earned)))
    if len(parts) > 1:
        yield t("Together {earned}", earned=text.exact(round_half_up(sum((part.earned for part in parts), Fraction(0)))))


def used(model: Declared, scenario: Scenario) -> Iterator[Used]:
    """The parameters a rule pays by, with their values; what is empty or switched off is left out."""
    for (key, value), field in zip(model.named(), type(model).keys().values(), strict=True):
        parameter = parameter_of(field)
        usual = not field.is_required() and value == field.get_default(call_default_factory=True)
        if parameter is None or key in NOT_USED or value is None or (usual and not value):
            continue
        if isinstance(value, Declared):
            yield from used(value, scenario)
            continue
        source = text.origin(parameter.source)
        if not usual:
            source = t("set in this plan") if parameter.source == OURS else t(
                "set in this plan; the rule after {source}", source=source)
        yield Used(text.say(parameter.label), said_of(value, _inner(field.annotation) or parameter, scenario), source)


def _inner(annotation: Any) -> Parameter | None:
    """The declaration of the values inside `dict[str, …]` or `tuple[…, ...]`."""
    for argument in get_args(annotation):
        for item in getattr(argument, "__metadata__", ()):
            if isinstance(item, Parameter):
                return item
    return None


def _called(key: str, part: Any, scenario: Scenario) -> str:
    """What a part under a key is called: its label, else what the company calls the key."""
    label = getattr(part, "label", None)
    return text.say(label.text) if isinstance(label, Label) else named(key, scenario)


def said_of(value: Any, parameter: Parameter, scenario: Scenario) -> str:
    """A parameter's value in words; the rows of a table one after the other."""
    if isinstance(value, dict):
        return "; ".join(f"{_called(key, each, scenario)} {said_of(each, parameter, scenario)}" for key, each in value.items())
    if isinstance(value, tuple):
        return "; ".join(said_of(each, parameter, scenario) for each in value)
    if isinstance(value, Declared):
        cells = [(parameter_of(field), each) for (key, each), field in
                 zip(value.named(), type(value).keys().values(), strict=True) if key != "label"]
        return " · ".join(said_of(each, declared, scenario) for declared, each in cells
                          if declared is not None and each is not None)
    if parameter.choices and value in parameter.choices:
        return text.say(parameter.choices[value])
    if isinstance(value, str):
        return named(value, scenario)
    if parameter.unit is Unit.YUAN:
        return text.exact(to_fen(value)).removesuffix(".00")
    if parameter.unit is Unit.TABLE:  # the numbers of a mapping or a plain list
        return text.count(value)
    return text.value(value, parameter.unit)


def named(key: str, scenario: Scenario) -> str:
    """What a post, job family, unit, holder, target or level is called; other words as they are."""
    if key in LEVEL_NAMES:
        return text.say(LEVEL_NAMES[key])
    if key in scenario.plan.targets:
        return text.say(scenario.plan.targets[key].title)
    return text.say(label_of(scenario.company, key))
