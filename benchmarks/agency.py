"""The company that the benchmarks run on: a property agency of any size, nearly all of them agents.

Fifty people an office: 46 agents, a manager, two assistants, and one person at headquarters. The people come
from the engine's own seeded generator, so every run and every machine measures the same company.
"""

from __future__ import annotations

from typing import Any

from engine.base.parameter import Text
from engine.company.company import Company, Facts
from engine.files.people_file import people_of
from engine.files.population import Recipe, people_table
from engine.plan.plan import Plan
from engine.plan.scenario import Scenario
from engine.world.assumptions import Assumptions

PER_OFFICE = 50
AGENTS = 46
SALES = 32_000
"""Average commission income that an agent brings in, yuan a month."""

SIX_TIERS = [{"from": 0, "rate": 0.10}, {"from": 10_000, "rate": 0.15}, {"from": 20_000, "rate": 0.20},
             {"from": 35_000, "rate": 0.25}, {"from": 60_000, "rate": 0.30}, {"from": 100_000, "rate": 0.35}]

AGENT_COMMISSION = {"rule": "commission", "quota": 8000, "on": "excess", "mode": "marginal",
                    "tiers": SIX_TIERS, "ladder": "ladder"}

PLAN: dict[str, Any] = {
    "pay": {
        "agents": {
            "fixed_pay": {"share": 0.8},
            "commission": AGENT_COMMISSION,
            "performance": {"rule": "score_coefficient", "share": 0.2},
            "over_production": {"measure": "own_sales", "rate": 0.02},
        },
        "managers": {
            "fixed_pay": {},
            "commission": {"scope": "unit", "on": "all", "tiers": [{"from": 0, "rate": 0.01}]},
            "over_production": {"measure": "unit_sales", "rate": 0.005},
        },
        "support": {
            "fixed_pay": {"share": 0.8},
            "performance": {"rule": "score_coefficient", "share": 0.2},
        },
    },
    "targets": {"ladder": {"rule": "target_ladder", "of": "person", "below": 0.6}},
    "dividends": {"excess": {"rule": "excess_profit_share", "rate": 0.15, "groups": ["managers", "agents"]}},
    "equity": {
        "team": {"rule": "coefficient_shares", "year": 1, "ratio": 0.07, "min_years": 3},
        "round": {"rule": "funding_round", "year": 1, "multiple": 15, "investment": 50_000_000},
    },
}


def agency(people: int) -> Scenario:
    """The agency with this many people, a multiple of fifty, in a year in which its profit grows by 150%."""
    offices, rest = divmod(people, PER_OFFICE)
    if rest or not offices:
        raise ValueError(f"{people} people are not a whole number of offices of {PER_OFFICE}")
    facts = Facts.model_validate(facts_of(offices))
    cells = people_table(Recipe.model_validate(recipe_of(offices)), facts.season)
    company = Company(facts, people_of(cells, facts, "people.csv"))
    return Scenario(Text(f"{people} 人", f"{people:,} people"), company, Plan.model_validate(PLAN),
                    Assumptions(profit_growth=1.5, years=1))


def facts_of(offices: int) -> dict[str, Any]:
    """The company section of a case.yaml."""
    revenue = float(offices * AGENTS * SALES * 12)
    return {
        "money": {"revenue": revenue, "gross_margin": 0.92, "other_costs": round(0.45 * revenue),
                  "profit": round(0.1 * revenue)},
        "season": [0.7, 0.6, 1.2, 1.1, 1.0, 1.0, 0.9, 0.9, 1.2, 1.2, 1.1, 1.1],
        "families": {"agents": {"zh": "经纪人", "en": "Agents"}, "managers": {"zh": "店长", "en": "Managers"},
                     "support": {"zh": "支持", "en": "Support"}},
        "posts": {"agent": {"zh": "经纪人", "en": "Agent"}, "manager": {"zh": "店长", "en": "Manager"},
                  "assistant": {"zh": "店助", "en": "Assistant"}, "clerk": {"zh": "职员", "en": "Clerk"}},
        "units": {"hq": {"zh": "总部", "en": "Headquarters", "kind": "headquarters"},
                  **{office: {"zh": f"{office} 店", "en": f"Office {office}", "kind": "store"}
                     for office in _offices(offices)}},
        "cap_table": {"founder": {"zh": "创始人", "en": "Founder", "kind": "founder", "shares": 80_000_000},
                      "partner": {"zh": "合伙人", "en": "Partner", "kind": "founder", "shares": 20_000_000}},
        "owner": "founder",
    }


def recipe_of(offices: int) -> dict[str, Any]:
    """The recipe section of a case.yaml."""
    return {"seed": 2026, "roles": [
        {"family": "support", "post": "clerk", "units": ["hq"], "count": offices, "base_pay": 7000},
        {"family": "managers", "post": "manager", "units": _offices(offices), "count": 1, "base_pay": 9000,
         "coefficient": 3.0, "years": 5.0},
        {"family": "support", "post": "assistant", "units": _offices(offices), "count": 2, "base_pay": 5000,
         "superior": "manager"},
        {"family": "agents", "post": "agent", "units": _offices(offices), "count": AGENTS, "base_pay": 3500,
         "sales": SALES, "sales_spread": 1.0, "month_spread": 0.5, "superior": "manager", "years": 2.0},
    ]}


def _offices(number: int) -> list[str]:
    return [f"S{i:04d}" for i in range(1, number + 1)]
