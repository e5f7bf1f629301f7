"""What a person pays in tax on equity, phantom shares and dividends, by instrument."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import model_validator

from engine.base import text
from engine.base.algebra import at_least, over, structure
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import missing, refuse
from engine.base.text import t
from engine.base.trace import Trace
from engine.law import equity_income as equity
from engine.law.laws import EQUITY_WITHOUT_DEFERRAL
from engine.law.national import national, year_end
from engine.rules.parts.tax_rule import FIRST_YEAR, NOTES, TaxableSalary, TaxRule, Year
from engine.rules.rule import About

Kind = Literal["listed_option", "listed_restricted", "listed_sar", "unlisted_deferred", "unlisted", "phantom",
               "dividend", "listed_dividend", "lp_gain", "lp_dividend", "lp_share"]
LAWS_OF: dict[str, tuple[str, ...]] = {
    "listed_option": ("equity_table", "equity_instalments"), "listed_restricted": ("equity_table", "equity_instalments"),
    "listed_sar": ("equity_table",), "unlisted_deferred": ("deferral", "equity_table"),
    "unlisted": ("equity_table", "dividend"), "phantom": ("income_tax",), "dividend": ("dividend",),
    "listed_dividend": ("listed_dividend",), "lp_gain": ("business_income", "dividend"), "lp_dividend": ("dividend",),
    "lp_share": ("dividend",)}

OF_SHARES = ("shares", "price")
NEEDED: dict[str, tuple[str, ...]] = {
    "listed_option": OF_SHARES, "listed_restricted": (*OF_SHARES, "registered_price"), "listed_sar": OF_SHARES,
    "unlisted_deferred": ("shares",), "unlisted": OF_SHARES, "phantom": ("amount",), "dividend": ("amount",),
    "listed_dividend": ("amount", "held_months"), "lp_gain": ("amount",), "lp_dividend": ("amount",), "lp_share": ("amount",)}
"""What each kind cannot be computed without; a missing strike or payment is nothing paid, as for award shares."""

Reading = Literal["business", "flat"]
READINGS = {"business": Text("经营所得 5%–35%（默认）", "Business income, 5% to 35% (default)"),
            "flat": Text("统一 20%", "Flat 20%")}


def _price(zh: str, en: str) -> Parameter:
    return Parameter(zh, en, Unit.YUAN, low=0, high=1_000_000, step=1)


class EquityTax(TaxRule):
    """Income and tax of one grant; where the law leaves two ways, both."""

    about = About(
        title=Text("股权与分红个税", "Tax on equity and dividends"),
        what=Text("上市公司期权、限制性股票、增值权单独按年度税率表计税（当年多次合并计算）；非上市公司股权可递延到转让时按 20%，"
                  "不递延的取得时按折价计税、以后增值 20%，两种都算，递延不一定更省；虚拟股和利润分享按工资并入综合所得；"
                  "真实分红 20%；合伙平台转让股权有 5%–35% 和 20% 两种口径，都给出。",
                  "Listed options, restricted stock and appreciation rights go by the annual table apart from wages, all "
                  "grants of a year together. Unlisted equity can be deferred to the transfer at 20%; without deferral "
                  "the discount is taxed on receipt and later gains at 20%: both are computed, deferral is not always "
                  "cheaper. Phantom shares and profit sharing are wages. Real dividends 20%. An LP platform's sale is "
                  "read as 5–35% or 20%: both are given."),
        formula=Text("期权：(市价 − 行权价) × 股数，单独查年度表；递延：(转让价 − 成本 − 费用) × 20%；虚拟股：并入工资",
                     "option: (market − strike) × shares by the annual table; deferred: (price − cost − fees) × 20%; "
                     "phantom: merged into wages"),
        source="Announcements 2023-25 and 2024-2, finance and tax 2016-101, income tax law",
        not_modelled=Text("递延的各项条件是否满足、股票来源限制、科研人员优惠",
                          "whether the conditions of deferral are met, sources of shares, relief for researchers"))
    example = {"kind": "listed_option", "shares": 20000, "strike": 10, "price": 35}
    laws = ("equity_table",)
    results = {**NOTES, "deferred_tax": Text("递延：转让时的税", "Deferred: tax at the transfer"),
               "receipt_tax": Text("不递延：取得时的税", "Not deferred: tax on receipt"),
               "later_tax": Text("不递延：以后转让的税", "Not deferred: tax at the later transfer"),
               "immediate_tax": Text("不递延：合计", "Not deferred: in all"),
               "flat_tax": Text("按 20%", "At 20%"), "business_tax": Text("按经营所得", "As business income"),
               "merged_tax": Text("并入工资时的税", "Tax if merged into wages"),
               "instalment_months": Text("可在几个月内缴清", "Months within which to pay")}

    rule: Literal["equity_tax"] = "equity_tax"

    class Inputs(Declared):
        """The instrument with its prices and amounts; what an instrument does not need is ignored."""

        kind: Annotated[Kind, Parameter("种类", "Kind", Unit.CHOICE, choices=equity.KINDS)]
        amount: Annotated[float, Parameter("金额（虚拟股、分红、平台收益）", "Amount (phantom, dividend, platform gain)",
                                           Unit.YUAN, low=0, high=10_000_000_000, step=1_000)] = 0.0
        shares: Annotated[int, Parameter("股数（本次行权、解锁或取得）", "Shares exercised, unlocked or received", Unit.SHARES,
                                         low=0, high=10_000_000_000)] = 0
        strike: Annotated[float, _price("行权价或每股成本", "Strike, or cost a share")] = 0.0
        price: Annotated[float, _price("每股市价或公允价", "Market or fair price a share")] = 0.0
        registered_price: Annotated[float, _price("登记日市价（限制性股票）", "Price at registration (restricted stock)")] = 0.0
        paid: Annotated[float, Parameter("全部授予实付（限制性股票）", "Paid for the whole grant (restricted stock)",
                                         Unit.YUAN, low=0, high=10_000_000_000, step=1_000)] = 0.0
        total_shares: Annotated[int | None, Parameter(
            "全部授予股数（限制性股票）", "Shares of the whole grant (restricted stock)", Unit.SHARES, low=1,
            high=10_000_000_000, nothing=Text("等于本次股数", "the shares unlocked"))] = None
        sale_price: Annotated[float | None, Parameter(
            "以后转让价（非上市）", "Later price a share (unlisted)", Unit.YUAN, low=0, high=1_000_000, step=1,
            nothing=Text("等于公允价", "the fair price"))] = None
        fees: Annotated[float, Parameter("转让税费", "Fees of the transfer", Unit.YUAN, low=0, high=10_000_000_000,
                                         step=100)] = 0.0
        salary_taxable: TaxableSalary = 0.0
        granted_before: Annotated[float, Parameter("当年已计税的股权收入", "Equity income already taxed this year", Unit.YUAN,
                                                   low=0, high=10_000_000_000, step=1_000)] = 0.0
        held_months: Annotated[int, Parameter("持股月数（上市分红）", "Months held (listed dividends)", Unit.COUNT, low=0,
                                              high=600, step=1)] = 13
        reading: Annotated[Reading, Parameter("平台转让口径", "Reading of a platform's sale", Unit.CHOICE,
                                              choices=READINGS)] = "business"
        has_wages: Annotated[bool, Parameter("当年另有综合所得", "Has comprehensive income too", Unit.FLAG)] = True
        year: Year = FIRST_YEAR

        @model_validator(mode="after")
        def _fits(self) -> Self:
            if self.total_shares is not None and self.total_shares < self.shares:
                raise refuse(t("more shares are unlocked than the whole grant has; raise the grant or lower them."))
            return self

    def alone(self, inputs: Any) -> Mapping[str, Any]:
        given = inputs.model_fields_set
        absent = [name for name in NEEDED[inputs.kind] if name not in given]
        if inputs.kind == "unlisted_deferred" and not given & {"price", "sale_price"}:
            absent.append("sale_price")
        if absent:
            raise missing(*absent)
        return {**super().alone(inputs), "priced": "price" in given}

    def formula(self, x: Any, say: Trace) -> Any:
        kind = structure(x.kind)[0]
        if kind in ("listed_option", "listed_restricted", "listed_sar"):
            return self._listed(kind, x, say)
        if kind in ("unlisted", "unlisted_deferred"):
            return self._unlisted(kind, x, say)
        return self._on_amount(kind, x, say)

    def _listed(self, kind: Kind, x: Any, say: Trace) -> Any:
        granted = x.shares if x.total_shares is None else x.total_shares
        income = over(x.price, x.strike) * x.shares if kind != "listed_restricted" else equity.restricted_income(
            x.registered_price, x.price, x.shares, x.paid, at_least(granted, 1))
        tax = self._taxed(say, income, income, equity.separate(income, x.day, x.granted_before))
        self.said(say, "merged_tax", equity.as_wages(income, x.salary_taxable, x.day))
        if kind != "listed_sar":
            instalments = national().equity_instalments
            say.result("instalment_months", Unit.COUNT, instalments.at(x.day).months if instalments.holds(x.day) else 0)
        return tax

    def _unlisted(self, kind: Kind, x: Any, say: Trace) -> Any:
        cost, fair = x.strike * x.shares, x.price * x.shares
        sold = fair if x.sale_price is None else x.sale_price * x.shares
        discount = over(fair, cost)
        both = equity.unlisted(cost, fair, sold, x.fees, equity.separate(discount, x.day, x.granted_before), x.day)
        gain = sold - cost - x.fees
        tax = self._taxed(say, discount if kind == "unlisted" else at_least(gain, 0), gain,
                          both.at_once if kind == "unlisted" else both.deferred)
        self.said(say, "deferred_tax", both.deferred)
        if x.priced:
            self.said(say, "receipt_tax", both.on_receipt)
            self.said(say, "later_tax", both.later)
            self.said(say, "immediate_tax", both.at_once)
            self.said(say, "merged_tax", equity.as_wages(discount, x.salary_taxable, x.day) + both.later)
            say.result("better", Unit.CHOICE, lambda: "unlisted_deferred" if both.deferred <= both.at_once else "unlisted")
        return tax

    def _on_amount(self, kind: Kind, x: Any, say: Trace) -> Any:
        if kind == "phantom":
            return self._taxed(say, x.amount, x.amount, equity.as_wages(x.amount, x.salary_taxable, x.day))
        if kind == "listed_dividend":
            return self._taxed(say, x.amount, x.amount, equity.on_listed_dividend(x.amount, x.held_months, x.day))
        if kind != "lp_gain":
            return self._taxed(say, x.amount, x.amount, equity.flat(x.amount, x.day))
        ways = {"business": equity.business(x.amount, x.day, x.has_wages), "flat": equity.flat(x.amount, x.day)}
        tax = self._taxed(say, x.amount, x.amount, ways[structure(x.reading)[0]])
        self.said(say, "business_tax", ways["business"])
        self.said(say, "flat_tax", ways["flat"])
        return tax

    def _taxed(self, say: Trace, income: Any, gain: Any, tax: Any) -> Any:
        """What is taxed, its tax, and what is left of the gain; the tax."""
        self.said(say, "income", income)
        tax = self.said(say, "tax", tax)
        self.said(say, "net", gain - tax)
        return tax

    def beside(self, inputs: Any, results: Mapping[str, Any]) -> dict[str, Any]:
        assumed = []
        if inputs.kind in ("unlisted", "unlisted_deferred"):
            assumed.append(text.say(EQUITY_WITHOUT_DEFERRAL))
        if inputs.kind == "lp_gain":
            assumed.append(t("How a platform's sale is taxed differs by place: ask the tax office; both are given."))
        return self.notes(year_end(inputs.year), assumed, laws=LAWS_OF[inputs.kind])
