"""Who owns and who votes in the end: chains, cross-holdings, circles; parts are exact and sum to one."""

import re
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base.parameter import Text
from engine.company.captable import CapTable, ShareLine
from engine.company.look_through import (
    COMPANY,
    ClosedCircleError,
    EntangledError,
    direct,
    flow,
    look_through,
    votes,
)
from engine.run.simulate import simulate
from tests.small import company, facts, scenario

NAME = Text("名", "Name")


def line(shares, owners=None, votes_by="", kind="founder"):
    return ShareLine(kind, NAME, shares, {key: F(part) for key, part in (owners or {}).items()}, votes_by)


def resolve(owners):
    """Every entity's owners in the end, and their parts."""
    return {key: flow({key: F(1)}, owners) for key in owners}


def table(**lines):
    return CapTable({key: each if isinstance(each, ShareLine) else line(each) for key, each in lines.items()})


GROUP = table(founder=40, holding=line(30, {"founder": "4/5"}), staff=line(20, {"founder": "1/100"}, "founder"),
              fund=10)


def test_by_hand():
    """40 + 0.8 × 30 + 0.01 × 20 of 100; the rest of the holding company is its other owners'."""
    owned = look_through(GROUP).stakes()
    assert owned == {"founder": F(642, 1000), "holding": F(6, 100), "staff": F(198, 1000), "fund": F(1, 10)}
    assert votes(GROUP).stakes() == {"founder": F(9, 10), "fund": F(1, 10)}
    assert direct(GROUP).stakes() == GROUP.stakes()


def test_a_chain_is_multiplied():
    chain = table(a=0, b=line(0, {"a": "1/2"}), c=line(0, {"b": "1/2"}), d=line(8, {"c": "1/2"}), e=8)
    assert look_through(chain).stake("a") == F(1, 16)
    assert look_through(chain).stake("d") == F(1, 4)


def test_control_goes_down_a_chain_though_the_stake_gets_small():
    chain = table(a=0, b=line(0, {"a": "3/5"}), c=line(0, {"b": "3/5"}), d=line(60, {"c": "3/5"}), e=40)
    assert look_through(chain).stake("a") == F(60, 100) * F(3, 5)**3
    assert votes(chain).stakes() == {"a": F(3, 5), "e": F(2, 5)}


def test_control_of_two_halves_is_added_up():
    held = table(a=0, b=line(0, {"a": "3/5"}), c=line(10, {"a": "3/10", "b": "3/10"}), d=10)
    assert votes(held).stake("a") == F(1, 2)


def test_exactly_half_is_no_majority():
    half = table(a=0, b=0, c=line(10, {"a": "1/2", "b": "1/2"}))
    assert votes(half).stakes() == {"c": 1}
    more = table(a=0, b=0, c=line(10, {"a": "501/1000", "b": "499/1000"}))
    assert votes(more).stakes() == {"a": 1}


def test_the_general_partner_goes_before_the_majority():
    assert votes(table(a=1, b=1, c=line(2, {"a": "99/100"}, "b"))).stakes() == {"a": F(1, 4), "b": F(3, 4)}


def test_concert_is_followed_from_leader_to_leader():
    assert votes(table(a=1, b=line(1, votes_by="a"), c=line(1, votes_by="b"))).stakes() == {"a": 1}


def test_a_cross_holding_is_solved():
    """b owns half of c and c a fifth of b: of b's 10, x = 10 + y/2 and y = 6 + x/5 flow through, and the rest stays."""
    held = table(a=0, b=line(10, {"c": "1/5", "a": "4/5"}), c=line(6, {"b": "1/2"}))
    through_b = F(10 + 3) / (1 - F(1, 10))
    through_c = 6 + through_b / 5
    assert look_through(held).shares == {"a": through_b * F(4, 5), "c": through_c / 2}
    assert sum(look_through(held).stakes().values()) == 1


def test_shares_that_come_back_to_the_company_belong_to_the_others():
    held = table(a=60, b=line(40, {COMPANY: "1/2"}))
    assert look_through(held).stakes() == {"a": F(60, 80), "b": F(20, 80)}
    own = table(a=60, b=line(40, {COMPANY: "3/5"}))
    assert votes(own).stakes() == {"a": 1}  # it controls b, and a company does not vote for itself


def test_it_owns_a_part_of_itself():
    assert resolve({"b": {"b": F(1, 3), "a": F(1, 3)}}) == {"b": {"a": F(1, 2), "b": F(1, 2)}}


@pytest.mark.parametrize(("owners", "circle"), [
    ({"a": {"b": F(1)}, "b": {"a": F(1)}}, {"a", "b"}),
    ({"a": {"a": F(1)}}, {"a"}),
    ({"d": {"a": F(1, 2)}, "a": {"b": F(1)}, "b": {"c": F(1)}, "c": {"a": F(1, 2), "b": F(1, 2)}}, {"a", "b", "c"}),
])
def test_a_closed_circle_is_named(owners, circle):
    with pytest.raises(ClosedCircleError) as caught:
        flow({}, owners)
    assert caught.value.names[0] == caught.value.names[-1] and set(caught.value.names) <= circle


