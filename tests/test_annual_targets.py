"""Where the year's target comes from (forward, backward, blended, adjusted) and how it reaches people and months."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from engine.base.book import Given
from engine.base.money import round_half_up
from engine.base.problem import InputError
from engine.base.trace import Trace
from engine.plan.plan import Plan
from engine.rules.targets.target_adjustment import TargetAdjustment
from engine.rules.targets.target_backward import TargetBackward
from engine.rules.targets.target_blend import TargetBlend
from engine.rules.targets.target_forward import TargetForward
from engine.run.simulate import simulate
from tests.small import company, decimals, drivers, scenario


def fen(yuan):
    return round(yuan * 100)


@given(st.integers(0, 10**13), decimals(4, 3))
def test_forward_is_exact(history, growth):
    got = TargetForward.compute({"history": history / 100, "growth": float(growth)})["target"]
    assert fen(got) == round_half_up(history * (1 + growth))


@given(st.integers(0, 10**9), st.integers(0, 90), st.integers(0, 10**9), st.integers(1, 1000))
def test_backward_brings_the_net_profit_back(net, tax, fixed, margin):
    """Revenue × margin − fixed cost, less tax, is the profit wanted, to the rounding of revenue."""
    got = TargetBackward.compute({"net_profit": net / 100, "tax_rate": tax / 100, "fixed_cost": fixed / 100,
                                  "contribution_margin": margin / 1000})
    profit = (fen(got["revenue"]) * Fraction(margin, 1000) - fixed) * (1 - Fraction(tax, 100))
    assert abs(profit - net) <= 1
    assert set(got) == {"revenue"}


def test_backward_rounds_orders_and_leads_up():
    got = TargetBackward.compute({"net_profit": 75, "fixed_cost": 0, "contribution_margin": 1,
                                  "price_per_customer": 99, "conversion": 0.3})
    assert got == {"revenue": 100, "orders": 2, "leads": 4}  # 1.01 orders; 3.37 leads


@pytest.mark.parametrize(("entry", "value"), [
    ("contribution_margin", 0), ("contribution_margin", 1.2), ("tax_rate", 1), ("conversion", 0),
    ("price_per_customer", 0), ("net_profit", -1), ("fixed_cost", None), ("contribution_margin", None)])
def test_backward_refuses_the_impossible(entry, value, language):
    with pytest.raises(InputError) as refused:
        TargetBackward.compute({**TargetBackward.example, entry: value})
    assert [problem.place for problem in refused.value.problems] == [entry]


def test_forward_needs_a_history_when_tried_alone():
    with pytest.raises(InputError, match="history: this entry is missing"):
        TargetForward.compute({"growth": 0.1})


@given(st.lists(st.integers(0, 10**12), min_size=2, max_size=5))
def test_a_blend_is_between_its_proposals(values):
    weights = [1.0 - (len(values) - 1) * 0.1] + [0.1] * (len(values) - 1)
    rows = [{"weight": round(weight, 6), "value": value / 100} for weight, value in zip(weights, values, strict=True)]
    target = fen(TargetBlend.compute({"proposals": rows})["target"])
    assert min(values) <= target <= max(values)


def test_the_blend_of_the_handbook():
    assert [(each.who, each.weight) for each in TargetBlend().proposals] == [
        ("boss", 0.5), ("heads", 0.3), ("finance", 0.1), ("committee", 0.1)]
    assert TargetBlend().annual_target(Given(revenue=np.array([100])), Trace()).tolist() == [110]
    with pytest.raises(InputError, match=r"proposals.0.value"):
        TargetBlend.compute({})
    with pytest.raises(InputError, match="sum to 101%"):
        TargetBlend.compute({"proposals": [{"weight": 0.91, "value": 1}, {"weight": 0.1, "value": 1}]})


@given(st.integers(1, 12), decimals(4, 3), st.lists(st.integers(0, 10**9), min_size=12, max_size=12))
def test_months_past_keep_their_targets(month, factor, months):
    got = TargetAdjustment(from_month=month, factor=float(factor)).adjusted(np.array(months)[:, None])[:, 0]
    assert got[:month - 1].tolist() == months[:month - 1]
    assert got[month - 1:].tolist() == [round_half_up(each * factor) for each in months[month - 1:]]


def test_an_adjustment_wants_twelve_months():
    with pytest.raises(InputError, match="there are 2 months"):
        TargetAdjustment.compute({"months": [1, 2]})


# ---------------------------------------------------------------- in a plan

YEAR = {"forward": {"rule": "target_forward", "growth": 0.5},
        "backward": {"rule": "target_backward", "net_profit": 600_000},
        "blend": {"rule": "target_blend", "proposals": [{"weight": 0.6, "growth": 0.5}, {"weight": 0.4, "value": 4e6}]}}


def handed_down(**targets):
    return simulate(scenario(targets=targets, assumptions={"years": 1})).year().handed_down


@pytest.mark.parametrize(("name", "annual"), [
    ("forward", 9_000_000), ("blend", 7_000_000),
    ("backward", 6_000_000)])  # last year's profit with last year's costs needs last year's revenue
@pytest.mark.parametrize("first", [True, False])
def test_the_year_reaches_the_split_in_any_order(name, annual, first):
    split = {"split": {"rule": "target_split", "annual_from": "year", "growth": 3.0}}
    year = {"year": YEAR[name]}
    parts = handed_down(**({**year, **split} if first else {**split, **year}))
    for each in parts.values():
        assert each.annual == each.units.sum() == each.people.sum() == each.months.sum() == annual * 100
        assert (each.months.sum(axis=0) == each.people).all()


def test_the_adjusted_months_decide_the_level_of_a_month():
    """Targets of the year = last year's revenue; A and B share 5.3m of it, far above what they sell."""
    targets = {"year": {"rule": "target_split", "annual": 2_600_000},
               "less": {"rule": "target_adjustment", "handed_down": "year", "from_month": 7, "factor": 0.5},
               "ladder": {"rule": "target_ladder", "handed_down": "less", "period": "month", "below": 0.1}}
    year = simulate(scenario(targets=targets, assumptions={"years": 1})).year()
    # B sells 75,000 a month against 83,333: below the floor until June, at 1.8 of 41,667 from July.
    assert year.attained["ladder"].coefficient[:, 1].tolist() == [100_000] * 6 + [1_200_000] * 6
    less, whole = year.handed_down["less"], year.handed_down["year"]
    assert (less.months[:6] == whole.months[:6]).all()
    assert less.annual == less.people.sum() == less.units.sum() == less.months.sum()
    assert abs(less.annual - 195_000_000) <= 24


