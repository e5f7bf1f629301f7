"""From a yuan of profit to a yuan of dividend in the owner's pocket: company tax, reserve, 20%."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from engine.base.algebra import part, part_of, times, where
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.trace import Trace
from engine.company.company import PROFIT_TAX
from engine.law.company_tax import dividend_tax, reserve_due
from engine.rules.parts.tax_rule import FIRST_YEAR, NOTES, TaxRule, Year
from engine.rules.rule import About


class DividendChain(TaxRule):
    """Dividends come after company tax: 25% → 40% in all, 15% → 32%, 5% → 24%."""

    about = About(
        title=Text("利润到分红的税", "From profit to dividend"),
        what=Text("分红不能税前扣除：利润先交企业所得税，再按 20% 交个人所得税。25% 的企业合计 40%，15% 合计 32%，5% 合计 24%。"
                  "可以先提取法定公积金，留在公司的部分不交个人所得税。",
                  "Dividends are not deductible: profit pays company tax first and then 20%. Together 40% at a company "
                  "rate of 25%, 32% at 15%, 24% at 5%. The statutory reserve can be kept back first; what stays in the "
                  "company pays no income tax."),
        formula=Text("到手 = 利润 × (1 − 企业税率) × (1 − 公积金) × (1 − 20%)",
                     "net = profit × (1 − company rate) × (1 − reserve) × (1 − 20%)"),
        source="Income tax laws: company tax and 20% on dividends",
        not_modelled=Text("居民企业之间的股息免税、上市公司持股期限优惠",
                          "dividends between resident companies, relief by holding period of listed shares"))
    example = {"pre_tax_profit": 100000, "company_rate": 0.25}
    laws = ("company_tax", "dividend")
    results = {**NOTES, "company_tax": Text("企业所得税", "Company tax"), "dividend_tax": Text("分红个税", "Tax on the dividend"),
               "kept": Text("提取法定公积金", "Statutory reserve"), "burden": Text("合计税负", "Burden in all"),
               "dividend": Text("分红（税前）", "Dividend before tax")}

    rule: Literal["dividend_chain"] = "dividend_chain"

    class Inputs(Declared):
        """The profit, and the company's rate."""

        pre_tax_profit: Annotated[float, Parameter("税前利润", "Profit before tax", Unit.YUAN, low=0,
                                                   high=1_000_000_000_000, step=10_000)]
        company_rate: Annotated[float, PROFIT_TAX.but(marks=(0.05, 0.15, 0.25))] = 0.25
        reserve: Annotated[bool, Parameter("先提 10% 法定公积金", "Put 10% into the statutory reserve first", Unit.FLAG)] = False
        year: Year = FIRST_YEAR

    def formula(self, x: Any, say: Trace) -> Any:
        company = self.said(say, "company_tax", times(x.pre_tax_profit, part(x.company_rate)))
        left = x.pre_tax_profit - company
        kept = self.said(say, "kept", where(x.reserve, reserve_due(left, 0, None, x.day), 0))
        dividend = self.said(say, "dividend", left - kept)
        tax = self.said(say, "dividend_tax", dividend_tax(dividend, x.day))
        net = self.said(say, "net", dividend - tax)
        say("合计税负", "Burden in all", Unit.RATE, part_of(company + tax, x.pre_tax_profit), "burden")
        return net
