"""A plan's pay as one reads it on paper: who is paid by which group, and what every element costs."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd

from engine.base.parameter import Text
from engine.base.trace import Trace
from engine.company.company import People
from engine.plan.plan import Plan
from engine.plan.scenario import Scenario
from engine.rules.kinds import PayElement
from engine.rules.parts.capabilities import Choice, MovesPeople
from engine.run.outcome import Outcome
from engine.run.simulate import assess, attain, groups, pay_people
from engine.world.drivers import Drivers, Group, project


@dataclass(frozen=True)
class ElementCost:
    """One pay element of one group: what it is called, how many people, and its cost a year today and reformed, fen.

    A side that does not have the element has no title and costs nothing.
    """

    group: str
    element: str
    title: Text
    people: int
    today: int
    reform: int

    @property
    def change(self) -> int:
        return self.reform - self.today


def headcounts(plan: Plan, people: People) -> dict[str, int]:
    """How many people each pay group pays: by post where the plan names the post, else by job family."""
    by_post = np.isin(people.post.astype(str), list(plan.pay))
    return {group: int(((people.post == group) | ((people.family == group) & ~by_post)).sum()) for group in plan.pay}


def group_of(plan: Plan, post: str, family: str) -> str:
    """The pay group that pays a post of a job family."""
    return post if post in plan.pay else family


def counterpart(today: Plan, people: People, group: str, element: str) -> PayElement | None:
    """The element of the same name that today's plan has for those whom the group pays.

    A post that is paid apart in the reform is looked for in its job family's pay.
    """
    groups_today = [group, *dict.fromkeys(people.family[people.post == group].tolist())]
    return next((today.pay[each][element] for each in groups_today if element in today.pay.get(each, {})), None)


def element_costs(today: Outcome, reform: Outcome, number: int = 1) -> list[ElementCost]:
    """Every element of every group in one year, in the order of the reform's plan, then what it took out.

    Today's cost is of the same people: whoever the reform pays by another group than today counts where the
    reform pays them, under the element's name. Whoever is there on one side only counts where they are paid.
    """
    costs: dict[tuple[str, str], list[int]] = {}
    heads: dict[tuple[str, str], int] = {}
    titles: dict[tuple[str, str], Text] = {}
    after = reform.year(min(number, len(reform.years)))
    now_in: dict[str, str] = {}
    for line in after.lines:
        key = (line.group, line.element)
        costs[key] = [0, int(line.amount.sum())]
        heads[key] = len(line.people)
        titles[key] = reform.scenario.plan.pay[line.group][line.element].title
        now_in.update(dict.fromkeys(after.people.id[line.people].tolist(), line.group))
    before = today.year(min(number, len(today.years)))
    for line in before.lines:
        yearly = line.amount.sum(axis=0)
        groups_now = np.array([now_in.get(person, line.group) for person in before.people.id[line.people].tolist()],
                              dtype=object)
        for group in dict.fromkeys(groups_now.tolist()):
            members, key = groups_now == group, (group, line.element)
            costs.setdefault(key, [0, 0])[0] += int(yearly[members].sum())
            if key not in titles:
                titles[key] = today.scenario.plan.pay[line.group][line.element].title
                heads[key] = int(members.sum())
    order = list(reform.scenario.plan.pay)
    rows = sorted(costs, key=lambda key: order.index(key[0]) if key[0] in order else len(order))
    return [ElementCost(*key, titles[key], heads[key], *costs[key]) for key in rows]


def year_of(scenario: Scenario, number: int) -> Drivers:
    """The drivers of one simulated year with everybody's score, as pay elements see them."""
    return assess(scenario.plan, project(scenario.company, scenario.assumptions, number), Trace())


def pay_group(scenario: Scenario, group: str, number: int = 1) -> Group:
    """The people of one pay group in one simulated year."""
    drivers = year_of(scenario, number)
    return drivers.group(groups(scenario.plan, drivers)[group])


