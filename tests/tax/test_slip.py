"""One person after tax: the lines of the slip are the settled year's, month by month and together."""

from dataclasses import replace
from functools import cache

import pytest

from engine.answers.take_home.next_july import next_july
from engine.answers.take_home.settle import settle
from engine.answers.take_home.slip import tax_slip
from engine.files.cases import load, names
from engine.run.simulate import simulate


@cache
def outcome(key, region="cn-shanghai", **payer):
    today = load(key).today
    facts = today.company.facts
    facts = facts.model_copy(update={"region": region, "taxpayer": facts.taxpayer.model_copy(update=dict(payer))})
    return simulate(replace(today, company=replace(today.company, facts=facts)))


@pytest.mark.parametrize("key", names())
def test_lines_are_the_settled_year(key):
    found = outcome(key, union_fee=True)
    settled = settle(found, 1)
    people = len(settled.net)
    for place in {0, people // 2, people - 1}:
        slip = tax_slip(found, 1, place)
        assert slip.net() == int(settled.net[place])
        assert slip.cost() == int(settled.employer_cost[place])
        amounts = {line.key: line for line in slip.lines}
        for month in range(12):
            own = sum(line.months[month] for name, line in amounts.items() if name.startswith("own."))
            assert (amounts["gross"].months[month] + own + amounts["tax"].months[month]
                    == amounts["net"].months[month] == int(settled.net_months[month, place]))
            steps = slip.withholding(month)
            assert steps[6][1] + sum(fen for label, fen in steps[7:] if label.en.startswith("Tax")) == -amounts[
                "tax"].months[month]


def test_withholding_by_hand():
    """10,000 a month without contributions: 3% of 5,000 is 150 a month until 36,000 are taxable, 10% from then on."""
    found = outcome("hospital", "none")
    settled = settle(found, 1)
    place = int(settled.gross.argmax())
    slip = tax_slip(found, 1, place)
    (_, income), (_, allowance), (_, deducted), (_, taxable), (_, so_far), (_, before), (_, tax) = (
        slip.withholding(2))
    assert income == int(settled.gross_months[:3, place].sum()) and allowance == -15_000_00 and deducted == 0
    assert taxable == income + allowance and so_far == before + tax == -sum(slip.line("tax").months[:3])


def test_more_pay_raises_next_july():
    today = load("store-chain").today
    plain = next_july(simulate(today))
    grown = next_july(simulate(today.reformed({"assumptions.profit_growth": 1.5})))
    assert grown.now_employer == plain.now_employer and grown.now_employee == plain.now_employee
    assert grown.next_employer > plain.next_employer and grown.next_employee > plain.next_employee


def test_without_a_region_nobody_contributes():
    found = next_july(outcome("hospital", "none"))
    assert (found.now_employee, found.next_employee, found.now_employer, found.next_employer) == (0, 0, 0, 0)
    assert not any(line.key.startswith(("own.", "employer.")) for line in tax_slip(outcome("hospital", "none"), 1, 0).lines)
