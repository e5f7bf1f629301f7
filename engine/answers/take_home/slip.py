"""One person's year after tax: contributions by kind, tax withheld, what is paid out, what it costs; month by month."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.answers.take_home.findings import findings_of
from engine.answers.take_home.settle import DECEMBER, SettledYear, settle
from engine.base.money import times_rate
from engine.base.parameter import Text
from engine.law.region import KINDS
from engine.law.withholding import allowance, income_tax_of
from engine.run.outcome import Outcome

GROSS, NET, COST = "gross", "net", "cost"
"""The lines that are sums of others."""


@dataclass(frozen=True)
class TaxLine:
    """A line by month, fen; what is taken off is negative. `key` is the same on both sides of a comparison."""

    key: str
    label: Text
    months: tuple[int, ...]

    def amount(self, month: int | None = None) -> int:
        """Of one month (0–11), or of the year."""
        return sum(self.months) if month is None else self.months[month]


@dataclass(frozen=True)
class TaxSlip:
    """Lines by month: gross, less own contributions and tax, is net; gross and the employer's part is the cost.

    refund: what next spring's settlement gives back, fen; negative where it asks for more. bonus: the part of gross
    that is annual bonus taxed on its own, and its tax.
    """

    settled: SettledYear
    place: int
    lines: tuple[TaxLine, ...]
    refund: int
    bonus: int
    bonus_tax: int

    def line(self, key: str) -> TaxLine | None:
        """The line of that key, or None."""
        return next((line for line in self.lines if line.key == key), None)

    def net(self, month: int | None = None) -> int:
        """Paid out in a month; of the year after the settlement."""
        line = self.line(NET)
        return (line.amount(month) if line else 0) + (self.refund if month is None else 0)

    def cost(self, month: int | None = None) -> int:
        """The employer's cash cost."""
        line = self.line(COST)
        return line.amount(month) if line else 0

    @property
    def findings(self) -> list[str]:
        """What is wrong or costly for this person, in sentences."""
        return findings_of(self.settled, self.place)

    def withholding(self, month: int) -> list[tuple[Text, int]]:
        """How a month's tax comes about, fen: cumulative income down to the month's tax.

        The tax on a bonus taxed separately is a step of its own in December.
        """
        settled, place, upto = self.settled, self.place, month + 1
        apart = self.bonus if settled.bonus_separately[place] and month == DECEMBER else 0
        income = int(settled.gross_months[:upto, place].sum()) - apart
        deducted = int(settled.deductible[:upto, place].sum())
        day = settled.last_day
        allowed = int(allowance(day, upto))
        taxable = max(0, income - allowed - deducted)
        own_tax = int(settled.tax_months[month, place]) - (self.bonus_tax if apart else 0)
        before = int(settled.tax_months[:month, place].sum())
        a_month = int(allowance(day, 1)) / 100
        steps = [
            (Text("累计收入", "Income so far"), income),
            (Text(f"累计减除费用（每月 {a_month:g} 元）", f"Allowance so far, {a_month:,g} a month"), -allowed),
            (Text("累计三险一金和专项附加扣除", "Contributions and special additional deductions so far"), -deducted),
            (Text("累计应纳税所得额", "Taxable so far"), taxable),
            (Text("累计应纳税额（查年度税率表）", "Tax on it so far, by the annual table"), income_tax_of(taxable, day)),
            (Text("已预扣税额", "Tax withheld so far"), before),
            (Text("本月预扣税额", "Tax of the month"), own_tax)]
        if apart:
            steps += [(Text("单独计税的年终奖", "Annual bonus taxed on its own"), apart),
                      (Text("年终奖税额", "Tax on the annual bonus"), self.bonus_tax)]
        return steps


def tax_slip(outcome: Outcome, number: int, place: int) -> TaxSlip:
    """The year of the person at this place."""
    settled = settle(outcome, number)
    both = settled.contributions

    def column(table: np.ndarray) -> tuple[int, ...]:
        return tuple(int(fen) for fen in table[:, place])

    gross = column(settled.gross_months)
    lines = [TaxLine(GROSS, Text("税前收入（当月实发口径）", "Gross, as paid in the month"), gross)]
    for kind, label in KINDS.items():
        months = column(both.months("employee", (kind,)))
        if any(months):
            lines.append(TaxLine(f"own.{kind}", Text(f"个人{label.zh}", f"{label.en}, own"),
                                 tuple(-fen for fen in months)))
    lines.append(TaxLine("tax", Text("预扣个人所得税", "Income tax withheld"),
                         tuple(-fen for fen in column(settled.tax_months))))
    lines.append(TaxLine(NET, Text("到手", "Take-home"), column(settled.net_months)))
    added = [gross]
    for kind, label in KINDS.items():
        months = column(both.months("employer", (kind,)))
        if any(months):
            added.append(months)
            lines.append(TaxLine(f"employer.{kind}", Text(f"单位{label.zh}", f"{label.en}, employer"), months))
    levied = _levies(settled, place)
    if any(levied):
        added.append(levied)
        lines.append(TaxLine("levies", Text("工会经费等附加", "Levies on wages"), levied))
    lines.append(TaxLine(COST, Text("企业成本", "Employer cost"), tuple(sum(month) for month in zip(*added, strict=True))))
    settlement = settled.settlement
    apart = bool(settled.bonus_separately[place])
    return TaxSlip(settled, place, tuple(lines), int(settlement.refund[place] - settlement.top_up[place]),
                   int(settled.bonus[place]) if apart else 0, int(settled.bonus_tax[place]) if apart else 0)


def _levies(settled: SettledYear, place: int) -> tuple[int, ...]:
    """Levies by month: of the pay so far, less those of the months before, so that they sum to the year's."""
    if not settled.payer.levied:
        return (0,) * 12
    so_far = times_rate(np.cumsum(settled.year.months[:, place]), settled.payer.levy(settled.last_day))
    return tuple(int(fen) for fen in np.diff(so_far, prepend=0))
