"""The dates of the law: from when to when each rule holds, where it stands, and how sure we are of it.

Every result of `engine.law` names the laws it rests on. Past its last day a relief may be prolonged or not:
the result is still computed, the sentence of `Law.lapsed` says so, and what it would be without the relief
stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from engine.base.parameter import Text
from engine.base.text import say, t

AS_OF = date(2026, 11, 21)
"""The day on which the figures of this room were last looked at."""

SURE: dict[str, Text] = {
    "read": Text("已读条文", "text of the law read"),
    "quoted": Text("引自二手资料，未读原文", "quoted by others, the official text was not opened"),
    "general": Text("通行做法，未找到条文", "general practice, no text found"),
}


@dataclass(frozen=True)
class Law:
    """One rule of law: what it is, when it holds (`valid_to` None: no end is laid down), where it stands."""

    title: Text
    valid_from: date
    valid_to: date | None
    source: Text
    sure: str

    def holds(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def lapsed(self, day: date) -> str | None:
        """A sentence when this day is outside the law's dates, else None."""
        if self.holds(day):
            return None
        if day < self.valid_from:
            return t("“{law}” holds from {start} on; {day} is before that.", law=say(self.title),
                     start=self.valid_from.isoformat(), day=day.isoformat())
        return t("“{law}” is laid down only to {end}; for {day} nobody knows yet whether it is prolonged. The result "
                 "without it stands beside.", law=say(self.title), end=str(self.valid_to), day=day.isoformat())

    def line(self) -> str:
        """Title, dates, source and how sure, in one line."""
        end = self.valid_to.isoformat() if self.valid_to else t("no end laid down")
        return t("{law}: {start} to {end}; {source} ({sure})", law=say(self.title), start=self.valid_from.isoformat(),
                 end=end, source=say(self.source), sure=say(SURE[self.sure]))


END_2027 = date(2027, 12, 31)

LAWS: dict[str, Law] = {
    "income_tax": Law(
        Text("综合所得税率表、每年 6 万元减除费用", "Tax table of comprehensive income, allowance of 60,000 a year"),
        date(2019, 1, 1), None, Text("个人所得税法第三、六、十一条", "Individual income tax law, arts. 3, 6, 11"), "quoted"),
    "withholding": Law(
        Text("累计预扣预缴", "Cumulative withholding"), date(2019, 1, 1), None,
        Text("税务总局公告 2018 年第 61 号", "Tax administration, announcement 2018-61"), "quoted"),
    "additional": Law(
        Text("专项附加扣除标准", "Special additional deductions"), date(2023, 1, 1), None,
        Text("国发〔2018〕41 号、〔2022〕8 号、〔2023〕13 号", "State Council 2018-41, 2022-8, 2023-13"), "quoted"),
    "settlement_waiver": Law(
        Text("汇算清缴免补税", "Waiver of small top-ups at annual settlement"), date(2019, 1, 1), END_2027,
        Text("财政部、税务总局公告 2023 年第 32 号", "Announcement 2023-32"), "general"),
    "annual_bonus": Law(
        Text("全年一次性奖金单独计税", "Separate taxation of the annual one-off bonus"), date(2019, 1, 1), END_2027,
        Text("财政部、税务总局公告 2023 年第 30 号", "Announcement 2023-30"), "quoted"),
    "equity_table": Law(
        Text("股权激励单独计税", "Separate taxation of equity incentives"), date(2019, 1, 1), END_2027,
        Text("财政部、税务总局公告 2023 年第 25 号", "Announcement 2023-25"), "read"),
    "equity_instalments": Law(
        Text("上市公司股权激励 36 个月内缴税", "36 months to pay tax on listed equity"), date(2024, 1, 1), END_2027,
        Text("财政部、税务总局公告 2024 年第 2 号", "Announcement 2024-2"), "read"),
    "deferral": Law(
        Text("非上市公司股权激励递延纳税", "Deferral for unlisted equity"), date(2016, 9, 1), None,
        Text("财税〔2016〕101 号", "Finance and tax 2016-101"), "read"),
    "dividend": Law(
        Text("股息红利、财产转让 20%", "20% on dividends and transfers of property"), date(2019, 1, 1), None,
        Text("个人所得税法第三条", "Individual income tax law, art. 3"), "read"),
    "listed_dividend": Law(
        Text("上市公司股息差别化", "Dividends of listed shares by holding period"), date(2015, 9, 8), None,
        Text("财税〔2015〕101 号", "Finance and tax 2015-101"), "general"),
    "business_income": Law(
        Text("合伙企业经营所得 5%–35%", "Business income of partnerships, 5% to 35%"), date(2019, 1, 1), None,
        Text("个人所得税法；税务总局、财政部公告 2021 年第 41 号；各地执行口径不一",
             "Individual income tax law; announcement 2021-41; local practice varies"), "quoted"),
    "company_tax": Law(
        Text("企业所得税 25% / 高新技术企业 15%", "Company income tax 25%, high-tech companies 15%"), date(2008, 1, 1), None,
        Text("企业所得税法第四、二十八条", "Enterprise income tax law, arts. 4, 28"), "read"),
    "small_profit": Law(
        Text("小型微利企业 5%", "Small-profit companies 5%"), date(2023, 1, 1), END_2027,
        Text("财政部、税务总局公告 2023 年第 12 号", "Announcement 2023-12"), "read"),
    "reserve": Law(
        Text("法定公积金 10%", "Statutory reserve 10%"), date(2024, 7, 1), None,
        Text("公司法（2023 修订）第二百一十条", "Company law 2023, art. 210"), "read"),
    "minimum_wage": Law(
        Text("工资不低于当地最低工资", "Pay not below the local minimum wage"), date(1995, 1, 1), None,
        Text("劳动法第四十八条", "Labour law, art. 48"), "read"),
    "deduction_limit": Law(
        Text("扣款不超过当月工资 20%", "Deductions of at most 20% of the month's wage"), date(1995, 1, 1), None,
        Text("工资支付暂行规定第十六条", "Provisional rules on payment of wages, art. 16"), "read"),
}

EQUITY_WITHOUT_DEFERRAL = Text(
    "非上市公司未递延的股权激励也用单独计税表：依据公告文字，各地做法可能不同。",
    "That unlisted grants without deferral also use the separate table follows the announcement's text; local practice "
    "may differ.")


def lapsed(keys: Iterable[str], day: date) -> list[str]:
    """Sentences of those of these laws that do not hold on this day."""
    return [sentence for key in keys if (sentence := LAWS[key].lapsed(day))]


def dates_of(keys: Iterable[str]) -> list[str]:
    """A line for each of these laws: title, dates, source, how sure."""
    return [LAWS[key].line() for key in keys]


def not_advice() -> str:
    """The sentence every page with tax on it shows."""
    return t("A simulation with the figures of {day}, not tax advice; have it checked before you act on it.",
             day=AS_OF.isoformat())