def test_a_long_chain_and_a_long_circle_end():
    chain = {str(i): {str(i + 1): F(1, 2)} for i in range(3000)}
    assert flow({"0": 1}, chain)["3"] == F(1, 16)
    circle = {str(i): {str((i + 1) % 400): F(1, 2)} for i in range(400)}
    assert sum(flow({"0": 1}, circle).values()) == 1
    control = CapTable({str(i): line(1, {str(i + 1): "51/100"}) for i in range(2000)} | {"2000": line(0)})
    assert votes(control).stakes() == {"2000": 1}


def test_too_tangled_is_refused_and_not_tried_for_ever():
    names = [str(i) for i in range(100)]
    with pytest.raises(EntangledError):
        flow({}, {key: {other: F(1, 200) for other in names if other != key} for key in names})


holdings = st.dictionaries(st.sampled_from("abcdef"), st.dictionaries(
    st.sampled_from([*"abcdefgh", COMPANY]), st.integers(0, 9), max_size=4), max_size=6)


@given(holdings, st.lists(st.integers(0, 50), min_size=8, max_size=8))
def test_whatever_the_holdings_everything_is_somebodys(owners, shares):
    parts = {key: {owner: F(part, 40) for owner, part in each.items()} for key, each in owners.items()}
    held = CapTable({key: ShareLine("founder", NAME, number, parts.get(key, {}))
                     for key, number in zip("abcdefgh", shares, strict=True)})
    owned, cast = look_through(held), votes(held)
    assert sum(owned.shares.values()) == owned.whole and sum(cast.shares.values()) == cast.whole
    for ends in resolve(parts).values():
        assert sum(ends.values()) == 1 and min(ends.values()) > 0
    if sum(shares):
        assert sum(owned.stakes().values()) == 1
        # p = own + W·p: what flows into an entity is what it holds directly and through the others.
        into = {key: owned.shares.get(key, 0) for key in "gh"}
        assert all(into[key] >= number for key, number in zip("gh", shares[6:], strict=True))


@given(holdings)
def test_the_solution_solves_the_equations(owners):
    parts = {key: {owner: F(part, 40) for owner, part in each.items()} for key, each in owners.items()}
    solved = resolve(parts)
    for key, each in parts.items():
        expected = {key: 1 - sum(each.values())}
        for owner, part in each.items():
            for end, further in solved.get(owner, {owner: F(1)}).items():
                expected[end] = expected.get(end, 0) + part * further
        assert {end: part for end, part in expected.items() if part} == solved[key]


# ---------------------------------------------------------------- as a company's file gives it

def holders(**changes):
    given_holders = {
        "founder": {"zh": "创始人", "en": "Founder", "kind": "founder", "shares": 480},
        "holding": {"zh": "控股", "en": "Holding", "kind": "holding", "shares": 720, "owners": {"founder": 0.8}}}
    for key, change in changes.items():
        given_holders[key] = {**given_holders.get(key, {"zh": "某", "en": key, "kind": "investor", "shares": 0}), **change}
    return given_holders


@pytest.mark.parametrize(("changes", "says"), [
    ({"holding": {"owners": {"foundr": 0.8}}}, "“foundr”, named as owner or voter of “holding”.*Did you mean “founder”"),
    ({"holding": {"votes_by": "nobody"}}, "“nobody”, named as owner or voter of “holding”"),
    ({"holding": {"owners": {"founder": 0.8, "other": 0.3}}, "other": {}}, "hold 110% of it together; lower one of them by 10%"),
    ({"holding": {"owners": {"other": 1}}, "other": {"owners": {"holding": 1}}}, "to nobody else: .*holding.* → .*other"),
    ({"holding": {"votes_by": "founder"}, "founder": {"votes_by": "holding"}}, "founder → holding → founder"),
    ({"holding": {"owners": {"company": 1}}, "founder": {"shares": 0}}, "lead back to the company itself"),
])
def test_what_cannot_be_is_refused_in_one_sentence(changes, says):
    with pytest.raises(ValueError, match="1 validation error") as caught:
        facts(cap_table=holders(**changes))
    (sentence,) = [each["ctx"]["sentence"] for each in caught.value.errors()]
    assert re.search(says, sentence), sentence


def test_the_owners_picture_is_the_look_through_one():
    of = company(cap_table=holders())
    outcome = simulate(scenario(of=of, equity={"round": {"rule": "funding_round", "year": 1, "investment": 1_000_000,
                                                         "pre_money": 3_000_000}}))
    assert outcome.owner_stake(0) == F(88, 100)
    assert outcome.owner_stake(1) == F(88, 100) * F(3, 4)
    assert (outcome.owner_votes(0), outcome.owner_votes(1)) == (1, F(3, 4))
    assert outcome.years[0].profit_stakes == {"founder": F(66, 100), "holding": F(9, 100), "investor": F(1, 4)}
