"""P6 Role split: a shop's commission pool divided by role, equally within a role."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field, model_validator

from engine.base.algebra import each_alike, part_by_key
from engine.base.book import Given
from engine.base.money import Fen, fraction, to_fen, to_yuan
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import refuse
from engine.base.text import t
from engine.base.trace import Trace
from engine.rules.kinds import PayElement
from engine.rules.parts.commission import CommissionTerms
from engine.rules.parts.terms import PAYABLE_PART, VOLUME_A_MONTH
from engine.rules.rule import About
from engine.world.drivers import Group

ONLINE = {"head": 0.15, "operations": 0.20, "service": 0.15, "design": 0.15, "logistics": 0.15,
          "promotion": 0.15, "admin": 0.05}

Share = Annotated[float, Parameter("比例", "Share", Unit.RATE, low=0, high=1, step=0.01)]


class RoleSplit(PayElement):
    """The unit's commission is a pool; each role gets its share; people in one role share equally."""

    about = About(
        title=Text("提成池按岗位分配", "Commission pool by role"),
        what=Text("店铺的提成先成为一个池，再按岗位比例分给各岗位，同岗位的人平分。没有人的岗位，那一份留在公司。",
                  "The shop's commission becomes a pool, divided among the roles by their shares; people in one "
                  "role share equally. The share of a role that nobody holds stays with the company."),
        formula=Text("个人 = 提成池 × 岗位比例 ÷ 岗位人数，精确到分，余数按最大余数法分配",
                     "person = pool × share of the role ÷ people in it, to the fen, rest by largest remainder"),
        source="E-commerce shop plan: online and offline splits",
        not_modelled=Text("月中调岗", "changes of post within a month"))
    example = {"pool": 1350, "shares": ONLINE}

    rule: Literal["role_split"] = "role_split"
    commission: Annotated[CommissionTerms, Parameter("提成池怎么来", "What fills the pool", Unit.TABLE)] = CommissionTerms(
        scope="unit", on="all", mode="whole")
    shares: Annotated[dict[str, Share], Parameter("各岗位比例", "Shares of the roles", Unit.TABLE,
                                                  source="E-commerce shop plan"), Field(min_length=1)] = ONLINE

    @model_validator(mode="after")
    def _sums_to_one(self) -> RoleSplit:
        total = sum(fraction(share) for share in self.shares.values())
        if total != 1:
            raise refuse(t("the shares of the roles sum to {total}, not to 100%; change one by {gap}.",
                           total=f"{float(total) * 100:.8g}%", gap=f"{float(1 - total) * 100:+.8g}%"))
        return self

    def own_commission(self) -> CommissionTerms:
        return self.commission

    def roles(self) -> dict[str, float]:
        return self.shares

    class Inputs(Declared):
        """A ready pool."""

        pool: Annotated[float, Parameter("提成池（元）", "The pool in yuan", Unit.YUAN, low=0,
                                         high=100_000_000_000, step=100)]

    reads = {"volume": VOLUME_A_MONTH,
             "payable": PAYABLE_PART,
             "whose": Parameter("池记在谁名下", "With whom the pool stands", Unit.KEY),
             "role": Parameter("岗位在比例表中的序号", "Place of the role among the shares", Unit.COUNT),
             "team": Parameter("同店同岗位的人", "People of one shop and role", Unit.KEY)}

    def alone(self, inputs: Any) -> dict[str, Any]:
        """A shop with one person in each role."""
        roles = len(self.shares)
        return {"pool": np.full(roles, to_fen(inputs.pool)), "whose": np.zeros(roles, dtype=np.int64),
                "role": np.arange(1, roles + 1), "team": np.arange(roles)}

    def calc(self, inputs: Any) -> dict[str, Any]:
        parts = self.formula(Given(**self.alone(inputs)), Trace())
        return {role: to_yuan(part) for role, part in zip(self.shares, parts, strict=True)}

    def bind(self, group: Group) -> dict[str, Any]:
        people, whole = np.arange(len(group)), self.commission.scope != "own"
        first = np.zeros(int(group.unit.max(initial=0)) + 1, dtype=np.int64)
        first[group.unit[::-1]] = people[::-1]
        post = group.of(group.drivers.people.post)
        role = np.zeros(len(group), dtype=np.int64)
        for place, name in enumerate(self.shares, start=1):
            role[post == name] = place
        return {**self.commission.bind_terms(group), "pool": None, "role": role, "whose": first[group.unit] if whole else people,
                "team": group.unit * (len(self.shares) + 1) + role}

    def formula(self, x: Any, say: Trace) -> Fen:
        """A unit's pool stands there for each of its people, and is divided once; `pool`: a ready one, fen (people,)."""
        pool = self.commission.earn(x.volume, x.payable, say) if x.pool is None else x.pool
        pool = say("本单位提成池", "The unit's pool", Unit.YUAN, pool)
        parts = part_by_key(pool, x.whose, x.role, tuple(range(1, len(self.shares) + 1)), tuple(self.shares.values()))
        return each_alike(parts, x.team)
