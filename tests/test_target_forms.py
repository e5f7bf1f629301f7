"""Setting the year's target on the company's own figures, and putting it into the plan."""

import pytest

from engine.answers.targets.attainment import handed_down
from engine.answers.targets.target_forms import (
    adjusted,
    adjustment_of,
    annual_target,
    fields_of,
    handing_down,
    proposals_of,
    start_of,
    tried,
)
from engine.base.problem import InputError
from engine.files.cases import load, names
from engine.rules.targets.target_backward import TargetBackward
from engine.rules.targets.target_blend import TargetBlend
from engine.rules.targets.target_forward import TargetForward
from tests.small import scenario


@pytest.mark.parametrize("case", names())
def test_every_form_works_on_what_it_starts_from(case):
    company = load(case).today.company
    revenue = company.facts.money.revenue
    forward = tried(TargetForward, start_of(TargetForward, company))
    assert forward["target"] == pytest.approx(revenue * 1.1, abs=0.01)
    assert tried(TargetBackward, start_of(TargetBackward, company))["revenue"] > 0
    blended = tried(TargetBlend, {"proposals": proposals_of(company)})
    assert blended["target"] == pytest.approx(revenue * 1.1, abs=0.05)


def test_backward_from_the_books_is_last_years_revenue():
    """Profit, costs and margin of the books lead back to the revenue they came from."""
    company = scenario().company
    assert tried(TargetBackward, start_of(TargetBackward, company))["revenue"] == pytest.approx(6_000_000, abs=1)


def test_fields_are_the_numbers():
    assert list(fields_of(TargetForward)) == ["history", "growth"]
    assert {"net_profit", "price_per_customer", "conversion"} < set(fields_of(TargetBackward))


def test_orders_and_leads():
    given = {"net_profit": 3_000_000, "tax_rate": 0.25, "fixed_cost": 2_000_000, "contribution_margin": 0.4,
             "price_per_customer": 500, "conversion": 0.2}
    assert tried(TargetBackward, given) == {"revenue": 15_000_000, "orders": 30_000, "leads": 150_000}


@pytest.mark.parametrize("given", [{"history": -1, "growth": 0.1}, {"history": None, "growth": 0.1},
                                   {"history": 1, "growth": 99}])
def test_what_does_not_fit_is_refused(given):
    with pytest.raises(InputError):
        tried(TargetForward, given)


def test_an_answer_becomes_the_annual_target():
    base = scenario()
    added = base.reformed(annual_target(base.plan, 2_000_000.0))
    assert handed_down(added)[0]["target_split"].annual == 200_000_000
    again = added.reformed(annual_target(added.plan, 3_000_000.0))
    assert list(again.plan.targets) == ["target_split"]
    assert handed_down(again)[0]["target_split"].annual == 300_000_000


def test_a_split_that_followed_another_target_now_has_its_own():
    base = scenario(targets={"forward": {"rule": "target_forward"},
                             "split": {"rule": "target_split", "annual_from": "forward"}})
    assert handed_down(base.reformed(annual_target(base.plan, 5_000.0)))[0]["split"].annual == 500_000


def test_adjusting_in_mid_year():
    base = scenario(targets={"split": {"rule": "target_split", "annual": 1_200_000}})
    assert adjustment_of(base.plan, "split") is None and list(handing_down(base.plan)) == ["split"]
    after = base.reformed(adjusted(base.plan, "split"))
    assert adjustment_of(after.plan, "split") == "target_adjustment"
    parts = handed_down(after)[0]
    assert parts["target_adjustment"].annual == pytest.approx(parts["split"].annual * 1.05, rel=1e-4)
