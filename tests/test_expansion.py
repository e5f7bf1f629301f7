"""Companies that open companies: stakes, the floor, who opened whom, and where the profit goes."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base.problem import InputError
from engine.base.trace import Trace
from engine.company.company import PPM
from engine.company.network import (
    CAP,
    DIVIDENDS,
    FUNDS,
    HEADQUARTERS,
    NOBODY_READY,
    NOTHING,
    OPTION,
    REGISTERED,
    TALENT,
    TERRITORY,
)
from engine.rules.expansion.expansion_stakes import ExpansionStakes
from engine.rules.expansion.subsidiaries import Subsidiaries
from engine.rules.expansion.succession import Succession
from engine.run.simulate import simulate
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


# ---------------------------------------------------------------- conditions and who pays

def test_the_owner_opens_three_and_then_managers_do():
    networks = grown(3, ready_after=1, conditions={"owner_opens": 3, "trains": 50}, openings_by_headquarters=2)
    openers = [network.opener[network.opened == network.year] for network in networks]
    assert [(each == HEADQUARTERS).sum() for each in openers] == [2, 1, 0]
    assert [(each != HEADQUARTERS).sum() for each in openers] == [0, 2, 5]


def test_an_opener_pays_out_of_its_profit_and_its_holders_are_paid_the_rest():
    chain = {"openings_by_headquarters": 0, "existing": 1, "profit": 500, "capital": 300, "first_year": 0,
             "funding": {"payer": "opener"}}
    network = grown(1, **chain)[0]
    assert int(network.paid_by_openers) == network.capital == 30_000 and network.cash_need == 0
    assert network.headquarters_profit == 40_000 and network.heads_profit == 10_000  # 80 and 20% of 500
    assert int(network.headquarters_dividends) == 16_000 and network.heads_income == 4_000  # of the 200 left


@pytest.mark.parametrize(("capital", "opened", "bottleneck"), [(500, 1, NOTHING), (500.01, 0, FUNDS)])
def test_funds_are_compared_to_the_fen(capital, opened, bottleneck):
    network = grown(1, openings_by_headquarters=0, existing=1, profit=500, capital=capital, funding={"payer": "opener"})[0]
    assert (network.opened_this_year, network.bottleneck) == (opened, bottleneck)


def test_what_is_kept_pays_for_an_opening_later():
    networks = grown(4, openings_by_headquarters=0, existing=1, profit=500, capital=700, ready_after=10,
                     funding={"payer": "opener", "kept": 0.2})
    # 100 kept a year, and the year's own 500 may be spent: 100 + 500 in year 2, 200 + 500 in year 3.
    assert [network.opened_this_year for network in networks] == [0, 0, 1, 0]
    assert [int(network.cash[0]) for network in networks] == [10_000, 20_000, 0, 10_000]
    # In year 3 the 700 are 200 of cash, 100 kept this year, and 400 of the year's dividends: nothing is left of them.
    assert networks[2].heads_income == 0 and networks[2].heads_profit == 10_000


def test_thirty_seventy_with_a_loan_served_from_dividends():
    networks = grown(3, openings=0, profit=100_000, capital=100_000, first_year=0.5, conditions={"owner_opens": 1},
                     funding={"payer": "team", "loan_rate": 0.04})
    first, second, _ = networks
    assert [int(each) // 100 for each in (first.paid_by_headquarters, first.paid_by_teams, first.lent)] == [
        30_000, 21_000, 49_000]
    assert first.cash_need == 7_900_000
    # Dividends of 10,000 against interest of 1,960; then 20,000 against 4% of 40,960; then of 22,598.40.
    assert [int(each.interest) for each in networks] == [196_000, 163_840, 90_394]
    assert [int(each.loan[0]) for each in networks] == [4_096_000, 2_259_840, 350_234]
    assert [each.heads_income for each in networks] == [0, 0, 0]
    assert first.cash_back == 4_000_000 + 1_000_000 and second.result == 8_000_000 + 163_840


def test_unpaid_interest_is_added_to_the_loan():
    network = grown(1, openings=0, profit=100_000, capital=100_000, first_year=0, conditions={"owner_opens": 1},
                    funding={"payer": "team", "loan_rate": 0.04})[0]
    assert int(network.loan[0]) == 5_096_000 and int(network.interest) == 0


def test_a_funder_gets_a_part_of_revenue_for_two_years():
    networks = grown(4, openings_by_headquarters=0, openings=1, existing=1, ready_after=10, most=2, profit=1_000,
                     capital=100, first_year=1, stakes={"head": 0.2, "opener": 0.2},
                     funding={"payer": "opener", "revenue": 10_000, "funder_share": 0.01})
    # 100 of the second company's 1,000 go to the opener's head first; the other 900 are shared 60 / 20 / 20.
    assert [int(each.head_profit[0]) for each in networks] == [20_000 + 10_000 + 18_000] * 2 + [20_000 + 20_000] * 2
    assert [int(each.to_headquarters[1]) for each in networks] == [54_000, 54_000, 60_000, 60_000]


@pytest.mark.parametrize(("conditions", "bottleneck"), [
    ({"trains": 0}, TALENT), ({"territory": 0, "trains": 50}, TERRITORY), ({"trains": 50}, NOTHING)])
def test_the_scarcest_condition_is_named(conditions, bottleneck):
    network = grown(1, openings_by_headquarters=0, existing=3, openings=2, conditions=conditions)[-1]
    assert network.bottleneck == bottleneck
    assert network.opened_this_year == (6 if bottleneck == NOTHING else 0)
    assert network.gate[:3].tolist() == [bottleneck] * 3


def test_talent_is_used_up_and_trained_again():
    networks = grown(3, openings_by_headquarters=0, existing=1, openings=3, ready_after=3, conditions={"trains": 3})
    # Trained for 3 years before, so for 3 companies; then one a year.
    assert [network.opened_this_year for network in networks] == [3, 1, 1]
    assert networks[1].blocked.tolist() == [0, 0, 2, 0, 0, 0]


def test_headquarters_budget():
    networks = grown(2, openings=0, openings_by_headquarters=3, capital=100,
                     conditions={"owner_opens": None, "budget": 250})
    assert [(each.opened_this_year, each.bottleneck, each.cash_need) for each in networks] == [(2, FUNDS, 20_000)] * 2


def test_nobody_is_ready_and_the_cap():
    assert grown(2, ready_after=5, conditions={"owner_opens": 1})[1].bottleneck == NOBODY_READY
    assert [each.bottleneck for each in grown(3, most=2)] == [NOTHING, NOTHING, CAP]


# ---------------------------------------------------------------- succession

def test_a_registered_head_keeps_his_stake_and_the_newcomer_gets_his():
    for way, expected in (("all", (64, 20, 0, 0, 16)), ("headquarters", (60, 20, 0, 0, 20))):
        networks = grown(7, openings=0, profit=100, first_year=1, conditions={"owner_opens": 1},
                         succession={"stays": 5, "from": way})
        after = networks[5]
        assert tuple(int(getattr(after, name)[0]) // 10_000 for name in (
            "headquarters", "head", "opener_stake", "grand_stake", "former")) == expected
        assert after.heads.tolist() == [2] and after.successions == 1 and after.at_stage(DIVIDENDS) == 1
        assert int(after.head_profit[0]) == 2_000 and int(after.former_profit[0]) == expected[4] * 100
        assert int(networks[4].registered()[0]) == 1_000_000 and networks[4].at_stage(OPTION) == 1


def test_where_the_floor_forbids_it_the_leaver_is_bought_out():
    """60/20/20 diluted by a newcomer's 20% is 48%: the leaver gets his part of the capital, the newcomer his stake."""
    networks = grown(12, openings_by_headquarters=0, existing=1, ready_after=1, openings=1, most=2, capital=100_000,
                     succession={"stays": 5}, registered_after=5)
    second = networks[-1]
    assert (second.headquarters[1], second.former[1]) == (600_000, 0)
    assert [int(each.bought_out) for each in networks if int(each.bought_out)] == [2_000_000, 2_000_000]
    assert second.headquarters[0] == 640_000 * 8 // 10  # the first company: 64%, then 51.2%


