"""X5 Opening conditions: an opener funds, staffs and stays inside its territory; the scarcest of them decides."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

import numpy as np

from engine.base.money import Fen, to_fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.company.network import CAP, FUNDS, NOTHING, REASONS, TALENT, TERRITORY, Whole
from engine.rules.parts.terms import CAPITAL_OF_COMPANY
from engine.rules.rule import About, Rule

SOURCE = "Organisation handbook: expansion by subsidiaries"
PLENTY = 10**9


class OpeningConditions(Rule):
    """How many of the openings wanted the conditions allow, and which condition is the scarcest."""

    about = About(
        title=Text("开店条件", "Conditions for opening"),
        what=Text("开设者要拿得出资金、派得出干部（人才“1+2”：一名负责人、另培养两人）、不出自己的市场版图；公司总数也有上限。"
                  "哪一项最紧，就由哪一项决定能开几家。从第四家开始由职业经理人而不是老板去开。",
                  "The opener has to have the funds, the people (talent “1 + 2”: a head and two more trained) and room in "
                  "its territory; the number of companies has a limit as well. The scarcest of them decides how many are "
                  "opened. From the fourth company on managers open companies, not the owner."),
        formula=Text("可开 = 最小（想开，资金 ÷ 每家投资，人才 ÷ 每家所需，版图余量，总数余量）",
                     "possible = least of (wanted, funds ÷ capital, trained ÷ needed, room in territory, room in all)"),
        source=SOURCE + " (funds, talent 1 + 2, territory, the fourth company); people trained a year are ours",
        not_modelled=Text("各地市场大小不同、跨区调人", "markets of different size, people moved between companies"))
    example = {"wanted": 2, "funds": 800_000, "capital": 300_000, "trained": 4}

    plain: ClassVar[Text | None] = Text("几个条件里最紧的一个，要说出是哪一个",
                                        "the tightest of several limits, and which one it was")

    rule: Literal["opening_conditions"] = "opening_conditions"
    team: Annotated[int, Parameter("每家新公司需要的干部（1+2）", "Trained people a new company takes (1 + 2)", Unit.PEOPLE, low=0,
                                   high=20, step=1, source=SOURCE)] = 3
    trains: Annotated[int, Parameter("每家公司每年培养干部", "People a company trains a year", Unit.PEOPLE, low=0, high=50,
                                     step=1)] = 3
    territory: Annotated[int | None, Parameter("每家公司版图内最多开设", "Most companies in one opener's territory", Unit.COUNT,
                                               low=0, high=100, step=1, nothing=Text("不限", "not limited"))] = None
    budget: Annotated[float | None, Parameter("总部每年最多投入", "Most that headquarters puts in a year", Unit.YUAN, low=0,
                                              high=100_000_000_000, step=100_000,
                                              nothing=Text("不限", "not limited"))] = None
    owner_opens: Annotated[int | None, Parameter("老板只开到第几家", "Up to which company the owner opens", Unit.COUNT, low=0,
                                                 high=1000, step=1, source=SOURCE,
                                                 nothing=Text("不限", "not limited"))] = 3

    class Inputs(Declared):
        """One opener in one year."""

        wanted: Annotated[int, Parameter("想开几家", "Openings wanted", Unit.COUNT, low=0, high=50, step=1)] = 1
        funds: Annotated[float, Parameter("可用资金", "Funds at hand", Unit.YUAN, low=0, high=100_000_000_000,
                                          step=10_000)] = 0.0
        capital: Annotated[float, CAPITAL_OF_COMPANY] = 0.0
        trained: Annotated[int, Parameter("已培养干部", "People trained", Unit.PEOPLE, low=0, high=1000, step=1)] = 0
        opened: Annotated[int, Parameter("版图内已开", "Opened in its territory", Unit.COUNT, low=0, high=1000, step=1)] = 0
        room: Annotated[int | None, Parameter("总数余量", "Room in all", Unit.COUNT, low=0, high=1000, step=1,
                                              nothing=Text("不限", "not limited"))] = None

    def calc(self, inputs: Any) -> dict[str, Any]:
        allowed, gate = self.allowed(np.array([inputs.wanted]), np.array([to_fen(inputs.funds)]), to_fen(inputs.capital),
                                     np.array([inputs.trained]), np.array([inputs.opened]))
        possible, reason = int(allowed[0]), int(gate[0])
        if inputs.room is not None and inputs.room < possible:
            possible, reason = inputs.room, CAP
        return {"openings": possible, "bottleneck": REASONS[reason]}

    def allowed(self, wanted: Whole, funds: Fen, capital: int, trained: Whole, opened: Whole) -> tuple[Whole, Whole]:
        """Openings that funds (fen), talent and territory allow each company, and which of them held it back, (…, companies)."""
        plenty = np.full_like(wanted, PLENTY)
        limits = np.stack([
            wanted,
            np.maximum(funds, 0) // capital if capital else plenty,
            trained // self.team if self.team else plenty,
            plenty if self.territory is None else np.maximum(0, self.territory - opened)], axis=-1)
        # The first of equal limits: wanting no more goes before anything that holds back.
        return limits.min(axis=-1), np.array([NOTHING, FUNDS, TALENT, TERRITORY])[limits.argmin(axis=-1)]

    def budgeted(self, cost: int) -> int:
        """How many openings headquarters can pay this much for in one year."""
        if self.budget is None or not cost:
            return PLENTY
        return to_fen(self.budget) // cost
