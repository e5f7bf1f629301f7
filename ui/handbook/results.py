"""What trying a rule gives, in words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from engine.base import text
from engine.base.parameter import Text
from engine.base.text import t
from engine.rules.parts.tax_rule import SENTENCES
from engine.rules.rule import Rule

RESULTS = {
    "account": Text("计入个人账户", "Kept on the account"), "amount": Text("金额", "Amount"), "annual": Text("全年", "A year"),
    "best": Text("最合算的方案", "Best scheme"), "bonus": Text("年度奖金", "Bonus a year"), "capital": Text("累计投入", "Capital"),
    "carried": Text("结转", "Carried over"), "coefficient": Text("系数", "Coefficient"), "companies": Text("公司数", "Companies"),
    "conduct": Text("行为得分", "Conduct"), "points": Text("各指标得分", "Points of the indicators"),
    "core": Text("核心团队", "Core team"), "core_income": Text("骨干收入", "Core staff's income"), "counted": Text("计提额", "Counted"),
    "deferred": Text("延期部分", "Deferred"), "dividend": Text("分红", "Dividend"), "excess": Text("超出部分", "Excess"),
    "factor": Text("毛利系数", "Margin factor"), "first": Text("第一个月", "First month"), "fixed": Text("固定部分", "Fixed part"),
    "forfeited": Text("放弃的延期部分", "Forfeited"), "fund": Text("分红基金", "Fund"), "goals": Text("各项目标", "Goals"),
    "grade": Text("等级", "Grade"), "grades": Text("各档工资", "Salaries of the grades"), "head": Text("负责人", "Head"),
    "headquarters": Text("总部", "Headquarters"), "headquarters_profit": Text("总部利润", "Headquarters' profit"),
    "heads_income": Text("负责人收入", "Heads' income"), "later": Text("以后每月", "Later months"), "leads": Text("线索数", "Leads"),
    "left_in_fund": Text("留在基金", "Left in the fund"), "level": Text("达到的档位", "Level reached"),
    "middle": Text("中间团队", "Middle team"), "monthly": Text("每月", "A month"), "months": Text("各月", "By month"),
    "new_shares": Text("新增股数", "New shares"), "now": Text("当年发放", "Paid this year"), "of": Text("共几项", "Of"),
    "opener": Text("开店人", "Opener"), "opener_of_opener": Text("开店人的开店人", "Opener's opener"), "orders": Text("订单数", "Orders"),
    "over": Text("超出任务", "Beyond the task"), "paid": Text("发放", "Paid"), "paid_now": Text("当月发放", "Paid in the month"),
    "parts": Text("各部分", "Parts"), "pay": Text("薪酬", "Pay"), "per_share": Text("每股分红", "Dividend per share"),
    "performance": Text("绩效部分", "Performance part"), "place": Text("所在位置", "Place"), "pool": Text("奖金池", "Pool"),
    "price": Text("每股价格", "Price a share"), "profit": Text("利润", "Profit"), "ratio": Text("比例", "Ratio"),
    "reached": Text("达到几项", "Reached"), "reserve": Text("后备", "Reserve"), "revenue": Text("营业额", "Revenue"),
    "risk": Text("风险部分", "At risk"), "salary": Text("月工资", "Salary a month"), "schemes": Text("各方案", "Schemes"),
    "score": Text("得分", "Score"), "second": Text("第二个月", "Second month"), "share": Text("占比", "Share"),
    "distributed": Text("可发放", "Distributed"), "target": Text("目标", "Target"), "value": Text("价值", "Value"),
    "year_end": Text("年末发放", "Paid at year end"), "distribution": Text("分布", "Distribution"),
    "baseline": Text("基准利润", "Baseline"), "management": Text("管理部", "Management department"),
    "company": Text("公司", "Company"), "kept": Text("留存", "Kept"), "eligible": Text("可以持有", "May hold"),
    "position_shares": Text("职位股", "Position shares"), "performance_shares": Text("绩效股", "Performance shares"),
    "service_shares": Text("工龄股", "Shares for service"), "shares": Text("股数", "Shares"),
    "converted": Text("转换股数", "Shares converted"), "left": Text("剩余", "Left"), "to_pay": Text("应付", "To pay"),
    "holders": Text("持股人", "Holders"), "unsubscribed": Text("没有认满", "Not taken"),
    "below_range": Text("低于下限的人", "Below their range"), "above_range": Text("超过上限的人", "Above their range"),
    "earning": Text("盈利类", "Earning"), "growth": Text("增长类", "Growth"), "development": Text("发展类", "Development"),
}
"""What the results of trying a rule are called; a name of the user's own stays as it is."""


def results(rule: type[Rule], result: dict[str, Any]) -> pd.DataFrame:
    """Named results as rows; what has parts of its own in one line."""
    names = {**RESULTS, **rule.results}
    figures = {key: each for key, each in result.items() if "laws" not in result or key not in SENTENCES}

    def said(key: str) -> str:
        return text.say(names[key]) if key in names else key

    def shown(value: Any) -> str:
        if isinstance(value, dict):
            return "; ".join(f"{said(key)} {shown(each)}" for key, each in value.items())
        if isinstance(value, list):
            return "; ".join(map(shown, value))
        if isinstance(value, bool):
            return t("yes") if value else t("no")
        if value is None:
            return "–"
        if isinstance(value, (int, float)):
            return f"{int(value) if float(value).is_integer() else round(value, 6):,}"
        return said(str(value))

    return pd.DataFrame({t("Result"): [said(key) for key in figures], t("Value"): [shown(each) for each in figures.values()]})
