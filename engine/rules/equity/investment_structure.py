"""E16 Investment structures: who invests what in a project, division, sales company, joint venture, associate."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal

from pydantic import model_validator

from engine.base.money import fraction
from engine.base.parameter import Parameter, Text, Unit
from engine.base.problem import refuse
from engine.base.text import percent, percent_exact, say, t
from engine.rules.rule import About, Rule

SOURCE = "Organisation handbook: structure of investments"


@dataclass(frozen=True)
class Structure:
    """Who holds what before outsiders come in; the others' part (`free`) may be chosen between `low` and `high`."""

    name: Text
    stakes: dict[str, Fraction]  # in hundredths below
    free: str
    low: Fraction
    high: Fraction
    means: Text


NAMES = {"headquarters": Text("总部", "Headquarters"), "executives": Text("总部高管", "Headquarters' executives"),
         "project_investors": Text("项目投资人", "Investors of the project"), "members": Text("项目成员", "Project members"),
         "team": Text("事业部团队", "The division's team"), "head": Text("总经理", "General manager"),
         "expert": Text("联合创业者", "Joint founder"), "partner": Text("合作方", "Partner"),
         "others": Text("其他股东", "Other holders"), "outsiders": Text("社会投资人", "Outside investors")}

KINDS = {"headquarters": "holding", "executives": "employees", "project_investors": "investor", "members": "employees",
         "team": "employees", "head": "employees", "expert": "contributors", "partner": "investor", "others": "investor",
         "outsiders": "investor"}


def _structure(zh: str, en: str, free: str, low: int, high: int, means: Text, **stakes: int) -> Structure:
    return Structure(Text(zh, en), {key: Fraction(part, 100) for key, part in stakes.items()}, free,
                     Fraction(low, 100), Fraction(high, 100), means)


STRUCTURES = {
    "project": _structure("项目", "Project", "members", 0, 30, Text(
        "重投资的项目：总部 50%、总部高管 20%、项目投资 20%、项目成员 10%，再加社会投资（增资）",
        "A project that needs much money: headquarters 50%, its executives 20%, investors of the project 20%, members 10%, then "
        "outside money by a capital increase"), headquarters=50, executives=20, project_investors=20, members=10),
    "division": _structure("事业部", "Division", "team", 0, 40, Text(
        "总部全资，对团队作 5 年期权激励，激励股权在 40% 以内",
        "Headquarters pays everything; the team is given options over five years, at most 40%"), headquarters=80, team=20),
    "sales_company": _structure("销售公司", "Sales company", "head", 0, 49, Text(
        "子公司总经理持股 20%，退出时按注册资金补偿",
        "The subsidiary's general manager holds 20%, compensated by registered capital when he leaves"),
        headquarters=80, head=20),
    "joint_venture": _structure("联合创业公司", "Joint venture", "expert", 20, 40, Text(
        "与行业专家联合创业，专家分红 20%–40%，退出时按原投资退出",
        "Founded with an expert of the trade, who has 20–40% and leaves with what he put in"), headquarters=70, expert=30),
    "associate": _structure("参股公司", "Associate", "partner", 0, 49, Text(
        "母公司占股不低于 51%，派出董事，只就重大事项表决",
        "The parent holds at least 51%, sends directors and votes on what is important"), headquarters=51, partner=49),
    "investment": _structure("投资公司", "Pure investment", "others", 50, 99, Text(
        "纯投资，不追求比例，溢价 1–15 倍，靠出售或上市退出（10% 是本工具设定的）",
        "Only an investment at 1 to 15 times, left by sale or listing; the 10% is ours"), headquarters=10, others=90),
}


class InvestmentStructure(Rule):
    """The holders of a company that headquarters invests in, by what kind of company it is."""

    about = About(
        title=Text("投资结构", "Investment structure"),
        what=Text("总部对外投资的六种结构：项目、事业部、销售公司、联合创业公司、参股公司、投资公司，各有惯用的持股比例。"
                  "可以调整合作一方的比例，其余归总部；社会投资以增资进来，其他人同比例稀释。",
                  "Six structures in which headquarters invests, each with its usual stakes: project, division, sales company, "
                  "joint venture, associate, pure investment. The other side's part can be chosen, the rest is headquarters'. "
                  "Outside money comes in by a capital increase that dilutes all others alike."),
        formula=Text("总部 = 1 − 其他各方；增资后各方 = 原比例 ×（1 − 社会投资）",
                     "headquarters = 1 − the others; after the increase each has its part × (1 − outside money)"),
        source=SOURCE,
        not_modelled=Text("合作公司自身的经营", "how the company itself does"))
    example = {"structure": "project", "outside": 0.2}

    plain: ClassVar[Text | None] = Text("从一种结构的惯用比例推出股东名册",
                                        "a table of the usual parts of a structure, from which a cap table is made")

    rule: Literal["investment_structure"] = "investment_structure"
    structure: Annotated[Literal["project", "division", "sales_company", "joint_venture", "associate", "investment"],
                         Parameter("结构", "Structure", Unit.CHOICE,
                                   choices={key: each.name for key, each in STRUCTURES.items()}, source=SOURCE)] = "project"
    others: Annotated[float | None, Parameter(
        "合作一方持股", "The other side's part", Unit.RATE, low=0, high=0.99, step=0.01,
        nothing=Text("惯用比例", "the usual one"))] = None
    outside: Annotated[float, Parameter("社会投资占增资后", "Outside money, part afterwards", Unit.RATE, low=0, high=0.9,
                                        step=0.05)] = 0.0

    @model_validator(mode="after")
    def _in_range(self) -> InvestmentStructure:
        each = STRUCTURES[self.structure]
        if self.others is not None and not each.low <= fraction(self.others) <= each.high:
            raise refuse(t("in a structure of the kind “{name}” the part of “{who}” is between {low} and {high}; {given} is not.",
                           name=say(each.name), who=say(NAMES[each.free]), low=percent(float(each.low), 0),
                           high=percent(float(each.high), 0), given=percent_exact(self.others)))
        return self

    def stakes(self) -> dict[str, Fraction]:
        """Holder → stake; they sum to one."""
        structure = STRUCTURES[self.structure]
        stakes = dict(structure.stakes)
        if self.others is not None:
            stakes["headquarters"] += stakes[structure.free] - fraction(self.others)
            stakes[structure.free] = fraction(self.others)
        outside = fraction(self.outside)
        stakes = {key: part * (1 - outside) for key, part in stakes.items()}
        return {**stakes, "outsiders": outside} if outside else stakes

    def cap_table(self, owner: str, name: Text, part: float) -> dict[str, dict[str, Any]]:
        """A cap table of that structure, as a file holds it: the owner has this part of headquarters."""
        shares = {key: int(stake * 100_000_000) for key, stake in self.stakes().items()}
        shares["headquarters"] += 100_000_000 - sum(shares.values())
        table: dict[str, dict[str, Any]] = {owner: {"zh": name.zh, "en": name.en, "kind": "founder", "shares": 0}}
        for key, number in shares.items():
            table[key] = {"zh": NAMES[key].zh, "en": NAMES[key].en, "kind": KINDS[key], "shares": number}
        table["headquarters"] |= {"owners": {owner: part}, "votes_by": owner}
        return table

    def calc(self, inputs: Any) -> dict[str, Any]:
        return {key: float(stake) for key, stake in self.stakes().items()}
