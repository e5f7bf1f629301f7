"""Rounds of partnerships, transfers, buy-backs and splits: by hand, at the edges, and whatever their order."""

from fractions import Fraction as F

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.answers.cap_table.control import alerts
from engine.base.problem import InputError
from engine.company.ledger import replay
from engine.rules.equity.platform_round import PlatformRound
from engine.rules.equity.share_buy_back import ShareBuyBack
from engine.rules.equity.share_split import ShareSplit
from engine.rules.equity.share_transfer import ShareTransfer
from engine.run.simulate import simulate
from tests.small import company, scenario


def run(of=None, rows=None, **equity):
    more = {"rows": rows} if rows else {}
    return simulate(scenario(of=of, equity=equity, assumptions={"years": 3}, **more))


def staff(number):
    return [f"S{i},sales,seller,north,,5000,5,90,1,100,1200000,1000000" for i in range(number)]


def whats(outcome):
    return [event.what.en for event in outcome.events()]


# ---------------------------------------------------------------- partnerships

def test_a_partnership_round_by_hand():
    """A million shares worth 15m: ¥15 for investors, at 4 of 15 ¥4 for staff; a fifth afterwards is 250,000 new."""
    outcome = run(team={"rule": "platform_round", "ratio": 0.2, "pre_money": 15_000_000})
    table = outcome.year(1).cap_table
    (event,) = outcome.events()
    assert (table.lines["team"].shares, table.total) == (250_000, 1_250_000)
    assert (event.price, event.cash) == (4, 100_000_000)
    assert table.lines["team"].kind == "employees" and table.lines["team"].votes_by == "founder"
    # Coefficients 1, 2, 1.5, 1 of 5.5.
    assert table.holdings["team"].tolist() == [45_455, 90_909, 68_182, 45_454]
    assert outcome.year(1).books["team"].paid.tolist() == [18_182_000, 36_363_600, 27_272_800, 18_181_600]
    assert outcome.owner_votes(1) == F(700_000 + 250_000, 1_250_000)
    assert outcome.owner_stake(1) == F(700_000, 1_250_000)


def test_two_rounds_in_time_order_are_two_lines_with_dividends():
    outcome = run(first={"rule": "platform_round", "year": 1, "ratio": 0.1, "pre_money": 15_000_000},
                  second={"rule": "platform_round", "year": 2, "ratio": 0.1, "stage": 6.0, "pre_money": 30_000_000})
    lines = outcome.years[-1].cap_table.lines
    assert list(lines) == ["founder", "partner", "first", "second"]
    assert (lines["first"].shares, lines["second"].shares) == (111_111, 123_456)
    prices = [event.price for event in outcome.events()]
    assert prices == [F(15) * 4 / 15, F(30_000_000, 1_111_111) * 6 / 15]
    first, third = outcome.year(1).books["first"], outcome.year(3).books["first"]
    assert first.dividends.sum() == 0 and third.paid.sum() == 0  # the shares are there from the year's end
    expected = third.dividends.sum(), outcome.year(3).statement.shareholders * 111_111 // outcome.year(2).cap_table.total
    assert 0 <= expected[1] - expected[0] <= 4


@pytest.mark.parametrize(("people", "platforms"), [(1, 1), (49, 1), (50, 2), (98, 2), (99, 3)])
def test_more_than_fifty_partners_are_divided(people, platforms):
    """Forty-nine people and the general partner are fifty."""
    outcome = run(rows=staff(people), team={"rule": "platform_round", "pre_money": 15_000_000})
    table = outcome.year(1).cap_table
    keys = [key for key in table.lines if key.startswith("team")]
    assert len(keys) == platforms
    members = [int((table.holdings[key] > 0).sum()) + 1 for key in keys]
    assert max(members) <= 50 and sum(members) == people + platforms
    assert [alert for alert in alerts(outcome) if alert.line == "count" and people > 1] == []
    assert sum(table.lines[key].shares for key in keys) == PlatformRound().new_shares(1_000_000)


def test_or_refused():
    fine = {"rule": "platform_round", "pre_money": 15_000_000, "too_many": "refuse"}
    assert "team" in run(rows=staff(49), team=fine).year(1).cap_table.lines
    outcome = run(rows=staff(50), team=fine)
    assert outcome.year(1).cap_table == outcome.opening
    assert "more than the 50 partners" in whats(outcome)[0]


