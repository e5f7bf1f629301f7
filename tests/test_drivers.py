"""What the world does: growth, headcount, and sales by person, unit and company."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base.money import round_half_up, to_fen
from engine.world.assumptions import Assumptions
from engine.world.drivers import headcount, project, sum_by, world
from tests.small import ROWS, company, drivers, example, facts

GROWTH = st.integers(-50, 300).map(lambda percent: percent / 100)
REVENUE = st.integers(-90, 500).map(lambda percent: percent / 100)


def books(assumptions=None, year=1, **changes):
    return world(company(**changes), Assumptions(**assumptions or {}), year)


def profit(of, around):
    """Profit before tax if payroll stays what it was."""
    return around.before_pay - of.payroll_of_books


def test_books():
    """6m × 50% − 1m − 0.6m / 0.75 = 1.2m for people."""
    assert company().profit_before_tax == 80_000_000
    assert company().payroll_of_books == 120_000_000
    assert company(profit=-600_000).profit_before_tax == -60_000_000  # no tax on a loss


def test_nothing_set_is_last_year():
    now = books()
    assert (now.revenue, now.other_costs, now.balance) == (600_000_000, 100_000_000, 0)
    assert now.revenue_growth == now.profit_growth == 0
    assert profit(company(), now) == company().profit_before_tax


def test_revenue_set_profit_follows():
    now = books({"revenue_growth": 0.5})
    assert now.revenue == 900_000_000
    assert profit(company(), now) == 80_000_000 + 150_000_000
    assert now.profit_growth == Fraction(150, 80)
    assert now.balance == 0


def test_profit_set_revenue_follows():
    """Profit of 0.8m doubles: 0.8m more gross profit, 1.6m more revenue at 50%."""
    now = books({"profit_growth": 1.0})
    assert now.revenue == 760_000_000
    assert profit(company(), now) == 160_000_000
    assert now.balance == 0


def test_both_set_costs_balance():
    now = books({"profit_growth": 1.0, "revenue_growth": 0.5})
    assert now.revenue == 900_000_000
    assert profit(company(), now) == 160_000_000
    assert now.balance == 70_000_000  # of 1.5m more gross profit only 0.8m stay
    assert now.gross_profit - now.other_costs - now.balance == now.before_pay


def test_margin_change_alone_moves_profit():
    now = books({"margin_change": 0.1})
    assert now.revenue == 600_000_000
    assert profit(company(), now) == 80_000_000 + 60_000_000


def test_a_loss_shrinks_when_profit_grows():
    loss = company(profit=-600_000)
    assert profit(loss, books({"profit_growth": 0.5}, profit=-600_000)) == -30_000_000
    assert profit(loss, books({"profit_growth": -0.5}, profit=-600_000)) == -90_000_000


def test_no_profit_to_grow_and_no_revenue():
    assert books(profit=0).profit_growth is None
    assert books({"profit_growth": 3.0}, profit=0).balance == 0
    empty = books({"revenue_growth": 1.0}, revenue=0)
    assert (empty.revenue, empty.revenue_growth) == (0, 0)


def test_later_years():
    at = {"revenue_growth": 0.5, "later_growth": 0.1}
    assert [books(at, year).revenue for year in (1, 2, 3)] == [900_000_000, 990_000_000, 1_089_000_000]
    assert books(at, 3).gross_profit == 544_500_000
    assert books({}, 7) == books({}, 1)


@given(GROWTH, REVENUE, st.integers(-30, 30).map(lambda percent: percent / 100))
def test_profit_grows_by_what_was_set(growth, revenue, margin):
    """To the fen where profit is set, with or without revenue, as long as revenue need not fall below zero."""
    of = company()
    wanted = of.profit_before_tax + Fraction(str(growth)) * of.profit_before_tax
    alone = books({"profit_growth": growth, "margin_change": margin})
    both = books({"profit_growth": growth, "revenue_growth": revenue, "margin_change": margin})
    assert profit(of, alone) == profit(of, both) == wanted
    assert alone.balance == 0
    assert both.revenue == 600_000_000 * (1 + Fraction(str(revenue)))


@given(REVENUE)
def test_sales_follow_revenue(growth):
    before, after = drivers(), drivers(revenue_growth=growth)
    exact = before.sales * (1 + Fraction(str(growth)))
    assert (np.abs(after.sales - exact) <= Fraction(1, 2)).all()
    assert after.company_sales.sum() == after.world.revenue


def test_sales_by_unit_and_company():
    now = drivers()
    assert now.unit_sales.sum(axis=0).tolist() == [210_000_000, 60_000_000]
    assert now.unit_history.tolist() == [200_000_000, 60_000_000]
    units = {"north": {"zh": "北", "en": "N", "kind": "store", "revenue": 3_000_000},
             "south": {"zh": "南", "en": "S", "kind": "store", "revenue": 100, "history": 50}}
    stated = drivers(company(units=units), revenue_growth=0.5)
    assert stated.unit_sales.sum(axis=0).tolist() == [450_000_000, 15_000]
    assert stated.unit_history.tolist() == [300_000_000, 5_000]


def test_equal_months_are_equal():
    """A year's figure without seasons is the same every month, so nobody misses a quota by cents in some."""
    assert drivers().sales[:, 0].tolist() == [10_000_000] * 12
    assert len(set(drivers().company_sales.tolist())) == 1