def test_who_leaves_before_registration_has_his_dividends_extended():
    networks = grown(5, openings=0, profit=100, first_year=1, conditions={"owner_opens": 1},
                     succession={"stays": 3, "extended": 1})
    assert [int(each.former_profit[0]) for each in networks] == [0, 0, 0, 2_000, 0]
    assert [int(each.to_headquarters[0]) for each in networks] == [8_000, 8_000, 8_000, 6_000, 8_000]
    assert all((each.headquarters == 800_000).all() for each in networks)


def test_two_heads_fail_and_the_company_is_founded_anew():
    networks = grown(4, openings=0, profit=100, capital=1_000, success=0, failed_profit=-0.5,
                     conditions={"owner_opens": 1})
    assert [(each.companies, len(each), each.closed, each.opened_this_year) for each in networks] == [
        (1, 1, 0, 1), (1, 1, 0, 0), (1, 2, 1, 1), (1, 2, 1, 0)]
    assert [each.successions for each in networks] == [0, 1, 0, 1]
    assert [int(each.written_off) for each in networks] == [0, 0, 100_000, 0]
    assert [int(each.profit.sum()) for each in networks] == [-5_000] * 4
    assert networks[2].result == -4_000 - 100_000


def test_a_company_that_is_closed_pays_out_its_cash():
    """A year of 20% kept, then its head leaves, and after two who fail it is closed: 80 / 20 of the cash."""
    rule = Subsidiaries.model_validate({
        **FREE, "existing": 1, "openings": 0, "openings_by_headquarters": 0, "profit": 100, "most": 1, "success": 0,
        "succession": {"stays": 3}, "ready_after": 1, "funding": {"payer": "headquarters", "kept": 0.2}})
    networks = rule.grown(5)
    assert [int(each.cash[0]) for each in networks] == [2_000, 2_000, 2_000, 0, 0]
    assert [int(each.headquarters_dividends) for each in networks] == [6_400, 0, 0, 1_600, 0]
    assert [each.alive[0] for each in networks] == [True, True, True, False, False]


