"""Two outcomes side by side: what changes for the company, for each person and for the owner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from heapq import nlargest

import numpy as np
import numpy.typing as npt
import pandas as pd

from engine.answers.money_view import View, amounts
from engine.answers.targets.goals import goals_of
from engine.base.money import Fen
from engine.base.parameter import Text
from engine.company.look_through import Owned
from engine.plan.scenario import Scenario
from engine.rules.kinds import PayElement
from engine.rules.parts.capabilities import ReformsGoals
from engine.rules.parts.goal_result import GoalResult
from engine.rules.rule import Rule, registry
from engine.run.outcome import Outcome, Year
from engine.run.simulate import simulate

HEADS = Text("子公司负责人", "Heads of subsidiaries")


@dataclass(frozen=True)
class Comparison:
    """Today and a reform in one simulated year.

    Everybody who is there on both sides is compared by ID; newcomers and people who have left are counted
    apart. Money is in fen; incomes are gross, taken home or the employer's cost, as `view` says.
    """

    today: Outcome
    reform: Outcome
    number: int = 1
    view: View = View.GROSS

    @property
    def before(self) -> Year:
        return self.today.year(min(self.number, len(self.today.years)))

    @property
    def after(self) -> Year:
        return self.reform.year(min(self.number, len(self.reform.years)))

    @cached_property
    def income_before(self) -> Fen:
        """Everybody's income of the year on today's side, (people,)."""
        return amounts(self.today, self.before.number, self.view)

    @cached_property
    def income_after(self) -> Fen:
        """Everybody's income of the year under the reform, (people,)."""
        return amounts(self.reform, self.after.number, self.view)

    @cached_property
    def _matched(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Places of the people there on both sides, before and after."""
        old, new = self.before, self.after
        if old.people is new.people:
            everyone = np.arange(len(old.people))
            return everyone, everyone
        position = {person: i for i, person in enumerate(old.people.id) if not old.newcomer[i]}
        pairs = [(position[person], i) for i, person in enumerate(new.people.id)
                 if not new.newcomer[i] and person in position]
        places = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        return places[:, 0], places[:, 1]

    @cached_property
    def change(self) -> Fen:
        """Income after − before of everybody who is there on both sides, fen, (people,)."""
        old, new = self._matched
        return self.income_after[new] - self.income_before[old]

    @cached_property
    def gainers(self) -> int:
        return int((self.change > 0).sum())

    @cached_property
    def losers(self) -> int:
        return int((self.change < 0).sum())

    @property
    def unchanged(self) -> int:
        return len(self.change) - self.gainers - self.losers

    @property
    def joined(self) -> int:
        return len(self.after.people) - len(self.change)

    @property
    def left(self) -> int:
        return len(self.before.people) - len(self.change)

    @cached_property
    def costs(self) -> tuple[int, int]:
        """Labour cost before and after, fen: people cost, or with insurance, fund and levies in the employer's view."""
        return labour_cost(self.today, self.before.number, self.view), labour_cost(self.reform, self.after.number, self.view)

    def cost_change(self) -> int:
        """Labour cost after − before."""
        before, after = self.costs
        return after - before

    def stakes(self) -> tuple[Fraction, Fraction]:
        """The owner's look-through stake today and at the end of the reform's last year."""
        return self.today.owner_stake(0), self.reform.owner_stake(len(self.reform.years))

    def votes(self) -> tuple[Fraction, Fraction]:
        """The owner's part of the votes today and at the end of the reform's last year."""
        return self.today.owner_votes(0), self.reform.owner_votes(len(self.reform.years))

    def goals(self, wanted: ReformsGoals | None = None) -> tuple[GoalResult, ...]:
        """The goals of a reform held against this comparison.

        They are the plan's own unless others are given, the handbook's where it has none. Profit is the net profit of
        the year. Core staff are chosen as they are today, and only those who are there on both sides count; their
        income is the average, in whole fen.
        """
        wanted = wanted or goals_of(self.reform.scenario.plan)
        old, new = self._matched
        core = wanted.core(self.before.people)[old]
        heads = max(1, int(core.sum()))
        before, after = self.before.statement, self.after.statement
        return wanted.goal_results(
            profit=(before.net_profit, after.net_profit), revenue=(before.revenue, after.revenue),
            core_income=(int(self.income_before[old][core].sum()) // heads,
                         int(self.income_after[new][core].sum()) // heads))

    def goals_by_year(self) -> list[tuple[GoalResult, ...]]:
        """The goals held against every simulated year of the reform, the first first."""
        return [replace(self, number=number).goals() for number in range(1, len(self.reform.years) + 1)]

    def by_family(self) -> pd.DataFrame:
        """A row per job family: heads, average income before and after in fen, gainers, losers."""
        old, new = self._matched
        table = pd.DataFrame({
            "family": self.after.people.family[new], "before": self.income_before[old],
            "after": self.income_after[new], "gain": self.change > 0, "lose": self.change < 0})
        grouped = table.groupby("family", sort=False)
        result = grouped.agg(people=("before", "size"), before=("before", "mean"), after=("after", "mean"),
                             gain=("gain", "sum"), lose=("lose", "sum")).reset_index()
        return result.assign(change=result["after"] - result["before"])

    def by_person(self) -> pd.DataFrame:
        """A row per person there on both sides, in fen, the largest loss first."""
        old, new = self._matched
        people = self.after.people
        before, after = self.income_before[old], self.income_after[new]
        table = pd.DataFrame({
            "id": people.id[new], "name": people.name[new], "family": people.family[new],
            "post": people.post[new], "unit": people.unit[new], "before": before, "after": after,
            "change": self.change,
            "percent": np.divide(self.change, before, out=np.full(len(before), np.nan), where=before > 0)})
        return table.sort_values("change", kind="stable", ignore_index=True)


def compare(today: Outcome, reform: Outcome, number: int = 1, view: View = View.GROSS) -> Comparison:
    """Two outcomes in one of their simulated years."""
    return Comparison(today, reform, number, view)


def labour_cost(outcome: Outcome, number: int, view: View = View.GROSS) -> int:
    """What people cost in a year, fen: pay and incentive dividends; in the employer's view what is paid in the year
    with insurance, fund and levies."""
    if view is View.EMPLOYER_COST:
        return int(amounts(outcome, number, view).sum())
    return outcome.year(number).statement.people_cost


def same_world(today: Scenario, reform: Scenario, years: int | None = None) -> Outcome:
    """Today's plan under the reform's assumptions: what growth alone does, before any reform.

    With `years` only so many of them, where no more is asked for.
    """
    world = reform.assumptions if years is None else reform.assumptions.model_copy(update={"years": years})
    return simulate(replace(today, assumptions=world, today=today.today or today))


def median(income: Fen) -> int:
    """The income of the person in the middle, fen, of (people,); of two in the middle, their mean rounded down."""
    if not len(income):
        return 0
    low, high = (len(income) - 1) // 2, len(income) // 2
    middle = np.partition(income, [low, high])
    return int(middle[low] + middle[high]) // 2


@dataclass(frozen=True)
class Series:
    """One kind of pay or one holder across scenarios or years; `kind` is what its colour stands for."""

    kind: str
    label: Text
    values: tuple[float, ...]


EMPLOYER = "employer"
"""The kind of cost that is no rule's: what the employer contributes and pays in levies."""


def cost_by_element(outcomes: Sequence[Outcome], number: int = 1, view: View = View.GROSS) -> list[Series]:
    """People cost by kind of pay in one year, fen for each outcome, in the order of the plans.

    Elements of the same rule and name are one kind; dividend programmes come last. In the employer's view dividend
    programmes count with what they pay out in the year, and insurance, fund and levies are a kind of their own.
    """
    kinds: dict[tuple[str, Text], list[int]] = {}
    for i, outcome in enumerate(outcomes):
        year, plan = outcome.year(min(number, len(outcome.years))), outcome.scenario.plan
        costs: list[tuple[Rule, int]] = [(plan.pay[line.group][line.element], int(line.amount.sum()))
                                         for line in year.lines]
        cash = view is View.EMPLOYER_COST
        costs += [(plan.dividends[name], int((award.now if cash else award.to_people).sum()))
                  for name, award in year.awards.items()]
        for rule, cost in costs:
            kinds.setdefault((rule.name(), rule.title), [0] * len(outcomes))[i] += cost
    pay_first = sorted(kinds, key=lambda kind: not issubclass(registry()[kind[0]], PayElement))
    series = [Series(*kind, tuple(kinds[kind])) for kind in pay_first]
    if view is View.EMPLOYER_COST:
        on_top = tuple(labour_cost(outcome, min(number, len(outcome.years)), view) - sum(each.values[i] for each in series)
                       for i, outcome in enumerate(outcomes))
        series.append(Series(EMPLOYER, Text("单位社保公积金及附加", "Employer's insurance, fund and levies"), on_top))
    return series


@dataclass(frozen=True)
class Distribution:
    """People by income: `edges` in yuan (bins + 1), counts per outcome; the last bin is open above."""

    edges: npt.NDArray[np.float64]
    counts: tuple[npt.NDArray[np.int64], ...]


def income_distribution(incomes: Sequence[Fen], bins: int = 24) -> Distribution:
    """Histograms of several outcomes' incomes, each (people,) in fen, over common round bins.

    The range reaches to the 99th percentile; whoever is above is counted in the last bin.
    """
    together = np.concatenate(incomes) / 100
    top = float(np.percentile(together, 99)) if len(together) else 1.0
    width = round_width(max(top, 1.0) / bins)
    number = max(1, int(np.ceil(max(top, 1.0) / width)))
    edges = np.arange(number + 1, dtype=np.float64) * width
    counts = tuple(np.bincount(np.clip((income / 100 // width).astype(np.int64), 0, number - 1),
                               minlength=number) for income in incomes)
    return Distribution(edges, counts)


def round_width(width: float) -> float:
    """The next of 1, 2, 2.5, 5 × a power of ten: a bin width that reads well."""
    power = 10.0 ** np.floor(np.log10(width))
    return next(float(step * power) for step in (1, 2, 2.5, 5, 10) if step * power >= width)


def ownership(outcome: Outcome) -> list[Series]:
    """Who owns each yuan of the group's profit in the end, from today (first) to the last year, as fractions."""
    rows = [outcome.owned_at_first, *(year.owned for year in outcome.years)]
    own = [1.0, *(float(year.own_part) for year in outcome.years)]
    series = [replace(each, values=tuple(part * own_part for part, own_part in zip(each.values, own, strict=True)))
              for each in holders_over_time(rows, outcome)]
    heads = Series("heads", HEADS, tuple(1 - own_part for own_part in own))
    return [*series, heads] if max(heads.values) else series


MOST_SHOWN = 11
"""Holders in a picture; the smallest of more are one series together."""

PROMISED = Text("已授予、尚未行权", "Granted, not yet exercised")


def holders_over_time(rows: Sequence[Owned], outcome: Outcome) -> list[Series]:
    """The parts of every holder in each row, as fractions that sum to one: at most so many holders, the owner among them."""
    different = {id(row): row for row in rows}.values()  # in most years nothing happens
    keys = list(dict.fromkeys(key for row in different for key, shares in row.shares.items() if shares))
    shown = set(keys)
    if len(keys) > MOST_SHOWN:
        most: dict[str, float] = {outcome.owner: 2.0}
        for row in different:
            amounts = {key: float(shares) for key, shares in row.shares.items()}
            for key in nlargest(MOST_SHOWN, amounts, key=amounts.__getitem__):
                most[key] = max(most.get(key, 0.0), float(row.shares[key] / row.whole))
        shown = set(nlargest(MOST_SHOWN - 1, most, key=most.__getitem__))
    tables = [outcome.opening, *(year.cap_table for year in outcome.years)]
    lines = {key: table.lines[key] for table in tables for key in shown if key in table.lines}
    series = [Series(lines[key].kind if key in lines else "employees", lines[key].name if key in lines else PROMISED,
                     tuple(float(row.shares.get(key, 0) / row.whole) if row.whole else 0.0 for row in rows))
              for key in keys if key in shown]
    if len(keys) > len(shown):
        others = len(keys) - len(shown)
        series.append(Series("others", Text(f"其余 {others:,} 位", f"{others:,} others"), tuple(
            max(0.0, 1 - sum(each.values[place] for each in series)) for place in range(len(rows)))))
    return series


def people_side_by_side(outcomes: Sequence[Outcome], names: Sequence[str], number: int = 1,
                        view: View = View.GROSS, worst: str = "") -> pd.DataFrame:
    """A row per person of the first outcome: income in each outcome and its change, in fen.

    Somebody who is no longer there has no income there. Columns: id, name, family, post, unit, then the
    names, then "Δ name" for each after the first. The largest loss under the outcome named `worst`, by default
    the last one, comes first.
    """
    first = outcomes[0].year(min(number, len(outcomes[0].years)))
    people = first.people
    table = pd.DataFrame({key: getattr(people, key) for key in ("id", "name", "family", "post", "unit")})
    for i, (name, outcome) in enumerate(zip(names, outcomes, strict=True)):
        year = outcome.year(min(number, len(outcome.years)))
        income = pd.Series(amounts(outcome, year.number, view)[~year.newcomer], index=year.people.id[~year.newcomer])
        table[name] = income.reindex(table["id"]).to_numpy()
        if i:
            table[f"Δ {name}"] = table[name] - table[names[0]]
    if len(outcomes) == 1:
        return table
    return table.sort_values(f"Δ {worst or names[-1]}", kind="stable", ignore_index=True)


def families_side_by_side(comparisons: Sequence[Comparison], names: Sequence[str]) -> pd.DataFrame:
    """A row per job family: heads and average income today, then per reform the average change, gainers, losers.

    Columns after family, people, before: (name, "change"), (name, "gain"), (name, "lose"); fen.
    """
    table = comparisons[0].by_family()[["family", "people", "before"]]
    for name, comparison in zip(names, comparisons, strict=True):
        own = comparison.by_family().set_index("family")[["change", "gain", "lose"]]
        own.columns = pd.Index([f"{name}|{column}" for column in own.columns])
        table = table.merge(own, left_on="family", right_index=True, how="left")
    return table