def test_contributors_are_counted_not_listed():
    outcome = run(helpers={"rule": "platform_round", "kind": "contributors", "partners": 60, "stage": 8.0,
                           "pre_money": 15_000_000, "votes_by": "partner"})
    table = outcome.year(1).cap_table
    assert [table.lines[key].partners for key in ("helpers", "helpers_2")] == [31, 31]
    assert table.lines["helpers"].kind == "contributors" and "helpers" not in table.holdings
    assert outcome.year(1).votes.stake("partner") == F(300_000 + 52_631, 1_052_631)


@pytest.mark.parametrize(("changes", "says"), [
    ({"groups": ["seller"], "min_years": 10}, "Nobody qualifies"), ({"multiple": 20.0}, None)])
def test_when_a_round_does_not_happen(changes, says):
    outcome = run(team={"rule": "platform_round", **changes})
    if says is None:
        assert outcome.year(1).cap_table.total > 1_000_000
    else:
        assert says in whats(outcome)[0] and outcome.year(1).cap_table == outcome.opening


def test_no_profit_no_valuation():
    poor = company(other_costs=3_000_000, profit=-1_000_000)
    assert "No profit to value" in whats(run(of=poor, team={"rule": "platform_round"}))[0]


def test_staff_do_not_pay_more_than_investors():
    with pytest.raises(InputError, match="pay 10 times where investors pay 8"):
        PlatformRound.compute({"total_shares": 10, "stage": 10.0, "investors": 8.0})


def test_the_general_partner_must_be_known():
    with pytest.raises(InputError, match="no holder “fonder”"):
        run(team={"rule": "platform_round", "votes_by": "fonder"})


# ---------------------------------------------------------------- transfers

def test_a_transfer_by_hand():
    outcome = run(sale={"rule": "share_transfer", "year": 2, "receiver": "Fund", "part": 0.1, "of_value": 0.8})
    (event,) = outcome.events()
    table = outcome.year(2).cap_table
    assert {key: line.shares for key, line in table.lines.items()} == {"founder": 630_000, "partner": 300_000, "Fund": 70_000}
    assert outcome.year(1).cap_table == outcome.opening
    worth = outcome.year(2).statement.net_profit * 20 / 100
    assert float(event.price) == pytest.approx(worth / 1_000_000 * 0.8, abs=1e-6)
    assert event.cash == 0  # between the two of them


def test_a_receiver_may_be_there_and_people_give_up_alike():
    outcome = run(team={"rule": "coefficient_shares", "ratio": 0.11},
                  out={"rule": "share_transfer", "year": 2, "giver": "employees", "receiver": "partner", "part": 0.5})
    held = outcome.year(1).cap_table.holdings["employees"], outcome.year(2).cap_table.holdings["employees"]
    assert held[0].tolist() == [20_000, 40_000, 30_000, 20_000] and held[1].tolist() == [10_000, 20_000, 15_000, 10_000]
    assert outcome.year(2).cap_table.lines["partner"].shares == 355_000


def test_a_giver_without_shares():
    first = run(all={"rule": "share_transfer", "part": 1.0}, again={"rule": "share_transfer", "year": 2, "receiver": "x"})
    assert "no shares to transfer" in whats(first)[1]
    assert first.year(1).cap_table.lines["founder"].shares == 0


@pytest.mark.parametrize(("given_rule", "says"), [
    ({"giver": "nobody"}, "has no holder “nobody”"), ({"receiver": "founder"}, "cannot transfer shares to itself"),
    ({"part": 1.01}, "between 0% and 100%"), ({"part": -0.1}, "between 0% and 100%")])
def test_impossible_transfers_are_refused(given_rule, says):
    try:
        run(sale={"rule": "share_transfer", **given_rule})
    except ValueError as error:
        told = str(error) if isinstance(error, InputError) else str(
            [each.get("ctx", {}).get("sentence") or each["type"] for each in error.errors()])
        assert says in told or "out_of_range" in told
    else:
        raise AssertionError("not refused")


def test_an_investor_of_an_earlier_round_can_sell():
    outcome = run(a={"rule": "funding_round", "year": 1, "investment": 1_000_000, "pre_money": 4_000_000, "investor": "A"},
                  b={"rule": "share_transfer", "year": 2, "giver": "A", "receiver": "founder", "part": 1.0})
    assert outcome.owner_stake(2) == F(950_000, 1_250_000)


# ---------------------------------------------------------------- buy-backs

