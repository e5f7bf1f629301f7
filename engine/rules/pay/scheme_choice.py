"""P4 Choice of schemes: a salesperson takes the commission scheme that pays best over the year."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field

from engine.base.algebra import MONTHS, count, every_month, fen, over_months, ppm, same, where
from engine.base.book import Given
from engine.base.money import Fen
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

NET_PART = Parameter("净销售占比", "Net part of sales", Unit.RATE, low=0, high=1, step=0.01)


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
        net: Annotated[float, NET_PART] = 1.0
        margin: Annotated[float, GROSS_MARGIN] = 1.0
        collected: Annotated[float, COLLECTED] = 1.0
        own_base_pay: Annotated[float, Parameter("本人基本工资（月）", "Own base pay a month", Unit.YUAN, low=0,
                                                 high=10_000_000, step=100)] = 0.0

    reads = {"base_pay": BASE_PAY, "years": Parameter("司龄", "Years of service", Unit.YEARS),
             "sales_of_own": Parameter("本人销售额（月）", "Own sales a month", Unit.YUAN),
             "sales_of_unit": Parameter("本单位业绩（月）", "The unit's output a month", Unit.YUAN),
             "sales_of_company": Parameter("公司收入（月）", "The company's revenue a month", Unit.YUAN),
             "pieces": Parameter("件数（月）", "Units a month", Unit.POINTS),
             "net_sales": NET_PART,
             "gross_profit": GROSS_MARGIN,
             "collections": COLLECTED}

    def alone(self, inputs: Any) -> dict[str, Any]:
        """A year of equal months; what is shown is one of them."""
        return {**self._selling(np.full((MONTHS, 1), fen(inputs.sales)), inputs.net, inputs.margin, inputs.collected,
                                inputs.own_base_pay), "years": np.array([self.choice_from_years])}

    def bind(self, group: Group) -> dict[str, Any]:
        people = group.drivers.people
        bound = {"base_pay": group.of(people.base_pay), "years": group.of(people.years)}
        for scheme in self.schemes.values():
            terms = scheme.commission.bind_terms(group)
            bound |= {_volume(scheme.commission): terms["volume"], scheme.commission.base: terms["payable"]}
        return bound

    def _selling(self, sales: Fen, net: float = 1.0, margin: float = 1.0, collected: float = 1.0,
                 own_base_pay: float = 0.0) -> dict[str, Any]:
        """What the schemes read of plain sales levels, fen of any shape."""
        volumes = {_volume(scheme.commission): sales for scheme in self.schemes.values()}
        return {**volumes, "base_pay": np.array([fen(own_base_pay)]), "sales": None, "units": None,
                "net_sales": np.array([ppm(net)]), "gross_profit": np.array([ppm(margin)]),
                "collections": np.array([ppm(collected)])}

    def _by_scheme(self, x: Any) -> list[Any]:
        """What each scheme pays a month, fen, of the shape of the sales."""
        return [(x.base_pay if scheme.base_pay is None else fen(scheme.base_pay))
                + scheme.commission.earn(getattr(x, _volume(scheme.commission)), getattr(x, scheme.commission.base), SILENT)
                for scheme in self.schemes.values()]

    def _choice(self, pays: list[Any], years: Any) -> Any:
        """Which scheme each person takes for the year, by number from 1; of (…, 12, people) each → (…, people)."""
        may, best, number = years >= count(self.choice_from_years), over_months(pays[0]), years * 0 + 1
        for place, pay in enumerate(pays[1:], start=2):
            total = over_months(pay)
            number = where(may & (total > best), place, number)
            best = where(total > best, total, best)
        return number

    def formula(self, x: Any, say: Trace) -> Fen:
        titles = map(self.title_of, self.schemes)
        pays = [say(title.zh, title.en, Unit.YUAN, pay) for title, pay in zip(titles, self._by_scheme(x), strict=True)]
        number = say("选了第几个方案", "Scheme taken, by number", Unit.COUNT, self._choice(pays, x.years))
        say.result("best", Unit.TEXT, lambda: tuple(self.schemes)[int(number[0]) - 1])
        amount = pays[0]
        for place, pay in enumerate(pays[1:], start=2):
            amount = where(same(every_month(number), place), pay, amount)
        say.result("amount", Unit.YUAN, lambda: amount[0])
        say.result("schemes", Unit.YUAN, lambda: {name: pay[0] for name, pay in zip(self.schemes, pays, strict=True)})
        return amount

    def title_of(self, scheme: str) -> Text:
        """What a scheme is called: its label, else its key."""
        label = self.schemes[scheme].label
        return label.text if label else Text(f"方案 {scheme}", f"Scheme {scheme}")

    def at(self, sales: Fen, **parts: float) -> Fen:
        """What each scheme pays a month at each sales level (levels,), fen, (schemes, levels).

        parts: net, margin, collected and own_base_pay, as one tries the rule.
        """
        return np.stack(np.broadcast_arrays(*self._by_scheme(Given(**self._selling(sales, **parts)))))

    def best_at(self, sales: Fen, **parts: float) -> npt.NDArray[np.int64]:
        """Which scheme is best at each level of monthly sales (levels,), as its place in the list; parts as in `at`."""
        pays = [pay[None, :] for pay in self.at(sales, **parts)]
        return np.asarray(self._choice(pays, np.full(sales.shape, self.choice_from_years)) - 1)

    def chosen_by(self, group: Group) -> dict[str, int]:
        """How many of the group take each scheme."""
        x = Given(**self.bind(group))
        taken = np.bincount((self._choice(self._by_scheme(x), x.years) - 1).ravel(), minlength=len(self.schemes))
        return dict(zip(self.schemes, taken.tolist(), strict=True))


def _volume(terms: CommissionTerms) -> str:
    """Under which name the formula reads what a commission is counted on."""
    return "pieces" if terms.base == "units" else f"sales_of_{terms.scope}"
