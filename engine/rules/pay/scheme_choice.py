"""P4 Choice of schemes: a salesperson takes the commission scheme that pays best over the year."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field

from engine.base.money import Fen, fraction, to_fen, to_yuan
from engine.base.parameter import Declared, Label, Parameter, Text, Unit
from engine.base.trace import Trace
from engine.company.company import GROSS_MARGIN
from engine.company.people import BASE_PAY
from engine.rules.kinds import PayElement
from engine.rules.parts.commission import CommissionTerms
from engine.rules.parts.terms import SALES_A_MONTH
from engine.rules.parts.tiers import Tier
from engine.rules.rule import About
from engine.world.assumptions import COLLECTED
from engine.world.drivers import Group

SOURCE = "Incentive-plan collection, A company"
SILENT = Trace()


class Scheme(Declared):
    """A base pay and the commission that goes with it."""

    label: Annotated[Label | None, Parameter("方案名称", "Name of the scheme", Unit.TABLE,
                                             nothing=Text("用它的代号", "its key"))] = None
    base_pay: Annotated[float | None, BASE_PAY.but(nothing=Text("本人的基本工资", "the person's own"))] = None
    commission: Annotated[CommissionTerms, Parameter("提成", "Commission", Unit.TABLE)] = CommissionTerms()


def _scheme(zh: str, en: str, base_pay: float, quota: float, rate: float) -> Scheme:
    return Scheme(label=Label(zh=zh, en=en), base_pay=base_pay,
                  commission=CommissionTerms(quota=quota, tiers=(Tier(from_=0, rate=rate),)))


THREE = {"one": _scheme("方案一", "Scheme one", 6000, 50_000, 0.02), "two": _scheme("方案二", "Scheme two", 4500, 50_000, 0.05),
         "three": _scheme("方案三", "Scheme three", 3000, 0, 0.05)}


class SchemeChoice(PayElement):
    """The best of several schemes for the year; the first of equally good ones."""

    about = About(
        title=Text("提成方案自选", "Choice of commission schemes"),
        what=Text("销售人员在几个方案（基本工资高低 + 提成）中自选一个，按全年收入最高的那个发；新人按第一个方案。"
                  "收入相同的，取排在前面的。基本工资已包含在内，不要再加一份固定工资。",
                  "A salesperson chooses among several schemes (a higher or lower base pay with its commission) and is "
                  "paid by the one that brings most over the year; newcomers by the first. Of equally good ones it is "
                  "the first. Base pay is included: don't add fixed pay."),
        formula=Text("年收入 = 各方案中最高的 Σ（基本工资 + 提成）",
                     "a year = the highest over the schemes of Σ (base pay + commission)"),
        source=SOURCE + " (base pay + (sales − quota) × rate, also × margin); the amounts are ours",
        not_modelled=Text("选错方案：假定人人都选对", "a wrong choice: everybody is taken to choose right"))
    example = {"sales": 100_000}

    rule: Literal["scheme_choice"] = "scheme_choice"
    schemes: Annotated[dict[str, Scheme], Parameter("可选方案", "Schemes", Unit.TABLE), Field(min_length=1)] = THREE
    choice_from_years: Annotated[int, Parameter("司龄满几年可自选", "May choose from years of service", Unit.YEARS, low=0,
                                                high=20, step=1)] = 0

    def commissions(self) -> tuple[CommissionTerms, ...]:
        return tuple(scheme.commission for scheme in self.schemes.values())

    class Inputs(Declared):
        """A month's sales, the same in every month, and what part of them is net, margin and collected."""

        sales: Annotated[float, SALES_A_MONTH]
        net: Annotated[float, Parameter("净销售占比", "Net part of sales", Unit.RATE, low=0, high=1, step=0.01)] = 1.0
        margin: Annotated[float, GROSS_MARGIN] = 1.0
        collected: Annotated[float, COLLECTED] = 1.0
        own_base_pay: Annotated[float, Parameter("本人基本工资（月）", "Own base pay a month", Unit.YUAN, low=0,
                                                 high=10_000_000, step=100)] = 0.0

    def at(self, sales: Fen, net: float = 1.0, margin: float = 1.0, collected: float = 1.0,
           own_base_pay: float = 0.0) -> Fen:
        """What each scheme pays a month at each sales level, fen, (schemes, …)."""
        part = {"net_sales": net, "gross_profit": margin, "collections": collected}
        rows = []
        for scheme in self.schemes.values():
            base = own_base_pay if scheme.base_pay is None else scheme.base_pay
            exact = fraction(part.get(scheme.commission.base, 1.0))
            rows.append(to_fen(base) + scheme.commission.amount(sales, exact))
        return np.stack(rows)

    def best_at(self, sales: Fen, **parts: float) -> npt.NDArray[np.int64]:
        """Which scheme is best at each level of monthly sales (levels,), as its place in the list; parts as in `at`."""
        return self.at(sales, **parts).argmax(axis=-2)

    def calc(self, inputs: Any) -> dict[str, Any]:
        pays = self.at(np.array([to_fen(inputs.sales)]), inputs.net, inputs.margin, inputs.collected,
                       inputs.own_base_pay)[:, 0]
        best = int(pays.argmax())
        return {"best": list(self.schemes)[best], "amount": to_yuan(pays[best]),
                "schemes": {name: to_yuan(pay) for name, pay in zip(self.schemes, pays, strict=True)}}

    def title_of(self, scheme: str) -> Text:
        """What a scheme is called: its label, else its key."""
        label = self.schemes[scheme].label
        return label.text if label else Text(f"方案 {scheme}", f"Scheme {scheme}")

    def _by_scheme(self, group: Group) -> Fen:
        """What each scheme would pay by month and person, (…, schemes, 12, people)."""
        own = group.of(group.drivers.people.base_pay)
        rows = [(own if scheme.base_pay is None else to_fen(scheme.base_pay))
                + scheme.commission.earn(**scheme.commission.bind_terms(group), say=SILENT)
                for scheme in self.schemes.values()]
        return np.stack(np.broadcast_arrays(*rows), axis=-3)

    def _choice(self, group: Group, pays: Fen) -> npt.NDArray[np.int64]:
        """Which scheme each person takes for the year, (…, people)."""
        best = pays.sum(axis=-2).argmax(axis=-2)
        return np.where(group.of(group.drivers.people.years) >= self.choice_from_years, best, 0)

    def chosen_by(self, group: Group) -> dict[str, int]:
        """How many of the group take each scheme."""
        taken = np.bincount(self._choice(group, self._by_scheme(group)).ravel(), minlength=len(self.schemes))
        return dict(zip(self.schemes, taken.tolist(), strict=True))

    def pay(self, group: Group, trace: Trace) -> Fen:
        pays = self._by_scheme(group)
        choice = self._choice(group, pays)
        for place, name in enumerate(self.schemes):
            title = self.title_of(name)
            trace(title.zh, title.en, Unit.YUAN, pays[..., place, :, :])
        trace("选了第几个方案", "Scheme taken, by number", Unit.COUNT, choice + 1)
        return np.take_along_axis(pays, choice[..., None, None, :], axis=-3)[..., 0, :, :]
