"""Setting the year's target: forward, backward and blended, tried on a company's own figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.base.parameter import Parameter, Text, Unit
from engine.company.company import Company
from engine.plan.edits import added
from engine.plan.plan import Plan
from engine.rules.kinds import TargetRule
from engine.rules.parts.capabilities import SetsAnnualTarget
from engine.rules.rule import Rule, rule_named

RESULTS: dict[str, tuple[Text, Unit]] = {
    "target": (Text("全年目标", "Target of the year"), Unit.YUAN),
    "revenue": (Text("需要的营业额", "Revenue needed"), Unit.YUAN),
    "orders": (Text("订单数", "Orders"), Unit.COUNT), "leads": (Text("线索数", "Leads"), Unit.COUNT)}
"""What the rules answer with, in words."""

ANSWER = ("target", "revenue")
"""Which of the results is the year's target."""


def fields_of(rule: type[Rule]) -> dict[str, Parameter]:
    """The numbers a rule is tried on: parameters and inputs, without the choices that only matter in a plan."""
    own = {**rule.parameters(), **rule.Inputs.parameters()}
    return {key: parameter for key, parameter in own.items()
            if parameter.unit not in (Unit.TABLE, Unit.CHOICE, Unit.KEY, Unit.FLAG, Unit.TEXT)}


def start_of(rule: type[Rule], company: Company) -> dict[str, Any]:
    """What a form starts from: the company's books, else the rule's defaults."""
    money = company.facts.money
    books: dict[str, dict[str, Any]] = {
        "target_forward": {"history": money.revenue},
        "target_backward": {"net_profit": max(0.0, money.profit),
                         "fixed_cost": max(0.0, money.other_costs + company.payroll_of_books / 100),
                         "contribution_margin": money.gross_margin, "tax_rate": money.profit_tax}}
    fields = {**rule.Inputs.keys(), **rule.keys()}
    defaults = {key: None if fields[key].is_required() else fields[key].default for key in fields_of(rule)}
    return {**defaults, **books.get(rule.name(), {})}


def proposals_of(company: Company) -> list[dict[str, Any]]:
    """The blend's proposals to start from: everybody proposes last year's revenue and a tenth more."""
    return [{"who": each.who, "weight": each.weight, "value": round(company.facts.money.revenue * 1.1, 2)}
            for each in rule_named("target_blend").keys()["proposals"].default]


def tried(rule: type[Rule], given: Mapping[str, Any]) -> dict[str, Any]:
    """The rule's results on what a form holds; empty fields are left to the rule.

    Raises:
        InputError: a value is missing or does not fit.
    """
    return rule.compute({key: value for key, value in given.items() if value is not None})


def annual_target(plan: Plan, yuan: float) -> dict[str, Any]:
    """The overrides that make an amount the plan's annual target: in its split, or in a new one."""
    for name, target in plan.targets.items():
        if isinstance(target, SetsAnnualTarget):
            return {f"targets.{name}.annual": yuan, f"targets.{name}.annual_from": None}
    name, entry = added(plan.targets, rule_named("target_split"), annual=yuan)
    return {f"targets.{name}": entry}


def adjustment_of(plan: Plan, handed_down: str) -> str | None:
    """The adjustment in mid-year of a target that is handed down, if the plan has one."""
    return next((name for name, target in plan.targets.items()
                 if target.hands_down and target.builds_on().get("handed_down") == handed_down), None)


def adjusted(plan: Plan, handed_down: str) -> dict[str, Any]:
    """The override that adds an adjustment in mid-year of a target."""
    name, entry = added(plan.targets, rule_named("target_adjustment"), handed_down=handed_down, factor=1.1)
    return {f"targets.{name}": entry}


def handing_down(plan: Plan) -> dict[str, TargetRule]:
    """The targets of a plan that are handed down to units, people and months."""
    return {name: target for name, target in plan.targets.items() if target.hands_down}

