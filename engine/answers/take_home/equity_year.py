"""What shares handed to people in a year mean: three different costs for the company, and the people's tax.

    equity_year(outcome, number)      EquityYear: accounting cost, tax deduction, dilution, people's gain and tax both ways

The accounting cost is booked while grants vest and costs no cash. The tax deduction comes with the shares: fair value
less what is paid, as wages. The cost to the owners is dilution. None of the gain is take-home: it is on paper until
somebody buys the shares.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from engine.answers.take_home.settle import settle
from engine.base.money import Fen, round_half_up, times
from engine.base.text import say, t
from engine.company.ledger import Kind
from engine.law.equity_income import flat_rate
from engine.law.laws import EQUITY_WITHOUT_DEFERRAL, dates_of, lapsed
from engine.law.national import national
from engine.law.withholding import income_tax
from engine.run.outcome import Outcome

HANDED_OVER = (Kind.ISSUE, Kind.TRANSFER, Kind.EXERCISE)


@dataclass(frozen=True)
class EquityYear:
    """Fen. gain, tax_at_once, tax_merged, tax_deferred: by person, (people,).

    expense: booked in the year. deduction: what company tax may be reduced by, at `saved` yuan of tax. diluted: the
    part of all shares at the year's end that people were newly handed. gain: fair value less what people pay.
    tax_at_once: by the separate table now; tax_merged: as wages now, the rule once the separate table is over;
    tax_deferred: the flat rate at the transfer, where deferral is granted, on the gain so far.
    """

    expense: int
    deduction: int
    saved: int
    diluted: Fraction
    gain: Fen
    tax_at_once: Fen
    tax_merged: Fen
    tax_deferred: Fen
    unpriced: int
    notes: tuple[str, ...]


def equity_year(outcome: Outcome, number: int = 1) -> EquityYear:
    """Shares handed to people in a simulated year, at the company's value of that year.

    Shares for which the plan states no price are not counted as a gain; `unpriced` says how many they are.
    """
    year, settled = outcome.year(number), settle(outcome, number)
    table = year.cap_table
    worth = max(0, year.statement.net_profit) * Fraction(str(outcome.scenario.assumptions.multiple))
    fair = worth / table.total
    gain = np.zeros(len(year.people), dtype=np.int64)
    handed = unpriced = 0
    for event in year.events:
        if event.kind not in HANDED_OVER or event.people is None:
            continue
        handed += event.shares
        if event.price is None:
            unpriced += event.shares
            continue
        discount = max(Fraction(0), fair - 100 * event.price)
        gain += times(event.people, round_half_up(discount * 1_000_000), 1_000_000)
    taxable, day = settled.taxable_without_bonus, settled.last_day
    deduction = int(gain.sum())
    laws = ("equity_table", "deferral")
    notes = [*dates_of(laws, day), *lapsed(laws, day), say(EQUITY_WITHOUT_DEFERRAL),
             t("A gain on paper is not take-home: nothing is paid until somebody buys the shares.")]
    if unpriced:
        notes.append(t("{n} shares are handed over without a stated price; no gain is counted for them.",
                       n=f"{unpriced:,}"))
    as_wages = income_tax(taxable + gain, day) - income_tax(taxable, day)
    separate = income_tax(gain, day) if national().equity_table.holds(day) else as_wages
    flat = flat_rate(day)
    return EquityYear(year.statement.equity_expense, deduction, round_half_up(deduction * settled.company_rate),
                      Fraction(handed, table.total), gain, separate, as_wages,
                      times(gain, flat.numerator, flat.denominator), unpriced, tuple(notes))
