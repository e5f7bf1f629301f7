"""P11 Over-production bonus: a rate on what is achieved above a base."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

import numpy as np

from engine.base.algebra import PPM, fen, for_each, in_december, over, share_out, sum_by, times
from engine.base.money import Fen, to_fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.trace import Trace
from engine.rules.kinds import PayElement
from engine.rules.parts.rises import PIECE, Of, Rise, whole_pieces
from engine.rules.parts.terms import ACTUAL_LAST_YEAR, ACTUAL_OF_YEAR, TEAM
from engine.rules.rule import About
from engine.world.drivers import Group, Scope

Measure = Literal["profit", "revenue", "unit_sales", "own_sales", "pieces"]
RISES: dict[Measure, tuple[Of, Scope]] = {
    "own_sales": ("sales", "own"), "pieces": ("pieces", "own"), "unit_sales": ("sales", "unit"),
    "revenue": ("revenue", "company"), "profit": ("profit", "company")}
"""What has to rise, and whose doing it is."""

MORE_PIECES, MORE = 100 * PIECE, 1_000_000
"""How much more of what is above its base already is looked at: a hundred pieces, or 10,000 yuan."""


class OverProduction(PayElement):
    """Rate × max(0, actual − base), once a year with December's pay."""

    about = About(
        title=Text("超产奖", "Over-production bonus"),
        what=Text("全年实际超出基数的部分，按比例奖励，随 12 月工资发放。利润按薪酬变动前的税前利润计算。",
                  "A rate on what the whole year brings above a base, paid with December's pay. Profit is the "
                  "profit before tax and before any change in pay."),
        formula=Text("超产奖 = 比例 × max（0，实际 − 基数）", "bonus = rate × max(0, actual − base)"),
        source="Organisation handbook: over-production bonus in every pay structure",
        not_modelled=Text("按季度预发", "advance payment by quarter"))
    example = {"actual": 3_500_000, "base": 3_000_000, "rate": 0.02}

    rule: Literal["over_production"] = "over_production"
    measure: Annotated[Measure, Parameter("看什么", "Measured on", Unit.CHOICE, choices={
        "profit": Text("公司利润（薪酬变动前）", "Company profit before any change in pay"),
        "revenue": Text("公司营业额", "Company revenue"), "unit_sales": Text("本单位业绩", "Own unit's output"),
        "own_sales": Text("本人销售额", "Own sales"), "pieces": Text("件数、交付数", "Pieces, deliveries")})] = "profit"
    base: Annotated[float | None, Parameter(
        "基数（年）", "Base a year", Unit.YUAN, low=0, high=1_000_000_000_000, step=10_000,
        nothing=Text("上年实际", "last year's actual"))] = None
    rate: Annotated[float, Parameter("奖励比例", "Rate", Unit.RATE, low=0, high=1, step=0.005)] = 0.02
    share: Annotated[Literal["each", "equally", "by_coefficient"], Parameter(
        "怎么分", "Who gets it", Unit.CHOICE, choices={
            "each": Text("每人各得一份", "Each person gets the whole rate"),
            "equally": Text("组内平分", "Shared equally"),
            "by_coefficient": Text("按贡献系数分", "Shared by contribution coefficient")})] = "each"

    def rises(self, group: Group, place: int, month: int) -> Iterator[Rise]:
        """What the year misses to the base; above it, some more growth."""
        actual, base = (int(column[..., place]) for column in self.standing(group))
        pieces = self.measure == "pieces"
        wanted = whole_pieces(base) if pieces else base
        bound = wanted if actual < base else actual + (MORE_PIECES if pieces else MORE)
        of, whose = RISES[self.measure]
        yield Rise("base" if actual < base else "growth", of, whose, None, actual, bound, self.rate, base, self.share != "each")

    class Inputs(Declared):
        """What the year brought."""

        actual: Annotated[float, ACTUAL_OF_YEAR]

    reads = {"last": ACTUAL_LAST_YEAR, "team": TEAM,
             "weight": Parameter("分配权重", "Weight", Unit.FACTOR)}

    def alone(self, inputs: Any) -> dict[str, Any]:
        return {**super().alone(inputs), "last": np.array([0]), "team": None, "weight": np.array([PPM])}

    def bind(self, group: Group) -> dict[str, Any]:
        actual, last = self._actual_and_last(group)
        weight = group.of(group.drivers.people.coefficient) if self.share == "by_coefficient" else np.full(len(group), PPM)
        return {"actual": actual, "last": last, "weight": weight, "team": group.unit if self.measure == "unit_sales" else None}

    def formula(self, x: Any, say: Trace) -> Fen:
        actual = say("全年实际", "The year's actual", Unit.YUAN, x.actual)
        base = say("基数", "Base", Unit.YUAN, self._base(x.last))
        excess = say("超出部分", "Excess", Unit.YUAN, over(actual, base), key="excess")
        bonus = say.result("amount", Unit.YUAN, times(excess, self.rate))
        if self.share != "each":
            # A company's or a unit's figure makes one pool, personal figures are added up into one.
            pool = sum_by(bonus) if self.measure in ("own_sales", "pieces") else bonus
            bonus = say("从奖金池分得", "Part of the pool", Unit.YUAN, share_out(pool, x.weight, x.team))
        return in_december(bonus)

    def _base(self, last: Fen) -> Fen:
        return last if self.base is None else for_each(fen(self.base), last)

    def standing(self, group: Group) -> tuple[Fen, Fen]:
        """The year's actual and the base it is held against, (…, people) in fen (pieces in hundredths), each person's own view."""
        actual, last = self._actual_and_last(group)
        return actual, self._base(last)

    def _actual_and_last(self, group: Group) -> tuple[Fen, Fen]:
        """The year's actual and last year's, as in `standing`."""
        drivers, facts = group.drivers, group.drivers.company.facts
        everyone = np.ones(len(group), dtype=np.int64)
        if self.measure == "profit":
            before = drivers.company.profit_before_tax
            return ((drivers.world.before_pay - drivers.company.payroll_of_books) * everyone,
                    max(0, before) * everyone)
        if self.measure == "revenue":
            return drivers.world.revenue * everyone, to_fen(facts.money.revenue) * everyone
        if self.measure == "unit_sales":
            return drivers.unit_sales.sum(axis=-2)[..., group.unit], drivers.unit_history[group.unit]
        people = drivers.people
        if self.measure == "own_sales":
            return group.sales("own").sum(axis=-2), group.of(people.history)
        return group.of(drivers.pieces).sum(axis=-2) * 100, group.of(people.pieces).sum(axis=-2) * 100
