"""A company from a few numbers: roles with headcount, pay and sales; revenue, costs and the owner's stake.

What comes out is a full case: people, units, books, cap table, a simple plan of today and two reforms to
compare it with. Everything can be edited afterwards.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, model_validator

from engine.base.money import fraction, to_yuan
from engine.base.parameter import Declared, Label, Parameter, Text, Unit
from engine.base.problem import InputError, problems_of, refuse
from engine.base.text import t
from engine.company.company import Company, Facts
from engine.company.people import BASE_PAY
from engine.files.cases import Case, Notes, ReformFile
from engine.files.people_file import people_of
from engine.files.population import Recipe, people_table
from engine.plan.plan import Plan
from engine.plan.scenario import Scenario
from engine.run.simulate import simulate
from engine.world.assumptions import Assumptions

KINDS: dict[str, Text] = {
    "management": Text("管理", "Management"), "sales": Text("业绩（销售）", "Sales"),
    "delivery": Text("交付", "Delivery"), "functional": Text("职能", "Functional"),
}


class QuickRole(Declared):
    """People who do the same work."""

    name: Annotated[str, Parameter("岗位名称", "Role", Unit.TEXT), Field(min_length=1)]
    kind: Annotated[Literal["management", "sales", "delivery", "functional"],
                    Parameter("类别", "Kind", Unit.CHOICE, choices=KINDS)]
    headcount: Annotated[int, Parameter("人数", "Headcount", Unit.PEOPLE, low=1, high=20_000, step=1)]
    base_pay: Annotated[float, BASE_PAY]
    sales: Annotated[float, Parameter("人均月销售额", "Average sales a month", Unit.YUAN, low=0, high=1_000_000_000,
                                      step=1000)] = 0.0
    spread: Annotated[float, Parameter("高低差距", "Spread", Unit.RATE, low=0, high=2, step=0.05)] = 0.4


class QuickStart(Declared):
    """The few numbers."""

    name: Annotated[str, Parameter("公司名称", "Company", Unit.TEXT), Field(min_length=1)] = "我的公司"
    revenue: Annotated[float, Parameter("年营业额", "Revenue a year", Unit.YUAN, low=1, high=1_000_000_000_000,
                                        step=100_000)] = 12_000_000.0
    cost_rate: Annotated[float, Parameter("成本率（不含人工）", "Cost of sales without pay, part of revenue",
                                          Unit.RATE, low=0, high=0.99, step=0.01)] = 0.5
    fixed_cost: Annotated[float, Parameter("固定费用（年，不含人工）", "Fixed costs a year without pay", Unit.YUAN, low=0,
                                           high=1_000_000_000_000, step=10_000)] = 1_200_000.0
    profit: Annotated[float | None, Parameter(
        "年净利润", "Net profit a year", Unit.YUAN, low=-1_000_000_000_000, high=1_000_000_000_000, step=10_000,
        nothing=Text("按以上数字算出", "worked out from the numbers above"))] = None
    owner_stake: Annotated[float, Parameter("老板持股", "Owner's stake", Unit.RATE, low=0.01, high=1,
                                            step=0.01)] = 0.8
    commission: Annotated[float, Parameter("现行提成比例（销售）", "Today's commission on sales", Unit.RATE, low=0,
                                           high=0.5, step=0.005)] = 0.03
    roles: Annotated[tuple[QuickRole, ...], Parameter("岗位", "Roles", Unit.TABLE), Field(strict=False)] = (
        QuickRole(name="经理 Manager", kind="management", headcount=2, base_pay=12_000),
        QuickRole(name="销售 Sales", kind="sales", headcount=12, base_pay=4_000, sales=80_000),
        QuickRole(name="服务 Service", kind="delivery", headcount=10, base_pay=5_000),
        QuickRole(name="行政 Office", kind="functional", headcount=4, base_pay=5_000))
    seed: Annotated[int, Parameter("编号（换一个数，就生成另一批人）", "Seed (another number, other people)", Unit.COUNT,
                                    low=0, high=1_000_000, step=1)] = 1

    @model_validator(mode="after")
    def _somebody_works_here(self) -> QuickStart:
        if not self.roles:
            raise refuse(t("there are no roles; add at least one."))
        if len({role.name for role in self.roles}) < len(self.roles):
            raise refuse(t("two roles have the same name; give each its own."))
        return self


def parse(document: dict[str, Any]) -> QuickStart:
    """The few numbers as a form holds them.

    Raises:
        InputError: every problem.
    """
    try:
        return QuickStart.model_validate(document)
    except ValidationError as error:
        raise InputError(problems_of(error, "")) from error


def make(quick: QuickStart, key: str) -> Case:
    """The full case of a few numbers.

    The books' profit is the given one, or revenue × (1 − cost rate) − fixed costs − the payroll that the
    people and today's plan come to, after company income tax.

    Raises:
        InputError: numbers that make no company.
    """
    posts = {f"role{i}": role for i, role in enumerate(quick.roles, start=1)}
    recipe = Recipe.model_validate({"seed": quick.seed, "roles": [
        {"family": role.kind, "post": post, "units": ["all"], "count": role.headcount, "base_pay": role.base_pay,
         "sales": role.sales, "sales_spread": role.spread, "coefficient": 3.0 if role.kind == "management" else 1.0}
        for post, role in posts.items()]})
    plan = Plan.model_validate({"pay": _plan(quick)})
    company = _company(quick, posts, recipe, 0.0 if quick.profit is None else quick.profit)
    if quick.profit is None:
        payroll = simulate(Scenario(Text("", ""), company, plan, Assumptions(years=1))).year().statement.payroll
        before = (fraction(quick.revenue) * (1 - fraction(quick.cost_rate)) - fraction(quick.fixed_cost)
                  - fraction(to_yuan(payroll)))
        kept = 1 - fraction(company.facts.money.profit_tax) if before > 0 else 1
        company = _company(quick, posts, recipe, round(float(before * kept), 2))
    name = Text(quick.name, quick.name)
    today = Scenario(name, company, plan, Assumptions())
    ours = Label(zh="人员名单和个人业绩由种子固定的生成器按所填的平均值和差距生成。",
                 en="People and personal figures are generated from the averages and spreads given, with a fixed seed.")
    return Case(key, name, Text("由几个数字生成的公司", "A company made from a few numbers"), Notes(ours=(ours,)), today,
                _reforms(quick))


def _company(quick: QuickStart, posts: dict[str, QuickRole], recipe: Recipe, profit: float) -> Company:
    stake = fraction(quick.owner_stake)
    others = 1 - stake
    cap_table: dict[str, Any] = {"owner": {"zh": "老板", "en": "Owner", "kind": "founder", "stake": float(stake)}}
    if others:
        cap_table["others"] = {"zh": "其他股东", "en": "Other shareholders", "kind": "founder", "stake": float(others)}
    try:
        facts = Facts.model_validate({
            "money": {"revenue": quick.revenue, "gross_margin": round(1 - quick.cost_rate, 6),
                      "other_costs": quick.fixed_cost, "profit": profit},
            "families": {key: {"zh": label.zh, "en": label.en} for key, label in KINDS.items()},
            "posts": {post: {"zh": role.name, "en": role.name} for post, role in posts.items()},
            "units": {"all": {"zh": "公司", "en": "Company", "kind": "headquarters"}},
            "cap_table": cap_table, "owner": "owner"})
    except ValidationError as error:
        raise InputError(problems_of(error, "")) from error
    return Company(facts, people_of(people_table(recipe), facts, ""))


def _plan(quick: QuickStart) -> dict[str, Any]:
    """Today: fixed pay for all, one flat commission for those who sell."""
    families = dict.fromkeys(role.kind for role in quick.roles)
    plan: dict[str, Any] = {family: {"fixed_pay": {"rule": "fixed_pay"}} for family in families}
    if "sales" in plan:
        plan["sales"]["commission"] = {"rule": "commission", "on": "all",
                                       "tiers": [{"from": 0, "rate": quick.commission}]}
    return plan


def _reforms(quick: QuickStart) -> dict[str, ReformFile]:
    """Two reforms to start from: tiers with a profit bonus, and shares for managers on top."""
    families = list(dict.fromkeys(role.kind for role in quick.roles))
    changes: dict[str, Any] = {
        f"pay.{family}.over_production": {"rule": "over_production", "measure": "profit", "rate": 0.05,
                                          "share": "by_coefficient"} for family in families}
    if "sales" in families:
        average = max((role.sales for role in quick.roles if role.kind == "sales"), default=0.0)
        rate = quick.commission
        changes["pay.sales.commission.tiers"] = [
            {"from": 0, "rate": rate}, *([{"from": round(average, -3), "rate": min(0.5, round(rate * 1.5, 6))}]
                                         if round(average, -3) > 0 else [])]
    partners: dict[str, Any] = {
        "equity.team": {"rule": "coefficient_shares", "ratio": 0.1,
                        "groups": ["management"] if "management" in families else []},
        "equity.round": {"rule": "funding_round", "year": 2, "multiple": 15,
                         "investment": max(100_000.0, round(quick.revenue * 0.1, -5))}}
    return {
        "tiers": ReformFile(name=Label(zh="分档提成 + 超产奖", en="Tiers and a profit bonus"),
                            about=Label(zh="多卖多得，利润增量 5% 分给各类岗位", en="Selling more pays more, 5% of extra "
                                        "profit goes to each job family"), set=changes),
        "partners": ReformFile(name=Label(zh="骨干持股", en="Shares for key people"), base="tiers",
                               about=Label(zh="拿出 10% 给管理层，第二年引入投资", en="10% of shares for management, an "
                                           "investor in year 2"), set=partners)}