def test_an_adjustment_of_nothing_adjusts_history():
    parts = TargetAdjustment(factor=1.0).attain(drivers(), {}, Trace())
    assert parts.annual == 600_000_000


def test_units_and_company_by_month():
    for of in ("unit", "company"):
        targets = {"year": {"rule": "target_split", "annual": 2_600_000},
                   "ladder": {"rule": "target_ladder", "handed_down": "year", "period": "month", "of": of}}
        year = simulate(scenario(targets=targets, assumptions={"years": 1})).year()
        assert year.attained["ladder"].coefficient.shape == (12, 4)
        assert (year.attained["ladder"].coefficient >= 800_000).all()


def test_without_any_history_the_company_still_has_its_target():
    """Nobody sells anything: nothing can be handed down, and the company's ladder looks at the year."""
    nobody = company(["D,support,clerk,south,,6000,0,70,1,300,0,0"])
    targets = {"year": {"rule": "target_forward"},
               "ladder": {"rule": "target_ladder", "handed_down": "year", "period": "month", "of": "company"}}
    year = simulate(scenario(of=nobody, targets=targets, assumptions={"years": 1})).year()
    assert year.handed_down["year"].people.tolist() == [0]
    assert year.attained["ladder"].coefficient.tolist() == [[0]] * 12


@pytest.mark.parametrize(("targets", "says"), [
    ({"a": {"rule": "target_split", "annual_from": "b"}, "b": {"rule": "target_ladder"}}, "hands nothing down"),
    ({"a": {"rule": "target_split", "annual_from": "b"}, "b": {"rule": "target_adjustment", "handed_down": "a"}},
     "a, b build on one another in a circle"),
    ({"a": {"rule": "target_split", "annual_from": "a"}}, "which the plan does not have"),
    ({"a": {"rule": "target_adjustment", "handed_down": "c"}}, "which the plan does not have")])
def test_references_that_are_refused(targets, says):
    with pytest.raises(ValidationError) as refused:
        Plan.model_validate({"pay": {}, "targets": targets})
    assert says in str(refused.value.errors()[0]["ctx"]["sentence"])
