"""Shares handed to people: booked cost, tax deduction and dilution are three different numbers; gains stay on paper."""

from fractions import Fraction

import numpy as np

from engine.answers.take_home.equity_year import equity_year
from engine.run.simulate import simulate
from tests.small import company, scenario

GIFT = {"rule": "gift_purchase", "stake": 0.1, "giver": "founder", "valuation": 10_000_000}


def test_what_people_pay_less_than_the_value_is_their_gain_and_the_company_s_deduction():
    outcome = simulate(scenario(equity={"gift": GIFT}, of=company(taxpayer={"kind": "standard"}), assumptions={"multiple": 20}))
    year = outcome.year(1)
    bought = next(event for event in year.events if event.people is not None and event.price)
    seen = equity_year(outcome, 1)
    worth = Fraction(year.statement.net_profit * 20, year.cap_table.total)
    expected = [max(0, worth - 100 * bought.price) * shares for shares in bought.people.tolist()]
    assert seen.gain.tolist() == [round(each) for each in expected] and seen.gain.any()
    assert seen.deduction == seen.gain.sum() and abs(seen.saved * 4 - seen.deduction) <= 2
    assert (seen.tax_deferred * 5 - seen.gain <= 2).all()
    assert seen.diluted == Fraction(bought.shares, year.cap_table.total)
    assert (outcome.year(1).income == year.income).all() and any("on paper" in note for note in seen.notes)


def test_after_2027_the_gain_is_wages():
    late = simulate(scenario(equity={"gift": GIFT}, of=company(taxpayer={"first_year": 2028}), assumptions={"multiple": 20}))
    seen = equity_year(late, 1)
    assert (seen.tax_at_once == seen.tax_merged).all() and seen.tax_merged.any()
    assert any("2027-12-31" in note for note in seen.notes)
    soon = simulate(scenario(equity={"gift": GIFT}, assumptions={"multiple": 20}))
    assert (equity_year(soon, 1).tax_at_once <= equity_year(soon, 1).tax_merged).any()


def test_shares_without_a_price_are_said_not_guessed():
    outcome = simulate(scenario(equity={"team": {"rule": "coefficient_shares"}}))
    seen = equity_year(outcome, 1)
    assert seen.unpriced > 0 and not seen.gain.any() and seen.deduction == seen.saved == 0
    assert any("without a stated price" in note for note in seen.notes)


def test_a_year_without_equity_is_empty():
    seen = equity_year(simulate(scenario()), 2)
    assert not np.any(seen.gain) and seen.diluted == 0 and seen.expense == 0