def test_an_opener_who_has_left_keeps_what_he_opened():
    networks = grown(6, openings_by_headquarters=0, existing=1, ready_after=1, most=2, profit=100, first_year=1,
                     succession={"stays": 3}, option_after=1, registered_after=1)
    before, after = networks[0], networks[2]
    assert before.opener_head[1] == 1 and before.heads[0] == 1
    assert (int(before.head_profit[0]), int(before.former_profit[0])) == (2_000 + 2_000, 0)
    # The newcomer has 20% of the company; the leaver 16% of it and his 20% of the one he opened.
    assert (after.heads[0], int(after.head_profit[0]), int(after.former_profit[0])) == (2, 2_000, 1_600 + 2_000)


def test_wealth_counts_registered_stakes_only():
    networks = grown(6, openings=0, profit=100, first_year=1, conditions={"owner_opens": 1})
    assert [int(each.wealth(5)[0]) for each in networks] == [2_000, 4_000, 6_000, 8_000, 10_000, 12_000 + 10_000]


@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 49), st.sampled_from(["all", "headquarters"]))
def test_succession_loses_nothing(headquarters, head, newcomer, way):
    """Stakes sum to one, and headquarters is either above its floor or the change is refused."""
    given_stakes = {"headquarters": headquarters / 100, "head": head / 100, "newcomer": newcomer / 100, "from": way}
    try:
        after = Succession.compute(given_stakes)
    except InputError as error:
        assert "headquarters" in str(error)
        kept = headquarters * (100 - newcomer) / 100 if way == "all" else headquarters - newcomer
        assert headquarters + head > 100 or kept < 51
    else:
        assert sum(after[name] for name in ("headquarters", "head", "newcomer", "others")) == pytest.approx(1, abs=1e-12)
        assert after["headquarters"] >= 0.51


@given(st.lists(st.integers(0, 10**6), min_size=5, max_size=5).filter(lambda parts: sum(parts) <= 10**6),
       st.integers(0, 10**6), st.sampled_from(["all", "headquarters"]))
def test_stakes_taken_over_sum_to_one(parts, newcomer, way):
    stakes_before = np.array([10**6 - sum(parts[1:]), *parts[1:]])[:, None]
    after = Succession.model_validate({"from": way}).taken_over(stakes_before, newcomer)
    assert after.sum() == PPM and after[1] == newcomer and (after[1:] >= 0).all()


# ---------------------------------------------------------------- chance and scale

WILD = {"mode": "fierce", "openings": 2, "success": 0.7, "failed_profit": -0.3, "most": 40,
        "succession": {"stays": 4, "from": "all"}, "registered_after": 3}


@given(st.fixed_dictionaries({
    "mode": st.sampled_from(["none", "normal", "fierce"]), "existing": st.integers(0, 4), "openings": st.integers(0, 3),
    "openings_by_headquarters": st.integers(0, 3), "success": st.sampled_from([0.0, 0.3, 0.8, 1.0]),
    "failed_profit": st.sampled_from([-1.0, 0.0, 0.5]), "first_year": st.sampled_from([-0.5, 0.0, 1.0]),
    "ready_after": st.integers(1, 3), "most": st.integers(1, 25), "seed": st.integers(0, 100),
    "profit": st.integers(-10**6, 10**8).map(lambda fen: fen / 100), "registered_after": st.integers(2, 6),
    "capital": st.sampled_from([0.0, 0.01, 1000.33, 300000.0]),
    "succession": st.fixed_dictionaries({"stays": st.sampled_from([None, 1, 3, 5]), "extended": st.integers(0, 2),
                                         "from": st.sampled_from(["all", "headquarters"]),
                                         "closes_after": st.integers(1, 3)}),
    "conditions": st.fixed_dictionaries({"owner_opens": st.sampled_from([None, 0, 3]), "trains": st.integers(0, 6),
                                         "territory": st.sampled_from([None, 1, 2]),
                                         "budget": st.sampled_from([None, 0.0, 700000.0])}),
    "funding": st.fixed_dictionaries({"payer": st.sampled_from(["headquarters", "opener", "team"]),
                                      "kept": st.sampled_from([0.0, 0.2, 1.0]), "revenue": st.just(3_000_000.0),
                                      "funder_share": st.sampled_from([0.0, 0.013])})}))
