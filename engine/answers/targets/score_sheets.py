"""Ready score sheets to start from: what published plans measure, in our words.

The two workshop sheets and their weights are the car-care chain's. Indicators of the salesperson's and the personnel
manager's sheets are the organisation handbook's; it prints no weights for the one, and 90% in all for the other, so
their weights and thresholds are ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.base.parameter import Text
from engine.base.text import t
from engine.rules.parts.indicators import DEFAULT, Indicator, ScoreLevel


@dataclass(frozen=True)
class ReadySheet:
    """A sheet to start from, the conduct it goes with, and how it is weighted with other assessments."""

    name: Text
    indicators: tuple[Indicator, ...]
    conduct: tuple[str, ...]
    terms: Mapping[str, Any] = field(default_factory=dict)
    ours: bool = True  # whether weights and thresholds are ours

    def note(self) -> str:
        """Where its figures come from."""
        return (t("Indicators, weights and thresholds are our assumption; put in your own.") if self.ours else
                t("Indicators, weights and points taken off are the car-care chain's; that it is filled by a panel (70%) "
                  "and the person (30%) too."))


def _levels(*pairs: tuple[float, float]) -> tuple[ScoreLevel, ...]:
    return tuple(ScoreLevel(at=at, points=points) for at, points in pairs)


def _faults(zh: str, en: str, weight: int, each: int) -> Indicator:
    """An indicator that starts in full and loses so many points a fault."""
    return Indicator(zh=zh, en=en, weight=weight / 100, scoring="add_subtract", better="lower", start=weight, per_unit=-each)


SALES = (
    Indicator(zh="销售完成率", en="Sales against history", weight=0.35, measure="sales",
              levels=_levels((80, 10), (90, 20), (100, 35))),
    Indicator(zh="新客户数", en="New customers", weight=0.2, levels=_levels((3, 10), (5, 20)), assumed=5),
    Indicator(zh="参加培训次数", en="Trainings attended", weight=0.1, scoring="add_subtract", per_unit=5, assumed=2),
    Indicator(zh="客户重复消费率（%）", en="Customers who buy again, percent", weight=0.2, levels=_levels((20, 10), (30, 20)),
              assumed=30),
    Indicator(zh="转介绍客户占比（%）", en="Customers by referral, percent", weight=0.15, levels=_levels((5, 5), (10, 15)),
              assumed=10))

PERSONNEL = (
    Indicator(zh="招聘到岗率（%）", en="Posts filled in time, percent", weight=0.2, levels=_levels((80, 10), (90, 20)), assumed=90),
    Indicator(zh="劳动仲裁次数", en="Labour disputes in court", weight=0.1, better="lower", levels=_levels((0, 10))),
    Indicator(zh="培训计划完成率（%）", en="Training plan carried out, percent", weight=0.2, levels=_levels((90, 20)), assumed=90),
    Indicator(zh="考核指标库建立进度（%）", en="Library of indicators built, percent", weight=0.1, levels=_levels((90, 5), (100, 10)),
              assumed=100),
    Indicator(zh="发薪延迟或差错次数", en="Late or wrong pay runs", weight=0.2, scoring="add_subtract", better="lower",
              start=20, per_unit=-5),
    Indicator(zh="员工流失率（%）", en="Staff turnover, percent", weight=0.1, better="lower", levels=_levels((5, 10), (10, 5)),
              assumed=5),
    Indicator(zh="培养主管人数", en="Supervisors trained", weight=0.1, scoring="add_subtract", start=10, base=2, per_unit=5,
              assumed=2))

FRONT_DESK = (
    _faults("礼仪着装不到位（次）", "Lapses of manners and dress", 5, 1),
    _faults("岗位环境不整洁（次）", "Untidy counter", 5, 1),
    _faults("接待、预检不详细（次）", "Careless reception or first check", 10, 1),
    _faults("未请客户签认（次）", "Refused items not signed off", 5, 2),
    _faults("未确认价格工期就施工（次）", "Price or time not agreed", 10, 5),
    _faults("接车交车未检查（辆）", "Cars not checked on arrival or return", 5, 1),
    _faults("增项未经同意（次）", "Extra work not agreed", 5, 5),
    _faults("未解释发票或送客（次）", "Invoice not explained, not seen off", 10, 2),
    _faults("投诉未及时处理（次）", "Complaints not handled in time", 5, 5),
    _faults("客户资料未更新（次）", "Customer files not kept up", 5, 1),
    _faults("客户投诉（次）", "Customer complaints", 5, 5),
    _faults("安全事故（次）", "Accidents", 5, 5),
    _faults("上班做无关的事（次）", "Other things done at work", 10, 2),
    _faults("报价不合理（次）", "Unreasonable quotes", 5, 5),
    _faults("迟到早退、未打卡（次）", "Late, left early or not clocked in", 5, 2),
    _faults("不团结、不配合（次）", "Poor teamwork", 5, 2))

WORKSHOP = (
    _faults("责任区不整洁（次）", "Untidy area", 5, 1),
    _faults("着装不合要求（次）", "Poor working dress", 5, 2),
    _faults("工具设备不整洁（次）", "Dirty or untidy tools", 5, 1),
    _faults("地面不清洁（次）", "Dirty floor", 5, 1),
    _faults("操作不当造成损坏（次）", "Damage by wrong handling", 5, 2),
    _faults("延误未告知致抱怨（次）", "Delay not told, customer upset", 10, 10),
    _faults("浪费材料能源（次）", "Waste of material or energy", 5, 2),
    _faults("完工未自检（次）", "Work not self-checked", 5, 2),
    _faults("沟通不足致延误（次）", "Delay by poor communication", 5, 2),
    _faults("内部返工（次）", "Rework found inside", 5, 2),
    _faults("外部返工（次）", "Rework found by customers", 10, 5),
    _faults("安全事故（次）", "Accidents", 10, 10),
    _faults("质量事故（次）", "Quality failures", 10, 5),
    _faults("无故不参加培训（次）", "Trainings missed", 5, 2),
    _faults("迟到早退、未打卡（次）", "Late, left early or not clocked in", 5, 1),
    _faults("不团结、不服从（次）", "Poor teamwork", 5, 2))

PANEL = {"superior_weight": 0.7, "performance_weight": 1.0}

READY: dict[str, ReadySheet] = {
    "general": ReadySheet(Text("通用（用已有数据）", "General (from the data there is)"), DEFAULT, ("initiative", "self_discipline")),
    "sales": ReadySheet(Text("业务员", "Salesperson"), SALES, ("initiative", "self_discipline")),
    "personnel": ReadySheet(Text("人力资源经理", "Personnel manager"), PERSONNEL, ("confidentiality", "team_spirit")),
    "front_desk": ReadySheet(Text("前台接待", "Front desk"), FRONT_DESK, (), {**PANEL, "most_added": 20.0, "most_taken_off": 20.0}, False),
    "workshop": ReadySheet(Text("车间人员", "Workshop"), WORKSHOP, (), {**PANEL, "most_added": 10.0, "most_taken_off": 10.0}, False),
}