def test_season():
    of = company(season=[0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0])
    assert project(of, Assumptions(), 1).sales[:, 0].tolist() == [0, 30_000_000, *[10_000_000] * 9, 0]
    assert facts(season=[0.8] + [1.0] * 11).season_weights().tolist() == [4] + [5] * 11


@given(st.integers(-50, 100).map(lambda percent: percent / 100))
def test_headcount_keeps_revenue(growth):
    of = example().today.company
    now = project(of, Assumptions(headcount_growth=growth), 1)
    assert len(now.people) == len(of.people) + round_half_up(len(of.people) * Fraction(str(growth)))
    assert abs(int(now.sales.sum()) - int(of.people.sales.sum())) <= now.sales.size
    assert now.newcomer.sum() == max(0, len(now.people) - len(of.people))
    assert (now.people.id == of.people.id[now.origin]).all()


def test_those_with_the_shortest_service_leave():
    """Sellers have served 5, 3 and 1 years: C goes first, and B never before C."""
    gone = drivers(headcount_growth=-0.25)
    assert gone.people.id.tolist() == ["A", "B", "D"]
    assert gone.sales.sum() == drivers().sales.sum()


def test_newcomers_copy_colleagues_in_turn():
    origin, newcomer = headcount(company(), 1.0)
    assert origin.tolist() == [0, 1, 2, 3, 0, 1, 2, 3]
    assert newcomer.tolist() == [False] * 4 + [True] * 4


def test_everybody_gone():
    """Half of one person rounds to nobody; nothing breaks."""
    alone = company(ROWS[:1])
    now = project(alone, Assumptions(headcount_growth=-0.5), 1)
    assert len(now.people) == 0
    assert now.unit_sales.sum() == 0


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 10**13)), max_size=9))
def test_sum_by(rows):
    group = np.array([place for place, _ in rows], dtype=np.int64)
    amounts = np.array([amount for _, amount in rows], dtype=np.int64)
    sums = sum_by(np.stack([amounts, amounts * 2]), group, 4)
    assert sums[0].tolist() == [sum(amount for place, amount in rows if place == i) for i in range(4)]
    assert (sums[1] == 2 * sums[0]).all()


@pytest.mark.parametrize("collected", [0.0, 0.5, 1.0])
def test_collections(collected):
    group = drivers(collected=collected).group(np.arange(4))
    assert group.payable("collections").tolist() == [to_fen(collected) * 10_000] * 4
