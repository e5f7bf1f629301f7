"""Companies that open companies: stakes, the floor, who opened whom, and where the profit goes."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import simulate
from engine.company import PPM
from engine.network import DIVIDENDS, HEADQUARTERS, OPTION, REGISTERED
from engine.problem import InputError
from engine.rules.expansion.expansion_stakes import ExpansionStakes
from engine.rules.expansion.subsidiaries import Subsidiaries
from engine.trace import Trace
from tests.small import scenario


FREE = {"funding": {"payer": "headquarters"}, "conditions": {"owner_opens": None, "trains": 50}}
"""Nothing holds openings back."""


def grown(years, **given_parameters):
    """The networks at the end of each year."""
    rule, network, found = Subsidiaries.model_validate({**FREE, **given_parameters}), None, []
    for year in range(1, years + 1):
        network = rule.expand(network, year, Trace())
        network.check()
        found.append(network)
    return found


def stakes(network, place):
    return tuple(int(column[place]) // 10_000 for column in (
        network.headquarters, network.head, network.opener_stake, network.grand_stake))


def test_normal_and_fierce_stakes():
    """Generations one, two and three: 80/20, 60/20/20, and in fierce expansion 51/20/20/9."""
    for mode, third in (("normal", (60, 20, 20, 0)), ("fierce", (51, 20, 20, 9))):
        network = grown(3, mode=mode, ready_after=1)[-1]
        by_generation = {int(network.generation[i]): stakes(network, i) for i in range(len(network))}
        assert by_generation == {1: (80, 20, 0, 0), 2: (60, 20, 20, 0), 3: third}


def test_none_is_no_network():
    for network in grown(3, mode="none"):
        assert len(network) == 0
        assert network.headquarters_profit == network.capital == network.opened_this_year == 0
        assert network.heads_income == 0
    outcome = simulate(scenario(expansion={"subsidiaries": {"mode": "none"}}))
    assert outcome.year(1).statement == simulate(scenario()).year(1).statement
    assert outcome.year(1).profit_stakes == outcome.year(1).cap_table.stakes()


def test_none_keeps_what_is_there():
    networks = grown(3, mode="none", existing=2)
    assert [len(network) for network in networks] == [2, 2, 2]
    assert networks[0].headquarters_profit == 80_000_000  # 80% of twice 500,000


@pytest.mark.parametrize(("ready_after", "sizes"), [
    (1, [1, 3, 7, 15]),  # headquarters opens one a year, every company one a year from the next on
    (2, [1, 2, 4, 7]), (10, [1, 2, 3, 4])])
def test_how_many(ready_after, sizes):
    assert [len(network) for network in grown(4, ready_after=ready_after)] == sizes


def test_the_most():
    networks = grown(6, ready_after=1, most=5)
    assert [len(network) for network in networks] == [1, 3, 5, 5, 5, 5]
    assert [network.opened_this_year for network in networks] == [1, 2, 2, 0, 0, 0]
    assert len(grown(2, existing=7, most=5)[-1]) == 7


def test_existing_companies_are_ready():
    assert [len(network) for network in grown(2, existing=3, ready_after=5)] == [3 + 1 + 3, 7 + 1 + 3]


def test_who_opened_whom():
    network = grown(3, ready_after=1)[-1]
    assert network.opener.tolist() == [HEADQUARTERS, HEADQUARTERS, 0, HEADQUARTERS, 0, 1, 2]
    assert network.generation.tolist() == [1, 1, 2, 1, 2, 2, 3]
    assert network.opened.tolist() == [1, 2, 2, 3, 3, 3, 3]


def test_profits_by_hand():
    """Fierce, three years, one company opening another each year: the chain 0 → 1 → 2."""
    chain = {"mode": "fierce", "ready_after": 1, "openings_by_headquarters": 0, "existing": 1, "profit": 100,
             "first_year": 1}
    network = grown(2, **chain)[-1]
    assert network.opener.tolist() == [HEADQUARTERS, 0, 0, 1]
    # Company 0 earns 20 of its own, 20 of each of the two it opened, and 9 of the one its opened opened.
    assert (network.head_income / 100).tolist() == [20 + 20 + 20 + 9, 20 + 20, 20, 20]
    assert network.headquarters_profit == (80 + 60 + 60 + 51) * 100


def test_first_year_and_losses():
    network = grown(1, existing=1, profit=100, first_year=-1, ready_after=1, openings_by_headquarters=0)[0]
    assert (network.profit / 100).tolist() == [100, -100]
    # The new company's loss is borne by stake too: 60 by headquarters, 20 by its head, 20 by its opener.
    assert network.headquarters_profit == (80 - 60) * 100
    assert (network.head_income / 100).tolist() == [20 - 20, -20]


def test_registered_after_so_many_years():
    networks = grown(4, openings=0, registered_after=2, option_after=1)
    assert networks[-1].stage.tolist() == [REGISTERED, REGISTERED, OPTION, DIVIDENDS]
    assert networks[-1].at_stage(REGISTERED) == 2
    assert all(network.at_stage(REGISTERED) == len(network) for network in grown(2, option_after=0, registered_after=0))
    with pytest.raises(InputError, match="the option comes first"):
        Subsidiaries.compute({"option_after": 3, "registered_after": 2})


def test_capital_of_the_year():
    assert [network.capital for network in grown(3, ready_after=1, capital=1000)] == [100_000, 200_000, 400_000]


@given(st.sampled_from(["none", "normal", "fierce"]), st.integers(0, 5), st.integers(0, 3), st.integers(0, 2),
       st.integers(1, 3), st.integers(1, 40), st.integers(-10**8, 10**9), st.integers(-20, 10), st.integers(0, 24),
       st.integers(0, 24))
def test_everything_adds_up(mode, existing, own, openings, ready, most, profit, first, head, opener):
    """`check` in every year: stakes sum to one, headquarters is never below its floor, profit is all somebody's."""
    networks = grown(5, mode=mode, existing=existing, openings_by_headquarters=own, openings=openings,
                     ready_after=ready, most=most, profit=profit / 100, first_year=first / 10,
                     stakes={"head": head / 100, "opener": opener / 100, "opener_of_opener": 0.01})
    for before, after in pairwise(networks):
        assert len(after) >= len(before)
        assert after.opener[:len(before)].tolist() == before.opener.tolist()
        born = after.opener[len(before):]
        assert ((born < len(before)) & (born >= HEADQUARTERS)).all()
        assert (after.stakes_sum() == PPM).all()
        assert len(after) <= max(most, existing)


