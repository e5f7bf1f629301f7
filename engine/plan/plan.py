"""The plan: the incentive rules in force, by readable names.

`pay` maps a post or job family to its pay elements; a post's own entry goes before its family's. The other
chapters map names to rules. The kinds of rules allowed in each chapter are whatever engine/rules/ holds.
"""

from __future__ import annotations

import operator
from functools import reduce
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Discriminator, Field, model_validator

from engine.base.parameter import Declared, Parameter, Refers, Unit
from engine.base.problem import nearest, refuse
from engine.base.text import t
from engine.rules.kinds import (
    DividendProgramme,
    EquityProgramme,
    ExpansionRule,
    PayElement,
    ScoreRule,
    TargetRule,
)
from engine.rules.parts.job_evaluation import JobEvaluation
from engine.rules.rule import Rule, registry


def _named_rules(value: Any) -> Any:
    """`commission: {…}` stands for `commission: {rule: commission, …}`."""
    if isinstance(value, dict):
        return {key: {"rule": key, **each} if isinstance(each, dict) and "rule" not in each and key in registry()
                else each for key, each in value.items()}
    return value


def _any_of(kind: type[Rule]) -> Any:
    """One entry of a chapter: any rule of this kind, told apart by its `rule`."""
    kinds = [rule for rule in registry().values() if issubclass(rule, kind)]
    union = reduce(operator.or_, kinds)
    marked: Any = Annotated[union, Discriminator("rule")] if len(kinds) > 1 else union
    return marked


def _entries(kind: type[Rule]) -> Any:
    one: Any = _any_of(kind)
    return Annotated[dict[str, one], BeforeValidator(_named_rules)]


if TYPE_CHECKING:
    PayElements = dict[str, PayElement]
    Scores = dict[str, ScoreRule]
    Targets = dict[str, TargetRule]
    Dividends = dict[str, DividendProgramme]
    Equity = dict[str, EquityProgramme]
    Expansion = dict[str, ExpansionRule]
else:
    PayElements, Scores, Targets, Dividends, Equity, Expansion = (
        _entries(kind) for kind in (PayElement, ScoreRule, TargetRule, DividendProgramme, EquityProgramme,
                                    ExpansionRule))


class Plan(Declared):
    """Pay, assessment, targets, dividends, equity and expansion together."""

    pay: Annotated[dict[str, PayElements], Parameter("薪酬", "Pay", Unit.TABLE)]
    scores: Annotated[Scores, Parameter("考核", "Assessment", Unit.TABLE)] = Field(default_factory=dict)
    targets: Annotated[Targets, Parameter("目标", "Targets", Unit.TABLE)] = Field(default_factory=dict)
    dividends: Annotated[Dividends, Parameter("分红", "Dividends", Unit.TABLE)] = Field(default_factory=dict)
    equity: Annotated[Equity, Parameter("股权", "Equity", Unit.TABLE)] = Field(default_factory=dict)
    expansion: Annotated[Expansion, Parameter("扩张", "Expansion", Unit.TABLE)] = Field(default_factory=dict)
    job_values: Annotated[JobEvaluation, Parameter("岗位价值评价", "Job evaluation", Unit.TABLE)] = JobEvaluation()

    @model_validator(mode="after")
    def _references_exist(self) -> Plan:
        for group, elements in self.pay.items():
            for name, element in elements.items():
                for field, refers, other in element.references():
                    if refers is Refers.COEFFICIENT:
                        _known(f"pay.{group}.{name}.{field}", other,
                               [key for key, target in self.targets.items() if target.sets_coefficient])
        for name, target in self.targets.items():
            for field, other in target.builds_on().items():
                place = f"targets.{name}.{field}"
                _known(place, other, [key for key in self.targets if key != name])
                if not self.targets[other].hands_down:
                    raise refuse(t("{place} refers to target “{name}”, which hands nothing down; name a split or an "
                                   "annual target.", place=place, name=other))
        self.targets_in_order()
        opening = [name for name, rule in self.expansion.items() if rule.opens]
        if len(opening) > 1:
            raise refuse(t("{names} all open companies; a plan can have one such rule, take the others out.",
                           names=", ".join(opening)))
        return self

    def targets_in_order(self) -> list[str]:
        """The targets' names, each after the one it builds on.

        Raises:
            PydanticCustomError: some build on one another in a circle.
        """
        done: list[str] = []
        while len(done) < len(self.targets):
            ready = [name for name, target in self.targets.items()
                     if name not in done and set(target.builds_on().values()) <= set(done)]
            if not ready:
                raise refuse(t("the targets {names} build on one another in a circle; let one of them stand alone.",
                               names=", ".join(name for name in self.targets if name not in done)))
            done += ready
        return done


def _known(place: str, name: str, names: list[str]) -> None:
    if name not in names:
        raise refuse(t("{place} refers to target “{name}”, which the plan does not have.", place=place, name=name)
                     + nearest(name, names))
