"""Limits of option plans in listed companies: what is exactly at the limit keeps it."""

from engine.answers.equity.grant_limits import over_the_limits
from engine.run.simulate import simulate
from tests.small import scenario


def found(**plan):
    entry = {"rule": "option_plan", "strike": 8.0, "tranches": [{"after": 1, "part": 0.5}, {"after": 2, "part": 0.5}], **plan}
    return list(over_the_limits(simulate(scenario(equity={"it": entry}))))


def test_all_plans_together_and_one_person():
    first, second = found(options=100_001)
    assert "10.00% of the shares, more than the 10%" in first and "year 1" in first
    assert "Seller) is promised 3.64%" in second
    assert len(found(options=100_000)) == 1  # B alone has 3.6%
    assert found(options=27_500) == []  # B has exactly 1%
    assert found(options=27_600)


def test_tranches_and_years():
    assert "60% falls due at once" in found(options=100, tranches=[{"after": 1, "part": 0.6}, {"after": 2, "part": 0.4}])[0]
    assert "runs for 11 years" in found(options=100, expires=11)[0]
    assert not found(options=100, expires=10)