def test_every_course_adds_up(parameters):
    """`check` every year; capital is all paid by somebody; cash moves only by what is kept, spent and paid out."""
    rule = Subsidiaries.model_validate(parameters)
    before = rule.start()
    for network in rule.grown(6):
        network.check()
        assert network.capital == network.opened_this_year * round(rule.capital * 100)
        assert network.companies <= max(rule.most, rule.existing)
        assert network.closed + network.companies == len(network)
        assert network.blocked[NOTHING] == 0 and int(network.wanted) - network.opened_this_year == network.blocked.sum()
        paid_out = int(network.headquarters_dividends) + network.heads_income + int(network.interest) + int(network.repaid)
        kept = int(network.cash.sum()) - int(before.cash.sum())
        assert int(network.profit.sum()) == paid_out + kept + int(network.paid_by_openers)
        assert (network.registered()[network.alive] >= network.headquarters[network.alive]).all()
        before = network


def test_equal_inputs_give_equal_outputs_and_another_seed_others():
    def closed(seed):
        return [network.alive.tolist() for network in grown(8, **WILD, seed=seed)]

    assert closed(1) == closed(1) != closed(2)


def test_many_draws_at_once_are_the_same_rule_with_an_axis_in_front():
    rule = Subsidiaries.model_validate({**FREE, **WILD})
    certain = Subsidiaries.model_validate({**FREE, **WILD, "success": 1.0})
    for one, many in zip(certain.grown(9), certain.grown(9, (3,)), strict=True):
        for name in ("opener", "headquarters", "former", "head_income", "profit", "cash", "stage", "blocked"):
            assert (getattr(many, name) == getattr(one, name)).all(), name
    counts = []
    for one, network in zip(rule.grown(9), rule.grown(9, (50,)), strict=True):
        network.check()
        assert network.alive[0].sum() == one.companies and network.head_income[0].sum() == one.head_income.sum()
        counts.append(network.alive.sum(-1))
    assert len(set(counts[4].tolist())) > 1
    assert counts[4].mean() < len(certain.grown(5)[-1])


def test_a_thousand_companies_over_thirty_years_add_up():
    networks = grown(30, **{**WILD, "most": 1000})
    assert networks[-1].companies == 1000 and len(networks[-1]) > 1000


# ---------------------------------------------------------------- in a whole plan

def test_profit_of_companies_there_already_is_stated_beside_the_books():
    plan = {"subsidiaries": {"mode": "none", "existing": 2, "existing_profit": 100_000}}
    outcome = simulate(scenario(expansion=plan))
    assert outcome.network.year == 0 and outcome.network.headquarters_profit == 16_000_000
    year = outcome.year(1)
    assert year.statement.net_profit - year.statement.subsidiaries == simulate(scenario()).year(1).statement.net_profit
    assert year.statement.subsidiaries == outcome.network.headquarters_profit
    # Nothing has grown, so nothing is paid for growth.
    excess = {"excess": {"rule": "excess_profit_share", "target": 0, "rate": 0.1, "min_revenue_growth": None}}
    assert simulate(scenario(expansion=plan, dividends=excess)).year(1).awards["excess"].fund > 0


def test_cash_of_headquarters_after_expansion():
    plan = {"subsidiaries": {"openings": 0, "capital": 100_000, "first_year": 0.5, "profit": 100_000,
                             "conditions": {"owner_opens": 1}, "funding": {"payer": "headquarters"}}}
    first, second, _ = simulate(scenario(expansion=plan)).years
    own = first.statement.net_profit - first.statement.subsidiaries
    assert first.cash_after_expansion == own + 4_000_000 - 10_000_000
    assert second.cash_after_expansion == own + 8_000_000
    assert simulate(scenario()).year(1).cash_after_expansion == own


def test_a_plan_has_one_rule_that_opens_companies():
    with pytest.raises(InputError, match="all open companies"):
        scenario().reformed({"expansion.one": {"rule": "subsidiaries"}, "expansion.two": {"rule": "subsidiaries"}})
