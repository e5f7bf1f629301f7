"""Buying shares with a loan: whole shares and fen are conserved, interest goes before the loan, leavers are settled."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base.problem import InputError
from engine.company.ledger import Kind, replay
from engine.rules.equity.cash_purchase import CashPurchase
from engine.rules.equity.gift_purchase import GiftPurchase
from engine.rules.parts.loans import serve
from engine.rules.parts.vesting import Tranche, sizes
from engine.run.simulate import simulate
from tests.small import HEADER, ROWS, company, scenario

GIFT = {"rule": "gift_purchase", "stake": 0.1, "giver": "founder", "valuation": 10_000_000}
LEAVERS = tuple(f"{row},{leaves}" for row, leaves in zip(ROWS, (0, 6, 0, 0), strict=True))
CAP_TABLE = {"founder": {"zh": "创始人", "en": "Founder", "kind": "founder", "shares": 700_000},
             "employees": {"zh": "员工", "en": "Employees", "kind": "employees", "shares": 300_000}}


def run(programme, years=5, rows=ROWS, header=HEADER, of=None, **assumptions):
    return simulate(scenario(rows=rows, header=header, of=of, equity={"it": programme},
                             assumptions={"years": years, "payout": 0.5, **assumptions}))


def book(outcome, year):
    return outcome.year(year).books["equity.it" if "equity.it" in outcome.year(year).books else "it"]


def leaving(**more):
    """The small company, of whose people B leaves in June of the first year."""
    return company(LEAVERS, f"{HEADER},leaves_in", cap_table=CAP_TABLE, **more)


amounts = st.integers(0, 10**12)


@given(st.lists(st.tuples(amounts, amounts), min_size=1, max_size=5), st.integers(0, 240))
def test_a_year_of_a_loan_loses_no_fen(pairs, rate):
    loan, dividends = (np.array(column, dtype=np.int64) for column in zip(*pairs, strict=True))
    served = serve(loan, rate / 1000, dividends)
    assert (loan + served.due == served.after + served.interest + served.principal).all()
    assert (dividends == served.interest + served.principal + served.cash).all()
    for column in (served.interest, served.principal, served.cash, served.after):
        assert column.min() >= 0
    assert ((served.principal == 0) | (served.interest == served.due)).all()  # interest first
    assert ((served.cash == 0) | (served.after == 0)).all()  # cash only when nothing is owed


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=5), st.integers(1, 99), st.integers(0, 99))
def test_tranches_lose_no_share(granted, first, second):
    parts = (first, min(second, 100 - first), 100 - first - min(second, 100 - first))
    tranches = [Tranche(after=n, part=part / 100) for n, part in enumerate(parts, start=1)]
    each = sizes(np.array(granted), tranches)
    assert (each.sum(axis=0) == granted).all() and each.min() >= 0
    for size, part in zip(each, parts, strict=True):
        assert (abs(size - np.array(granted) * part / 100) <= 1).all()


def test_a_purchase_by_hand():
    """100,000 of a million shares at 10m: half bought, 40% down; nobody is given more than is bought."""
    outcome = run(GIFT)
    year, bought = outcome.year(1), book(outcome, 1)
    assert year.cap_table.lines["employees"].shares == 50_001 == year.cap_table.holdings["employees"].sum()
    assert year.cap_table.lines["founder"].shares == 649_999
    assert year.cap_table.grants["equity.it"].granted.sum() == 49_999
    shares = np.array([18_182, 36_363, 27_273, 18_182])  # coefficients 1, 2, 1.5, 1 of 5.5
    gift = shares // 2
    assert (year.cap_table.holdings["employees"] == shares - gift).all()
    price = (shares - gift) * 1000
    assert (bought.price == price).all()
    assert (bought.paid == price * 4 // 10).all() and (bought.loan == price - bought.paid).all()
    (event, promise) = year.events
    assert (event.cash, event.lent) == (bought.price.sum(), bought.loan.sum())
    assert event.price == 10 and promise.kind is Kind.GRANT


def test_dividends_pay_interest_then_the_loan_and_the_gift_vests():
    outcome = run(GIFT)
    owed = book(outcome, 1).loan
    for number in range(2, 6):
        year, kept = outcome.year(number), book(outcome, number)
        held = outcome.year(number - 1).cap_table.holdings["employees"]
        dividend = year.statement.shareholders * held // 1_000_000
        assert (abs(kept.dividends - dividend) <= 1).all() and kept.dividends.min() > 0
        due = np.round(owed * 0.03)
        assert (kept.interest == np.minimum(due, kept.dividends)).all()
        assert (owed + due == kept.loan + kept.interest + kept.principal).all()
        owed = kept.loan
    vested = [outcome.year(number).cap_table.grants["equity.it"].vested for number in range(1, 6)]
    granted = outcome.year(1).cap_table.grants["equity.it"].granted
    for now, part in zip(vested, (0, 3, 6, 10, 10), strict=True):
        assert (now == granted * part // 10).all()
    assert outcome.year(4).cap_table.lines["employees"].shares == 100_000
    assert replay(outcome.opening, outcome.events()) == outcome.years[-1].cap_table


def test_new_shares_bring_the_company_their_price_and_the_interest():
    of = company(net_assets=5_000_000)
    plain = simulate(scenario(of=of, assumptions={"years": 2, "payout": 0.5}))
    bought = run({**GIFT, "giver": None}, years=2, of=of)
    assert bought.year(1).cap_table.lines["employees"].shares == 50_001
    first = bought.year(1).net_assets - plain.year(1).net_assets
    assert first == bought.year(1).events[0].cash == book(bought, 1).price.sum()
    assert bought.year(2).net_assets - plain.year(2).net_assets == first + book(bought, 2).interest.sum()


@pytest.mark.parametrize(("taker", "kind"), [(None, Kind.BUY_BACK), ("founder", Kind.TRANSFER)])
def test_leavers_are_bought_out_and_pay_their_loan_first(taker, kind):
    """B bought 27,273 of 75,000 shares before the first year, resigns, and gets what they cost and 4.35% of it."""
    programme = {"rule": "gift_purchase", "year": 0, "stake": 0.075, "valuation": 10_000_000, "giver": "founder",
                 "taker": taker}
    outcome = run(programme, of=leaving(net_assets=4_000_000))
    year, kept = outcome.year(1), book(outcome, 1)
    shares = 27_273 - 27_273 // 2
    price = shares * 1000
    loan = price - price * 4 // 10
    owed = loan + round(loan * 0.03)
    assert kept.proceeds.tolist() == [0, price + price * 435 // 10_000, 0, 0]
    assert (kept.loan[1], kept.principal[1]) == (0, owed)
    assert kept.dividends[1] == 0 < kept.dividends[0]
    assert year.cap_table.holdings["employees"][1] == 0
    sold = next(event for event in year.events if event.kind is kind and event.given_up is not None)
    assert (sold.shares, sold.cash) == (shares, kept.proceeds[1])
    promised = year.cap_table.grants["equity.it"]
    assert promised.lapsed.tolist() == [0, 27_273 // 2, 0, 0]
    assert year.cap_table.total == 1_000_000 - (shares if taker is None else 0)


def test_a_team_of_70_percent_by_hand():
    outcome = run({"rule": "cash_purchase", "valuation": 3_000_000}, years=1)
    table = outcome.year(1).cap_table
    assert table.stake("employees") == Fraction(2_333_333, 3_333_333)
    given_up = run({"rule": "cash_purchase", "valuation": 3_000_000, "giver": "founder"}, years=1).year(1).cap_table
    assert (given_up.stake("employees"), given_up.stake("founder")) == (Fraction(7, 10), 0)


@pytest.mark.parametrize(("programme", "words"), [
    ({**GIFT, "giver": "partner", "stake": 0.4}, "too few shares"), ({**GIFT, "min_years": 10}, "Nobody qualifies")])
def test_a_purchase_that_cannot_be_made_says_why(programme, words):
    outcome = run(programme, years=2)
    assert words in outcome.year(1).events[0].what.en
    assert outcome.year(2).cap_table == outcome.opening and not outcome.year(2).books


def test_no_profit_no_price():
    outcome = run({**GIFT, "valuation": None}, years=1, revenue_growth=-0.9)
    assert "No profit to value" in outcome.year(1).events[0].what.en


@given(st.integers(0, 50), st.integers(50, 100), st.integers(30, 100), st.sampled_from([None, "founder"]), st.integers(1, 3))
def test_whatever_is_bought_is_conserved(stake, purchased, down, giver, year):
    programme = {"rule": "gift_purchase", "stake": stake / 100, "purchased": purchased / 100, "down_payment": down / 100,
                 "giver": giver, "year": year}
    outcome = run(programme, years=6)
    assert replay(outcome.opening, outcome.events()) == outcome.years[-1].cap_table
    owed = None
    for each in outcome.years:
        table = each.cap_table
        if "employees" not in table.lines:
            continue
        assert table.holdings["employees"].sum() == table.lines["employees"].shares
        assert (table.holdings["employees"] == table.placed["equity.it"]).all()
        kept = book(outcome, each.number)
        if owed is None:
            assert kept.paid.sum() + kept.loan.sum() == kept.price.sum()
        else:
            assert kept.loan.sum() <= owed + kept.interest.sum() or (kept.interest < owed * 0.03 + 1).any()
        owed = kept.loan.sum()
        assert min(column.min() for column in (kept.loan, kept.interest, kept.principal, kept.dividends)) >= 0


@pytest.mark.parametrize(("rule", "values", "words"), [
    (GiftPurchase, {"vesting": [{"after": 1, "part": 0.6}, {"after": 2, "part": 0.5}]}, "10.0% more than what is granted"),
    (GiftPurchase, {"vesting": [{"after": 1, "part": 0.6}]}, "raise one of them by 40.0%"),
    (GiftPurchase, {"vesting": [{"after": 2, "part": 0.5}, {"after": 1, "part": 0.5}]}, "row 2 starts at 1, below row 1"),
    (GiftPurchase, {"down_payment": 0.2}, "30%"), (CashPurchase, {"team_stake": 1.2}, "99%"),
    (CashPurchase, {"valuation": 100, "loan": 60}, "too much for a price"),
    (CashPurchase, {"interest": 0.0436}, "4.36% is above the 4.35% of commercial loans"),
    (GiftPurchase, {"purchased": 0.3}, "70.0% would be given"),
    (GiftPurchase, {"leaving": {"plan": "store", "reason": "no_procedure"}}, "no price for"),
])
def test_what_is_refused(rule, values, words):
    with pytest.raises(InputError) as refused:
        rule.compute({"valuation": 1000, **values})
    assert len(refused.value.problems) == 1 and words in str(refused.value)


def test_an_unknown_taker_is_refused():
    with pytest.raises(InputError, match=r"equity.it.taker: the cap table has no holder “foundr”"):
        run({**GIFT, "taker": "foundr"})
