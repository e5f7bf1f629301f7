"""From revenue to net profit."""

from dataclasses import replace
from fractions import Fraction

import pytest

from engine.law.company_tax import CompanyTax
from engine.run.simulate import simulate
from engine.run.statement import income_statement
from tests.small import company, drivers, scenario


@pytest.mark.parametrize(("payroll", "dividends", "before_tax", "tax"), [
    (120_000_000, 0, 80_000_000, 20_000_000), (100_000_000, 20_000_000, 80_000_000, 20_000_000),
    (200_000_000, 0, 0, 0), (200_000_001, 0, -1, 0), (500_000_000, 0, -300_000_000, 0),
    (199_999_998, 0, 2, 1), (199_999_999, 0, 1, 0)])
def test_tax_is_on_a_profit_only(payroll, dividends, before_tax, tax):
    """2m of gross profit less costs; a quarter of what is left is tax, halves up, and none of a loss."""
    statement = income_statement(drivers().world, payroll, CompanyTax(Fraction(1, 4)))
    statement = replace(statement, incentive_dividends=dividends)
    assert (statement.before_tax, statement.tax) == (before_tax, tax)
    assert statement.net_profit == before_tax - tax
    assert statement.people_cost == payroll + dividends


def test_subsidiaries_are_taxed_where_they_are():
    alone = income_statement(drivers().world, 120_000_000, CompanyTax(Fraction(1, 4)))
    group = income_statement(drivers().world, 120_000_000, CompanyTax(Fraction(1, 4)), subsidiaries=7)
    assert (group.tax, group.net_profit) == (alone.tax, alone.net_profit + 7)


def test_a_year_with_a_loss():
    year = simulate(scenario({"fixed_pay": {"share": 2}}, of=company(other_costs=3_000_000, profit=-100_000))).year(1)
    statement = year.statement
    assert statement.before_tax == statement.net_profit < 0
    assert statement.tax == 0
