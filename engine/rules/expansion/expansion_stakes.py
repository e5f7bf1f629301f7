"""X1, X3, X4 Expansion stakes: who holds what in a company that a head opens, and the 51% floor."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from engine.base.algebra import PPM, ppm
from engine.base.parameter import Parameter, Text, Unit
from engine.base.problem import InputError, Problem
from engine.base.text import percent_exact, t
from engine.rules.rule import About, Rule

SOURCE = "Organisation handbook: expansion by subsidiaries"


class ExpansionStakes(Rule):
    """Headquarters keeps what the head, the opener and the opener's opener do not get."""

    about = About(
        title=Text("裂变持股", "Expansion stakes"),
        what=Text("新公司由负责人持一份；由别的公司负责人开设的，开设者也持一份（正常裂变）；猛烈裂变时，"
                  "开设者的开设者再持一份。其余归总部，总部不得低于下限。",
                  "The head of a new company holds a part. One opened by another company's head also gives that "
                  "opener a part (normal expansion); in fierce expansion the opener's own opener holds one too. "
                  "The rest is headquarters', never below the floor."),
        formula=Text("总部 = 1 − 负责人 − 开设者 − 开设者的开设者 ≥ 下限",
                     "headquarters = 1 − head − opener − opener of opener ≥ floor"),
        source=SOURCE + " (80 / 20, floor 51%); 60/20/20 and 51/9/20/20 are ours",
        not_modelled=Text("谁出资、负责人更替（另有规则）", "who pays, and succession (rules of their own)"))
    example = {"head": 0.20, "opener": 0.20, "opener_of_opener": 0.09, "headquarters_floor": 0.51}

    plain: ClassVar[Text | None] = Text("持股按公司的代次从表中选出",
                                        "stakes are looked up by the generation of a company")

    rule: Literal["expansion_stakes"] = "expansion_stakes"
    head: Annotated[float, Parameter("负责人持股", "Head's stake", Unit.RATE, low=0, high=0.49, step=0.01,
                                     source=SOURCE)] = 0.20
    opener: Annotated[float, Parameter("开设者持股", "Opener's stake", Unit.RATE, low=0, high=0.49, step=0.01)] = 0.20
    opener_of_opener: Annotated[float, Parameter("开设者的开设者持股（猛烈）", "Stake of the opener's opener (fierce)",
                                                 Unit.RATE, low=0, high=0.49, step=0.01)] = 0.09
    headquarters_floor: Annotated[float, Parameter("总部持股下限", "Headquarters' floor", Unit.RATE, low=0.5, high=1,
                                                   step=0.01, source=SOURCE)] = 0.51

    def broken_floor(self, generation: int) -> str | None:
        """Why a company of this generation would break the floor, in a sentence; None if it holds."""
        left, *stakes = self.of(generation)
        floor = ppm(self.headquarters_floor)
        if left >= floor:
            return None
        given = stakes[:generation]

        def rate(millionths: int) -> str:
            return percent_exact(millionths / PPM)

        return t("headquarters would keep {left}, below its floor of {floor}: the stakes given away ({given}) are "
                 "together {gap} too much; lower one of them.", left=rate(left), floor=rate(floor),
                 given=" + ".join(map(rate, given)), gap=rate(floor - left))

    def of(self, generation: int) -> tuple[int, ...]:
        """Stakes in a company that headquarters opened (1), its head opened (2), or a later one (3), millionths.

        Of headquarters, the head, the opener and the opener's opener; they sum to PPM.
        """
        given = [ppm(stake) for stake in (self.head, self.opener, self.opener_of_opener)[:generation]]
        return (PPM - sum(given), *given, *[0] * (3 - generation))

    def calc(self, inputs: Any) -> dict[str, Any]:
        broken = self.broken_floor(3)
        if broken:
            raise InputError([Problem("", "headquarters_floor", broken)])
        return dict(zip(("headquarters", "head", "opener", "opener_of_opener"), (part / PPM for part in self.of(3)), strict=True))