@pytest.mark.parametrize(("mode", "given_stakes", "keeps"), [
    ("none", {"head": 0.49}, "51.0%"), ("normal", {"head": 0.29, "opener": 0.2}, "51.0%"),
    ("fierce", {"head": 0.2, "opener": 0.2, "opener_of_opener": 0.09}, "51.0%")])
def test_exactly_at_the_floor_is_allowed(mode, given_stakes, keeps):
    Subsidiaries.model_validate({"mode": mode, "stakes": given_stakes})


@pytest.mark.parametrize(("mode", "given_stakes", "says"), [
    ("normal", {"head": 0.3, "opener": 0.2}, "headquarters would keep 50.0%, below its floor of 51.0%"),
    ("fierce", {"head": 0.2, "opener": 0.2, "opener_of_opener": 0.1}, r"\(20.0% \+ 20.0% \+ 10.0%\)"),
    ("none", {"head": 0.2, "headquarters_floor": 0.81}, "together 1.0% too much; lower one of them")])
def test_below_the_floor_is_refused(mode, given_stakes, says):
    with pytest.raises(InputError, match=says):
        Subsidiaries.compute({"mode": mode, "stakes": given_stakes})


def test_the_floor_names_headquarters_in_both_languages(language):
    with pytest.raises(InputError, match="headquarters"):
        ExpansionStakes.compute({"head": 0.25, "opener": 0.2, "opener_of_opener": 0.1})


def test_subsidiaries_count_in_the_groups_profit():
    with_companies = simulate(scenario(expansion={"subsidiaries": {"existing": 2, "openings": 0}})).year(1)
    without = simulate(scenario()).year(1)
    assert with_companies.network.headquarters_profit == 80_000_000
    assert with_companies.statement.net_profit == without.statement.net_profit + 80_000_000
    stakes_of_profit = with_companies.profit_stakes
    assert sum(stakes_of_profit.values()) == 1
    assert stakes_of_profit["heads"] > 0


def test_levels_of_generation_do_not_change_with_time():
    early, late = grown(2, ready_after=1)[-1], grown(6, ready_after=1)[-1]
    assert np.array_equal(late.generation[:len(early)], early.generation)
