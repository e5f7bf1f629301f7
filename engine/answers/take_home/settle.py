"""From an outcome to what everybody takes home and costs, year by year; worked out only when somebody looks.

    settle(outcome, number)          one simulated year: SettledYear
    .five, .of_person(place)         gross, take-home, fund credited, employer's cost, cost after company tax
    .gross .net .employer_cost       a year, (people,); .gross_months .net_months .tax_months: (12, people)
    .contributions                   by side and kind, by month and year
    .bonus .bonus_separately         what is taxed as annual bonus, and who has it taxed separately
    .notes()                         laws with dates, assumed items, sources, findings, and that it is no advice

Pay and what dividend programmes pay out (phantom shares: wages) are income of the month; programmes pay in December.
Elements paid only in December are annual one-off bonus, unless the company names others. People are taken to have this
one employer all year and to settle in the next spring: `net` is after settlement, the months' tax is what is withheld.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

import numpy as np

from engine.base.money import Fen, times, to_fen
from engine.base.once import once
from engine.base.parameter import Text
from engine.base.text import money, say, t
from engine.law.company_tax import company_tax
from engine.law.laws import dates_of, lapsed, not_advice
from engine.law.national import national
from engine.law.region import Region, months_of
from engine.law.tax_year import TaxYear
from engine.law.taxpayer import Taxpayer
from engine.rules.kinds import PayElement
from engine.run.employer import Bases, There, levies, months_there
from engine.run.outcome import Outcome, PayLine, Year

DECEMBER = 11
FIVE: dict[str, Text] = {
    "gross": Text("税前收入", "Gross"), "take_home": Text("到手", "Take-home"),
    "fund_credited": Text("公积金入账（双方）", "Housing fund credited, both sides"),
    "employer_cost": Text("用人成本（现金）", "Employer's cash cost"),
    "after_tax_cost": Text("用人成本（抵企业所得税后）", "Employer's cost after company tax"),
}
"""The five numbers that every page can show, and what they are called."""


@dataclass(frozen=True)
class Five:
    """The five numbers, fen: of a company or of one person, in one year."""

    gross: int
    take_home: int
    fund_credited: int
    employer_cost: int
    after_tax_cost: int


@once
def settle(outcome: Outcome, number: int = 1) -> SettledYear:
    """One simulated year settled; the same object when asked again."""
    return SettledYear(outcome, number)


@dataclass(frozen=True, eq=False)
class SettledYear(TaxYear):
    """One year of an outcome, settled; every figure is computed when first looked at. Fen; people last.

    Taxes and take-home are stated in `TaxYear`; here is what was earned, and what it costs the company.
    """

    outcome: Outcome
    number: int

    # ------------------------------------------------------------------ where and when

    @property
    def year(self) -> Year:
        return self.outcome.year(self.number)

    @cached_property
    def payer(self) -> Taxpayer:
        return self.outcome.scenario.company.facts.taxpayer

    @cached_property
    def region(self) -> Region:
        return self.outcome.scenario.company.facts.where

    @cached_property
    def calendar(self) -> int:
        """The calendar year."""
        return self.payer.first_year + self.number - 1

    @cached_property
    def last_day(self) -> date:
        """The day whose law the year is taxed by."""
        return self.payer.last_day(self.number)

    @cached_property
    def there(self) -> There:
        """(12, people): who is employed in which month; None where everybody is."""
        return months_there(self.year.people.leaves_in, self.number)

    # ------------------------------------------------------------------ income

    @cached_property
    def phantom(self) -> Fen:
        """What dividend programmes pay out in the year, (people,): wages of December."""
        return sum((award.now for award in self.year.awards.values()), np.zeros(len(self.year.people), dtype=np.int64))

    @cached_property
    def gross_months(self) -> Fen:
        """Wages by month, (12, people): pay, and in December what dividend programmes pay out."""
        months = self.year.months
        if not self.phantom.any():
            return months
        months = months.copy()
        months[DECEMBER] += self.phantom
        return months

    def is_bonus(self, line: PayLine) -> bool:
        """Whether December's amounts of a line are annual one-off bonus."""
        if self.payer.bonus_elements:
            return line.element in self.payer.bonus_elements
        return not line.amount[:DECEMBER].any()

    @cached_property
    def bonus(self) -> Fen:
        """Annual one-off bonus, (people,): what the lines that are one pay in December."""
        total = np.zeros(len(self.year.people), dtype=np.int64)
        for line in self.year.lines:
            if self.is_bonus(line):
                total[line.people] += line.amount[DECEMBER]
        return np.maximum(total, 0)

    # ------------------------------------------------------------------ contributions

    @cached_property
    def bases(self) -> Bases:
        """The contribution bases before floor and cap; nothing where nobody contributes."""
        none = np.zeros(len(self.year.people), dtype=np.int64)
        return self.year.bases or Bases(none, none)

    @cached_property
    def older(self) -> Fen:
        """The base of January to June."""
        return self.bases.older

    @cached_property
    def newer(self) -> Fen:
        """The base of July to December."""
        return self.bases.newer

    @cached_property
    def levies(self) -> Fen:
        """Union fee, disability levy and welfare on each person's pay, (people,), where the company says so."""
        return levies(self.year.pay, self.payer, self.last_day)

    @cached_property
    def fund_credited(self) -> Fen:
        """Housing fund credited to each person, both sides, (people,)."""
        return self.contributions.fund_credited

    # ------------------------------------------------------------------ what it costs

    @cached_property
    def employer_cost(self) -> Fen:
        """What the employer pays in cash, (people,): wages, contributions, levies."""
        return self.gross + self.employer_contributions + self.levies

    @cached_property
    def company_rate(self) -> Fraction:
        """The company's tax rate on this year's profit; 0 in a loss."""
        statement = self.year.statement
        return statement.income_tax.rate_at(statement.before_tax)

    @cached_property
    def after_tax_cost(self) -> Fen:
        """The employer's cost less the company tax it saves at this year's rate, (people,)."""
        left = 1 - self.company_rate
        return times(self.employer_cost, left.numerator, left.denominator)

    @cached_property
    def five(self) -> Five:
        """The five numbers of everybody together."""
        return Five(*(int(each.sum()) for each in (self.gross, self.net, self.fund_credited, self.employer_cost,
                                                   self.after_tax_cost)))

    def of_person(self, place: int) -> Five:
        """The five numbers of one person."""
        return Five(*(int(each[place]) for each in (self.gross, self.net, self.fund_credited, self.employer_cost,
                                                    self.after_tax_cost)))

    # ------------------------------------------------------------------ what it rests on

    @cached_property
    def laws(self) -> tuple[str, ...]:
        """The laws this year's figures rest on."""
        used = ["income_tax", "withholding", "company_tax"]
        used += ["settlement_waiver"] if self.settlement.waived.any() or self.settlement.top_up.any() else []
        used += ["annual_bonus"] if self.bonus.any() and self.payer.bonus != "merged" else []
        used += ["small_profit"] if self.payer.kind == "small" else []
        used += ["additional"] if self.payer.additional_month else []
        used += ["dividend", "reserve"] if self.year.statement.shareholders else []
        used += ["minimum_wage"] if self.region.minimum_wages else []
        used += ["deduction_limit"] if any(line.amount.min(initial=0) < 0 for line in self.year.lines) else []
        return tuple(used)

    @cached_property
    def _pay_rules(self) -> list[PayElement]:
        """The elements that the year's lines were paid by."""
        pay = self.outcome.scenario.plan.pay
        return [pay[line.group][line.element] for line in self.year.lines]

    def assumed(self) -> list[str]:
        """What is assumed, in sentences."""
        found = self.region.assumed_on(months_of(self.calendar))
        found.append(t("Everybody has this one employer all year; special additional deductions of {amount} a month.",
                       amount=money(to_fen(self.payer.additional_month))))
        if not self.payer.bonus_elements and any(rule.also_in_december for rule in self._pay_rules):
            found.append(t("The yearly part of elements that also pay by month counts as wages of December, not as annual "
                           "bonus."))
        found += [say(sentence) for sentence in dict.fromkeys(rule.tax_assumed for rule in self._pay_rules) if sentence]
        if self.region.versions:
            found.append(t("Contribution bases of the first year are the pay of today's plan in a year like the books'."))
        return found

    def lapsed(self) -> list[str]:
        """Sentences on laws that are past their date in this year, with the other result, and on months outside the
        region's data."""
        found = lapsed(self.laws, self.last_day)
        if "annual_bonus" in self.laws and not national().annual_bonus.holds(self.last_day):
            prolonged = int(np.minimum(self.tax_if_separate, self.tax_if_merged).sum())
            found.append(t("Bonuses are merged into wages here: people's tax is {now}; with separate taxation prolonged it "
                           "would be {other}.", now=money(int(self.tax.sum())), other=money(prolonged)))
        if "small_profit" in self.laws and not national().small_profit.holds(self.last_day):
            statement = self.year.statement
            standard = company_tax("standard", Fraction(0), 0, None, self.last_day)
            found.append(t("The relief is kept here: company tax is {now}; without it, it would be {other}.",
                           now=money(statement.tax), other=money(standard.tax(statement.before_tax))))
        return [*found, *self.region.outside(months_of(self.calendar))]

    def notes(self) -> dict[str, list[str]]:
        """What stands beside the figures: laws with dates, assumed, sources, findings on dates, no advice."""
        return {"laws": dates_of(self.laws, self.last_day), "assumed": self.assumed(),
                "sources": self.region.sources_on(months_of(self.calendar)), "findings": self.lapsed(),
                "note": [not_advice()]}
