"""The parts of the handbook: the list of rules, one rule's entry, and the form to try it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st
from pydantic.fields import FieldInfo

from engine.base import text
from engine.base.parameter import Declared, Parameter, Text, Unit, parameter_of
from engine.base.problem import InputError
from engine.base.text import t
from engine.rules.parts.tax_rule import SENTENCES
from engine.rules.rule import CHAPTERS, Rule, registry
from ui.kit import state
from ui.kit.try_rule import form
from ui.take_home.take_home_parts import basis

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


def choose() -> None:
    """One list of all rules, and a table of them to browse."""
    names = {name: f"{text.say(CHAPTERS[rule.chapter()])} · {text.say(rule.about.title)}"
             for name, rule in registry().items()}
    st.session_state["choose-rule"] = state.rule_looked_at().name()
    st.selectbox(t("Rule"), list(names), key="choose-rule", format_func=names.__getitem__, width=420,
                 on_change=lambda: state.choose_rule(st.session_state["choose-rule"]))
    with st.expander(t("All {n} rules", n=len(names)), icon=":material/list:"):
        st.dataframe(pd.DataFrame({
            t("Chapter"): [text.say(CHAPTERS[rule.chapter()]) for rule in registry().values()],
            t("Rule"): [text.say(rule.about.title) for rule in registry().values()],
            t("Formula"): [text.say(rule.about.formula) for rule in registry().values()],
            t("Key"): list(registry())}), hide_index=True, width="stretch")


def entry(rule: type[Rule]) -> None:
    """What it is, the formula, the source, who uses it, the form, the worked example, the parameters."""
    about = rule.about
    st.markdown(f"#### {text.say(about.title)} · `{rule.name()}`")
    st.markdown(text.say(about.what))
    st.info(text.say(about.formula), icon=":material/function:")
    st.caption(t("Source: {source}", source=text.origin(about.source)))
    st.caption(t("Not modelled: {what}", what=text.say(about.not_modelled)))
    st.caption(_used(rule))
    st.markdown(t("**Try it with your numbers**"))
    given = form(rule, state.tried(rule))
    if given is not None:
        state.keep_tried(rule, given)
        st.rerun()  # the form is drawn again from what was sent, so that it is never out of step with it
    _result(rule, state.tried(rule))
    with st.expander(t("Worked example"), icon=":material/calculate:"):
        st.dataframe(_results(rule, rule.compute(rule.example)), hide_index=True, width="stretch")
        st.code(json.dumps(dict(rule.example), ensure_ascii=False, indent=1), language="json")
    st.markdown(t("**Parameters**"))
    st.dataframe(_parameters(rule), hide_index=True, width="stretch")


def _used(rule: type[Rule]) -> str:
    """Which cases of the library use it."""
    found = [text.say(use.case) + ("" if use.today else t(" (in {reforms})", reforms=", ".join(map(text.say, use.reforms))))
             for use in state.library_uses().get(rule.name(), [])]
    return t("Used by: {cases}", cases=" · ".join(found)) if found else t("No case of the library uses it yet.")


def _result(rule: type[Rule], given: dict[str, Any]) -> None:
    """What the rule gives for what was entered, or what is wrong with it."""
    try:
        result = rule.compute(given)
    except InputError as error:
        for problem in error.problems:
            st.error(str(replace(problem, place=_place(rule, problem.place))), icon=":material/error:")
        return
    st.dataframe(_results(rule, result), hide_index=True, width="stretch")
    if "laws" in result:  # sentences have no room in a table
        basis({key: result[key] for key in SENTENCES if key in result})


def _place(rule: type[Rule], place: str) -> str:
    """A place of the form as it is labelled there: the field, and in a table the row."""
    key, *inside = place.split(".")
    field = {**rule.Inputs.keys(), **rule.keys()}.get(key)
    parameter = parameter_of(field) if field else None
    words = [text.say(parameter.label) if parameter else key]
    if inside and inside[0].isdigit():
        words.append(t("row {row}", row=int(inside[0]) + 1))
        row = row_of(field.annotation) if field else None
        if row is not None and len(inside) > 1 and inside[1] in row.parameters():
            words.append(text.say(row.parameters()[inside[1]].label))
    return " · ".join(words)


def _results(rule: type[Rule], result: dict[str, Any]) -> pd.DataFrame:
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


def _parameters(rule: type[Rule]) -> pd.DataFrame:
    """A row a parameter, from its declaration; the columns of tables one level in."""
    rows = list(_rows(rule, ""))
    return pd.DataFrame({
        t("Parameter"): [text.say(parameter.label) for _, _, parameter in rows],
        t("Key"): [path for path, _, _ in rows],
        t("Range"): [_limits(parameter) for _, _, parameter in rows],
        t("Default"): [_default(field, parameter) for _, field, parameter in rows],
        t("Source"): [text.origin(parameter.source) for _, _, parameter in rows]})


def _rows(model: type[Declared], root: str) -> Iterator[tuple[str, FieldInfo, Parameter]]:
    for key, field in model.keys().items():
        parameter = parameter_of(field)
        if parameter is None:
            continue
        yield f"{root}{key}", field, parameter
        inner = row_of(field.annotation)
        if inner is not None and parameter.unit is Unit.TABLE and key not in ("label", "deferral"):
            yield from _rows(inner, f"{root}{key}.")


def row_of(annotation: Any) -> type[Declared] | None:
    """The model inside a field: itself, or of the rows of a table."""
    waiting = [annotation]
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, type) and issubclass(kind, Declared):
            return kind
        waiting += getattr(kind, "__args__", ())
    return None


def _default(field: FieldInfo, parameter: Parameter) -> str:
    if field.is_required():
        return t("required")
    value = field.get_default(call_default_factory=True)
    if value is None and parameter.nothing:
        return text.say(parameter.nothing)
    if parameter.choices and value in parameter.choices:
        return text.say(parameter.choices[value])
    return t("a table") if isinstance(value, (tuple, dict, Declared)) else text.value(value, parameter.unit)


def _limits(parameter: Parameter) -> str:
    if parameter.choices:
        return " / ".join(text.say(choice) for choice in parameter.choices.values())
    if parameter.low is None or parameter.high is None:
        return ""
    return f"{text.value(parameter.low, parameter.unit)} – {text.value(parameter.high, parameter.unit)}"