def role_parts(outcome: Outcome, group: str, element: str, number: int = 1) -> pd.DataFrame:
    """Who gets what of the pools of a role split in one year: unit, role, share, people, amount and each (fen).

    A role that nobody of the unit holds has no people and no amount: its part stays with the company.
    """
    roles = outcome.scenario.plan.pay[group][element].roles()
    year = outcome.year(min(number, len(outcome.years)))
    rows = []
    for line in year.lines:
        if (line.group, line.element) != (group, element):
            continue
        yearly = line.amount.sum(axis=0)
        unit, post = year.people.unit[line.people], year.people.post[line.people]
        for place in dict.fromkeys(unit):
            for role, share in roles.items():
                members = (unit == place) & (post == role)
                amount, heads = int(yearly[members].sum()), int(members.sum())
                rows.append((place, role, share, heads, amount, amount // heads if heads else 0))
    return pd.DataFrame(rows, columns=["unit", "role", "share", "people", "amount", "each"])


@dataclass(frozen=True)
class Deferred:
    """What becomes of a deferred element in one year, in fen: paid month by month, at year end, and forfeited."""

    group: str
    element: str
    title: Text
    now: int
    year_end: int
    forfeited: int


def deferrals(scenario: Scenario, number: int = 1) -> list[Deferred]:
    """Every deferred element of a plan in one year, from what the payment of it recorded."""
    plan = scenario.plan
    if all(rule.deferral is None for elements in plan.pay.values() for rule in elements.values()):
        return []
    drivers, record = year_of(scenario, number), Trace(on=True)
    pay_people(plan, drivers, attain(plan, drivers, Trace())[0], record)
    sums = {(step.path, step.label.en): int(np.sum(step.value)) for step in record.steps
            if step.label.en in ("Paid in the month", "Deferred part due at year end",
                                 "Deferred part forfeited by leaving")}
    deferrals = []
    for group, elements in plan.pay.items():
        for name, rule in elements.items():
            path = f"pay.{group}.{name}"
            if rule.deferral is not None and (path, "Paid in the month") in sums:
                lost = sums[path, "Deferred part forfeited by leaving"]
                deferrals.append(Deferred(group, name, rule.title, sums[path, "Paid in the month"],
                                          sums[path, "Deferred part due at year end"] - lost, lost))
    return deferrals


def scheme_curve(rule: Choice, top: int, points: int = 60) -> pd.DataFrame:
    """What each scheme pays a month against monthly sales to `top` fen: columns scheme, sales, pay (yuan), best."""
    sales = np.linspace(0, max(top, 100), points).astype(np.int64)
    pays, best = rule.at(sales), rule.best_at(sales)
    parts = [pd.DataFrame({"scheme": name, "sales": sales / 100, "pay": pay / 100, "best": best == place})
             for place, (name, pay) in enumerate(zip(rule.schemes, pays, strict=True))]
    return pd.concat(parts, ignore_index=True)


def best_ranges(rule: Choice, top: int) -> list[tuple[str, int, int]]:
    """Which scheme is best from which to which monthly sales (fen, upper end open), to the hundred yuan."""
    step = max(10_000, top // 2000 // 10_000 * 10_000)
    sales = np.arange(0, top + step, step, dtype=np.int64)
    best = rule.best_at(sales)
    starts = np.flatnonzero(np.diff(best, prepend=-1))
    ends = [*sales[starts[1:]].tolist(), int(sales[-1])]
    names = list(rule.schemes)
    return [(names[int(best[start])], int(sales[start]), end) for start, end in zip(starts, ends, strict=True)]


def taken(scenario: Scenario, group: str, element: str, number: int = 1) -> dict[str, tuple[int, Fraction]]:
    """Scheme → how many people of the group take it, and what part of them that is."""
    rule = scenario.plan.pay[group][element]
    if not isinstance(rule, Choice):
        return {}
    counts = rule.chosen_by(pay_group(scenario, group, number))
    whole = sum(counts.values())
    return {name: (count, Fraction(count, whole) if whole else Fraction(0)) for name, count in counts.items()}


def typical_sales(group: Group) -> int:
    """Monthly sales in fen that reach well beyond what people of a group sell: for the range of a picture."""
    monthly = group.of(group.drivers.sales)
    return int(np.percentile(monthly, 98) * 1.3) if monthly.size else 10_000_000


def moved(scenario: Scenario, group: str, element: str, number: int = 1) -> pd.DataFrame:
    """Who is moved to the assistant post in one year by quota discipline: id, name, unit and from which month on."""
    rule = scenario.plan.pay[group][element]
    if not isinstance(rule, MovesPeople):
        return pd.DataFrame()
    members = pay_group(scenario, group, number)
    people, months = members.drivers.people, rule.moved(members.sales("own"))
    gone = months.any(axis=0)
    who = members.index[gone]
    return pd.DataFrame({"id": people.id[who], "name": people.name[who], "unit": people.unit[who],
                         "month": months.argmax(axis=0)[gone] + 1})
