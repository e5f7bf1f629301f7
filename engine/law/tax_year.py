"""A year of people, taxed: from what they earn by month to what they keep, stated once in the algebra's words.

    gross, contributions, deductible, taxable_without_bonus       what is earned, and what comes off before tax
    tax_if_separate, tax_if_merged, bonus_separately              an annual bonus both ways, and whose is taxed apart
    tax_months, bonus_tax, settlement, tax                        withheld by month, settled in the next spring
    net_months, net                                               what is paid out, and what is kept after settlement

Fen; by month (12, people), by year (people,). Whoever derives from `TaxYear` says what was earned, where and when: bare
arrays, or quantities of an open book, with figures of law and region as cells.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from engine.base.algebra import fen, in_december, over_months, structure, where
from engine.base.parameter import Unit
from engine.base.quantity import remembers
from engine.base.trace import Trace
from engine.law.bonus import merged, separate_tax, separate_together
from engine.law.contributions import Contributions, contributions
from engine.law.national import national
from engine.law.region import Region
from engine.law.taxpayer import Taxpayer
from engine.law.withholding import Settled, allowance, settle_year, withheld


class TaxYear(ABC):
    """A calendar year of a company's people, by the law of its last day.

    gross_months: wages by month, (12, people), with `bonus`, (people,), in December's. older, newer: monthly contribution
    bases before floor and cap, of January to June and of July to December, (people,). there: who is employed in which month,
    (12, people); None where everybody is. say: where the steps are told.
    """

    gross_months: Any
    bonus: Any
    older: Any
    newer: Any
    there: Any
    say: Trace = Trace()

    @property
    @abstractmethod
    def payer(self) -> Taxpayer:
        """Who pays them, and how bonuses are taxed."""

    @property
    @abstractmethod
    def region(self) -> Region:
        """Where they are insured."""

    @property
    @abstractmethod
    def calendar(self) -> int:
        """The calendar year."""

    @property
    @abstractmethod
    def last_day(self) -> date:
        """The day whose law the year is taxed by."""

    @cached_property
    def gross(self) -> Any:
        """Wages of the year, (people,)."""
        return self.say("全年应发", "Gross of the year", Unit.YUAN, over_months(self.gross_months))

    # ------------------------------------------------------------------ what comes off before tax

    @cached_property
    def contributions(self) -> Contributions:
        """Insurance and fund of both sides by kind, month by month."""
        return contributions(self.region, self.calendar, self.older, self.newer, self.there)

    @cached_property
    def own_months(self) -> Any:
        """What the employee contributes by month, (12, people)."""
        return self.say("个人社保公积金", "Employee's contributions", Unit.YUAN, self.contributions.employee_months)

    @cached_property
    def employer_months(self) -> Any:
        """What the employer contributes by month, (12, people)."""
        return self.say("单位社保公积金", "Employer's contributions", Unit.YUAN, self.contributions.employer_months)

    @cached_property
    def own_contributions(self) -> Any:
        """What the employee contributes in the year, (people,)."""
        return over_months(self.own_months)

    @cached_property
    def employer_contributions(self) -> Any:
        """What the employer contributes in the year, (people,)."""
        return over_months(self.employer_months)

    @cached_property
    def deductible(self) -> Any:
        """Contributions and special additional deductions, (12, people)."""
        extra = fen(self.payer.additional_month)
        if not remembers(extra) and not extra:
            return self.own_months
        return self.say("三险一金和专项附加扣除", "Contributions and special additional deductions", Unit.YUAN,
                        self.own_months + (extra if self.there is None else where(self.there, extra, 0)))

    @cached_property
    def deductible_year(self) -> Any:
        """The same of the year, (people,)."""
        return over_months(self.deductible)

    # ------------------------------------------------------------------ the annual bonus

    @cached_property
    def taxable_without_bonus(self) -> Any:
        """The year's taxable wages without the bonus, (people,); negative where allowances are not used up."""
        return self.say("不含年终奖的应纳税所得额", "Taxable wages without the bonus", Unit.YUAN, self.gross - self.bonus
                        - self.deductible_year - allowance(self.last_day, 12, self.gross))

    @cached_property
    def tax_if_separate(self) -> Any:
        """Everybody's tax of the year with the bonus taxed separately, (people,)."""
        return self.say("年终奖单独计税时的全年税", "Tax with the bonus taxed separately", Unit.YUAN,
                        separate_together(self.taxable_without_bonus, self.bonus, self.last_day))

    @cached_property
    def tax_if_merged(self) -> Any:
        """Everybody's tax of the year with the bonus merged into wages, (people,)."""
        return self.say("年终奖并入工资时的全年税", "Tax with the bonus merged into wages", Unit.YUAN,
                        merged(self.taxable_without_bonus, self.bonus, self.last_day))

    @cached_property
    def bonus_separately(self) -> Any:
        """Who has the bonus taxed separately: as the company declares, and only while the law allows it."""
        some = structure(self.bonus)
        if not some.any() or self.payer.bonus == "merged" or not national().annual_bonus.holds(self.last_day):
            return np.zeros(some.shape, dtype=bool)
        if self.payer.bonus == "separate":
            return self.bonus > 0
        return (self.bonus > 0) & (self.tax_if_separate <= self.tax_if_merged)

    @cached_property
    def anybody_separately(self) -> bool:
        """Whether anybody has the bonus taxed separately; in an open book, whether anybody might."""
        return remembers(self.bonus_separately) or bool(self.bonus_separately.any())

    @cached_property
    def bonus_apart(self) -> Any:
        """The bonus that is taxed separately, (people,)."""
        if not self.anybody_separately:
            return np.zeros(self.bonus_separately.shape, dtype=np.int64)
        return self.say("单独计税的年终奖", "Annual bonus taxed on its own", Unit.YUAN, where(self.bonus_separately, self.bonus, 0))

    @cached_property
    def bonus_tax(self) -> Any:
        """Tax on bonuses taxed separately, (people,)."""
        if not self.anybody_separately:
            return np.zeros(self.bonus_separately.shape, dtype=np.int64)
        return self.say("年终奖税额", "Tax on the annual bonus", Unit.YUAN, separate_tax(self.bonus_apart, self.last_day))

    # ------------------------------------------------------------------ tax

    @cached_property
    def tax_months(self) -> Any:
        """Tax withheld by month, (12, people); that on a separate bonus in December."""
        if not self.anybody_separately:
            return self.say("预扣个人所得税", "Income tax withheld", Unit.YUAN,
                            withheld(self.gross_months, self.deductible, self.last_day))
        wages = self.gross_months - in_december(self.bonus_apart)
        return self.say("预扣个人所得税", "Income tax withheld", Unit.YUAN,
                        withheld(wages, self.deductible, self.last_day) + in_december(self.bonus_tax))

    @cached_property
    def withheld_year(self) -> Any:
        """Tax withheld in the year, (people,)."""
        return self.say("全年预扣税", "Tax withheld in the year", Unit.YUAN, over_months(self.tax_months))

    @cached_property
    def settlement(self) -> Settled:
        """The annual settlement of wages, (people,); tax on a separate bonus is settled when it is paid."""
        return settle_year(self.gross - self.bonus_apart, self.deductible_year, self.withheld_year - self.bonus_tax, self.last_day)

    @cached_property
    def tax(self) -> Any:
        """Tax of the year after settlement, (people,)."""
        return self.say("汇算后全年税额", "Tax after settlement", Unit.YUAN,
                        self.withheld_year - self.settlement.refund + self.settlement.top_up)

    # ------------------------------------------------------------------ what is left

    @cached_property
    def net_months(self) -> Any:
        """What is paid out by month, (12, people): wages less contributions and tax withheld."""
        return self.say("各月到手", "Net by month", Unit.YUAN, self.gross_months - self.own_months - self.tax_months)

    @cached_property
    def net(self) -> Any:
        """What people take home for the year, after settlement, (people,)."""
        return self.say("全年到手（汇算后）", "Net after settlement", Unit.YUAN, self.gross - self.own_contributions - self.tax)