def test_a_buy_back_by_hand():
    """Half of the partner's 300,000; the founder's stake goes from 70% to 700/850."""
    outcome = run(back={"rule": "share_buy_back", "holder": "partner", "part": 0.5})
    (event,) = outcome.events()
    year = outcome.year(1)
    assert year.cap_table.total == 850_000 and outcome.owner_stake(1) == F(700, 850)
    assert event.cash == round(year.statement.net_profit * 20 * 0.15)
    assert event.new_shares == -150_000


def test_buying_back_more_than_a_tenth_is_told_in_a_joint_stock_company():
    for part, told in ((0.33, []), (0.34, ["buy_back"])):
        outcome = run(of=company(form="jsc"), back={"rule": "share_buy_back", "holder": "partner", "part": part})
        assert [alert.line for alert in alerts(outcome) if alert.line == "buy_back"] == told
    assert "buy_back" not in [alert.line for alert in alerts(run(back={"rule": "share_buy_back", "holder": "partner"}))]


def test_not_everything_and_not_for_nothing():
    alone = company(cap_table={"founder": {"zh": "甲", "en": "A", "kind": "founder", "shares": 10}})
    assert "cannot buy back all" in whats(run(of=alone, back={"rule": "share_buy_back", "part": 1.0}))[0]
    poor = company(other_costs=3_000_000, profit=-1_000_000)
    assert "No value" in whats(run(of=poor, back={"rule": "share_buy_back"}))[0]
    assert ShareBuyBack().shares(1) == 0


# ---------------------------------------------------------------- splits

def test_a_split_changes_nobodys_stake():
    outcome = run(ten={"rule": "share_split", "year": 2, "into": 10})
    assert outcome.year(2).cap_table.total == 10_000_000
    assert outcome.year(1).cap_table.stakes() == outcome.year(2).cap_table.stakes()
    many = {f"s{i}": {"rule": "share_split", "into": 1000} for i in range(5)}
    last = run(**many)
    assert last.year(1).cap_table.total == 10**15 and "too many shares" in whats(last)[-1]


programmes = st.one_of(
    st.builds(PlatformRound, year=st.integers(1, 3), ratio=st.integers(0, 50).map(lambda n: n / 100),
              kind=st.sampled_from(["employees", "contributors"]), partners=st.integers(1, 120),
              pre_money=st.none() | st.integers(1, 10**9).map(float), stage=st.integers(1, 15).map(float)),
    st.builds(ShareTransfer, year=st.integers(1, 3), giver=st.sampled_from(["founder", "partner"]),
              receiver=st.sampled_from(["x", "y"]), part=st.integers(0, 100).map(lambda n: n / 100)),
    st.builds(ShareBuyBack, year=st.integers(1, 3), holder=st.sampled_from(["founder", "partner"]),
              part=st.integers(0, 100).map(lambda n: n / 100)),
    st.builds(ShareSplit, year=st.integers(1, 3), into=st.integers(2, 100)))


@settings(max_examples=60, deadline=None)
@given(st.lists(programmes, max_size=6))
def test_whatever_the_order_nothing_is_lost(sequence):
    outcome = run(**{f"e{i}": rule.model_dump(mode="json") for i, rule in enumerate(sequence)})
    assert replay(outcome.opening, outcome.events()) == outcome.years[-1].cap_table
    before = outcome.opening
    for year in outcome.years:
        table = year.cap_table
        assert sum(table.stakes().values()) == 1 and min(line.shares for line in table.lines.values()) >= 0
        if not any(event.factor != 1 for event in year.events):
            assert table.total - before.total == sum(event.new_shares for event in year.events)
        for key, held in table.holdings.items():
            assert (held >= 0).all() and held.sum() == table.lines[key].shares
        before = table
    assert np.all([year.books == {} or all(book.paid.min() >= 0 for book in year.books.values()) for year in outcome.years])
    alerts(outcome)


def test_the_round_says_how_many_shares_each_person_gets():
    outcome = simulate(scenario(equity={"team": {"rule": "platform_round", "ratio": 0.2, "pre_money": 15_000_000}}), trace=True)
    said = {label.en: value for path, label, _, value in outcome.trace.of_person(1, year=1) if path == "equity.team"}
    assert said["Shares of the person"] == 90_909 and said["New shares"] == 250_000
    helpers = {"rule": "platform_round", "kind": "contributors", "partners": 5, "pre_money": 15_000_000}
    outcome = simulate(scenario(equity={"helpers": helpers}), trace=True)
    assert all(step.label.en != "Shares of the person" for step in outcome.trace.steps)
