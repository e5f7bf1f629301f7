"""What is wrong or costly in a settled year: minimum wage, deductions, bonus cliffs, dates, books that cannot hold it.

    findings(settled)               of everybody: one finding a kind, with the people it concerns
    findings_of(settled, place)     of one person: sentences with the month, the gap and what mends it
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.answers.take_home.settle import SettledYear
from engine.base.money import Fen, fraction, to_fen
from engine.base.parameter import Text, Unit
from engine.base.text import exact, money, month, say, t, value
from engine.law.bonus import cliff_at, cliffs, lost_at_cliff
from engine.law.national import national
from engine.law.region import months_of

KINDS: dict[str, Text] = {
    "minimum_wage": Text("低于最低工资", "Below the minimum wage"),
    "deduction_limit": Text("扣款超过 20%", "Deductions above 20%"),
    "bonus_cliff": Text("年终奖刚过临界点", "Bonus just past a cliff"),
    "small_profit": Text("小型微利临界点", "Small-profit cliff"),
    "books": Text("账目装不下单位缴费", "Books too small for the contributions"),
    "bonus_elements": Text("年终奖项目不存在", "Annual bonus that is not there"),
    "dates": Text("超出有效期", "Outside the dates"),
}


@dataclass(frozen=True)
class Finding:
    """One finding: its kind, a sentence, the places of the people it concerns, and for each the gap and what mends it.

    gap, mend: fen, in the order of `people`. Minimum wage: missing in the year, to be added in the worst month.
    Deductions: taken too much in the year, in the worst month. Bonus: net lost, the bonus that avoids it.
    """

    kind: str
    sentence: str
    people: Fen
    gap: Fen
    mend: Fen


NOBODY = np.array([], dtype=np.int64)


def findings(settled: SettledYear) -> list[Finding]:
    """Everything found in the year, the people's findings first."""
    found: list[Finding] = []
    short = below_minimum(settled)
    if short.any():
        who = np.flatnonzero(short.any(axis=0))
        found.append(Finding("minimum_wage", t(
            "{n} people are paid less than the minimum wage of {region} in some month; {gap} is missing in the year.",
            n=f"{len(who):,}", region=say(settled.region.text), gap=money(int(short.sum()))),
            who, short.sum(axis=0)[who], short.max(axis=0)[who]))
    over = above_limit(settled)
    if over.any():
        who = np.flatnonzero(over.any(axis=0))
        found.append(Finding("deduction_limit", t(
            "{n} people have more than {limit} of a month's wage deducted; {gap} too much in the year.",
            limit=value(_limit(settled), Unit.RATE), n=f"{len(who):,}", gap=money(int(over.sum()))),
            who, over.sum(axis=0)[who], over.max(axis=0)[who]))
    lost = np.where(settled.bonus_separately, lost_at_cliff(settled.bonus, settled.last_day), 0)
    if lost.any():
        who = np.flatnonzero(lost)
        bounds = np.array([cliff.bound for cliff in cliffs(settled.last_day)], dtype=np.int64)[
            cliff_at(settled.bonus[who], settled.last_day)]
        found.append(Finding("bonus_cliff", t(
            "{n} annual bonuses are just past a bound of the tax table: a smaller bonus would leave {gap} more net "
            "together.", n=f"{len(who):,}", gap=money(int(lost.sum()))), who, lost[who], bounds))
    found += [Finding(kind, sentence, NOBODY, NOBODY, NOBODY) for kind, sentence in _of_the_company(settled)]
    return found


def findings_of(settled: SettledYear, place: int) -> list[str]:
    """What concerns one person, in sentences."""
    found = []
    short = below_minimum(settled)[:, place]
    if short.any():
        worst = int(short.argmax())
        found.append(t("{month}: {pay} is below the minimum wage; {gap} must be added ({months} months in the year, "
                       "{sum}).", month=month(worst), pay=exact(int(settled.year.months[worst, place])),
                       gap=exact(int(short[worst])), months=int((short > 0).sum()), sum=exact(int(short.sum()))))
    over = above_limit(settled)[:, place]
    if over.any():
        worst = int(over.argmax())
        found.append(t("{month}: deductions are more than {limit} of the wage, {gap} too much.", month=month(worst),
                       limit=value(_limit(settled), Unit.RATE), gap=exact(int(over[worst]))))
    bonus = settled.bonus[place:place + 1]
    if settled.bonus_separately[place] and cliff_at(bonus, settled.last_day)[0] >= 0:
        cliff = cliffs(settled.last_day)[int(cliff_at(bonus, settled.last_day)[0])]
        found.append(t("{bonus} is just past the bound of {bound}: paying {bound} instead gives {loss} more net; the net "
                       "is back only from {back} on.", bonus=exact(int(bonus[0])), bound=exact(cliff.bound),
                       loss=exact(int(lost_at_cliff(bonus, settled.last_day)[0])), back=exact(cliff.back_at)))
    return found


def below_minimum(settled: SettledYear) -> Fen:
    """What is missing to the minimum wage by month, fen, (12, people); nothing for who is not there.

    Counted is the month's pay without dividend programmes; the employee's own contributions come on top of the
    minimum where the region says so.
    """
    year, region = settled.year, settled.region
    required = np.zeros((12, 1), dtype=np.int64)
    for place, day in enumerate(months_of(settled.calendar)):
        wage = region.minimum_at(day)
        required[place] = to_fen(wage.month) if wage is not None else 0
    if not required.any():
        return np.zeros_like(year.months)
    if region.minimum_without_own:
        required = required + settled.contributions.employee_months
    short = np.maximum(required - year.months, 0)
    return short if settled.there is None else short * settled.there


def above_limit(settled: SettledYear) -> Fen:
    """What deductions take beyond the part they may take of the month's other pay, fen, (12, people)."""
    taken = np.zeros_like(settled.year.months)
    for line in settled.year.lines:
        if line.amount.min(initial=0) < 0:
            taken[:, line.people] -= np.minimum(line.amount, 0)
    if not taken.any():
        return taken
    others, limit = settled.year.months + taken, fraction(_limit(settled))
    return np.maximum(taken - others * limit.numerator // limit.denominator, 0)


def _limit(settled: SettledYear) -> float:
    """The part of a month's wage that deductions may take."""
    return national().deduction_limit.at(settled.last_day).part


def _of_the_company(settled: SettledYear) -> list[tuple[str, str]]:
    statement, found = settled.year.statement, []
    tax = statement.income_tax
    if tax.relief and statement.before_tax > tax.relief.up_to:
        bound = tax.relief.up_to
        gap = (bound - tax.tax(bound)) - (statement.before_tax - statement.tax)
        if gap > 0:
            found.append(("small_profit", t(
                "This profit is past {bound}, where all of it is taxed at {rate}: a profit of {bound} would leave {gap} "
                "more.", bound=exact(bound), rate=value(float(tax.rate), Unit.RATE), gap=exact(gap))))
    contributed = int(settled.employer_contributions.sum() + settled.levies.sum()) - statement.employer_change
    if contributed > max(0, statement.other_costs):
        found.append(("books", t(
            "The books hold employer's contributions of {amount} a year inside other costs, but those are only {costs}: the "
            "books or the region do not fit.", amount=money(contributed), costs=money(statement.other_costs))))
    paid = {line.element for line in settled.year.lines}
    found += [("bonus_elements", t("“{name}” is named as annual bonus, but nobody's pay has such an element.", name=name))
              for name in settled.payer.bonus_elements if name not in paid]
    return [*found, *(("dates", sentence) for sentence in settled.lapsed())]

