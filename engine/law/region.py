"""Regions: where the company pays social insurance, as dated data.

A region is a file in `engine/law/regions/`, or one that a user copied and edited: contribution versions (bases,
rates of both sides, rounding), minimum wages, what is assumed, and where the figures come from, all with dates.
A month takes the version in force; outside all of them the nearest one is taken, and `Region.outside` says so.

    region_named("cn-shanghai")           every version, by month
    region_named("cn-shanghai-2026")      that version only, held for all months
    region_from(text), region_text(region)     YAML in and out, one sentence per fault
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError, model_validator

from engine.base.parameter import Declared, Label, Parameter, Text, Unit
from engine.base.problem import InputError, Problem, nearest, problems_of, refuse
from engine.base.text import say, t
from engine.base.yaml_text import parse_yaml, read_yaml, write_yaml
from engine.law.dated import Day

FOLDER = Path(__file__).parent / "regions"
NONE = "none"
"""The region without insurance and fund: what a company has before it says where it is."""

Rounding = Literal["fen", "jiao", "yuan"]
ROUNDING: dict[str, Text] = {"fen": Text("到分", "to the fen"), "jiao": Text("到角", "to the jiao"),
                             "yuan": Text("到元", "to the yuan")}
UNIT_OF: dict[str, int] = {"fen": 1, "jiao": 10, "yuan": 100}

KINDS: dict[str, Text] = {
    "pension": Text("养老保险", "Pension"), "medical": Text("医疗保险", "Medical"),
    "maternity": Text("生育保险", "Maternity"), "unemployment": Text("失业保险", "Unemployment"),
    "injury": Text("工伤保险", "Work injury"), "fund": Text("住房公积金", "Housing fund"),
}
"""The contributions, in the order in which they are shown."""

INSURANCE = tuple(kind for kind in KINDS if kind != "fund")


class Limits(Declared):
    """Between which bounds a month's base is held."""

    low: Annotated[float, Parameter("下限（月）", "Floor a month", Unit.YUAN, low=0, high=1_000_000, step=1)] = 0.0
    high: Annotated[float | None, Parameter("上限（月）", "Cap a month", Unit.YUAN, low=0, high=10_000_000, step=1,
                                            nothing=Text("没有上限", "no cap"))] = None

    @model_validator(mode="after")
    def _in_order(self) -> Limits:
        if self.high is not None and self.high < self.low:
            raise refuse(t("the cap {high} is below the floor {low}; swap them.", high=f"¥{self.high:,.2f}",
                           low=f"¥{self.low:,.2f}"))
        return self


class EmployerRates(Declared):
    """What the employer pays on the base."""

    pension: Annotated[float, Parameter("养老保险", "Pension", Unit.RATE, low=0, high=0.3, step=0.005)] = 0.0
    medical: Annotated[float, Parameter("医疗保险", "Medical", Unit.RATE, low=0, high=0.2, step=0.005)] = 0.0
    maternity: Annotated[float, Parameter("生育保险（未并入医疗时）", "Maternity, where not inside medical", Unit.RATE,
                                          low=0, high=0.05, step=0.001)] = 0.0
    unemployment: Annotated[float, Parameter("失业保险", "Unemployment", Unit.RATE, low=0, high=0.05, step=0.001)] = 0.0
    injury: Annotated[float, Parameter("工伤保险", "Work injury", Unit.RATE, low=0, high=0.05, step=0.001)] = 0.0
    fund: Annotated[float, Parameter("住房公积金", "Housing fund", Unit.RATE, low=0, high=0.17, step=0.01)] = 0.0

    def of(self, kind: str) -> float:
        """The rate of one kind of contribution."""
        return {"pension": self.pension, "medical": self.medical, "maternity": self.maternity,
                "unemployment": self.unemployment, "injury": self.injury, "fund": self.fund}[kind]


class EmployeeRates(Declared):
    """What is taken off the employee's pay, on the same base."""

    pension: Annotated[float, Parameter("养老保险", "Pension", Unit.RATE, low=0, high=0.2, step=0.005)] = 0.0
    medical: Annotated[float, Parameter("医疗保险", "Medical", Unit.RATE, low=0, high=0.1, step=0.005)] = 0.0
    unemployment: Annotated[float, Parameter("失业保险", "Unemployment", Unit.RATE, low=0, high=0.05, step=0.001)] = 0.0
    fund: Annotated[float, Parameter("住房公积金", "Housing fund", Unit.RATE, low=0, high=0.17, step=0.01)] = 0.0

    def of(self, kind: str) -> float:
        """The rate of one kind of contribution; employees pay none for maternity and work injury."""
        return {"pension": self.pension, "medical": self.medical, "unemployment": self.unemployment,
                "fund": self.fund}.get(kind, 0.0)


class Version(Declared):
    """The contributions of one stretch of time, both days included."""

    id: Annotated[str, Parameter("代号", "Id", Unit.TEXT)]
    valid_from: Annotated[Day, Parameter("起", "From", Unit.TEXT)]
    valid_to: Annotated[Day, Parameter("止", "To", Unit.TEXT)]
    insurance_base: Annotated[Limits, Parameter("社会保险基数", "Insurance base", Unit.TABLE)] = Limits()
    fund_base: Annotated[Limits, Parameter("公积金基数", "Fund base", Unit.TABLE)] = Limits()
    other_bases: Annotated[dict[str, Limits], Parameter(
        "另有上下限的险种", "Insurances with bounds of their own", Unit.TABLE)] = Field(default_factory=dict)
    employer: Annotated[EmployerRates, Parameter("单位", "Employer", Unit.TABLE)] = EmployerRates()
    employee: Annotated[EmployeeRates, Parameter("个人", "Employee", Unit.TABLE)] = EmployeeRates()
    insurance_rounding: Annotated[Rounding, Parameter("社会保险取整（四舍五入）", "Rounding of insurance, half up",
                                                      Unit.CHOICE, choices=ROUNDING)] = "fen"
    fund_rounding: Annotated[Rounding, Parameter("公积金每一方取整（四舍五入）", "Rounding of each fund share, half up",
                                                 Unit.CHOICE, choices=ROUNDING)] = "yuan"
    assumed: Annotated[tuple[Label, ...], Parameter("其中假定的", "Assumed in it", Unit.TABLE), Field(strict=False)] = ()
    sources: Annotated[tuple[Label, ...], Parameter("来源", "Sources", Unit.TABLE), Field(strict=False)] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Version:
        if self.valid_to < self.valid_from:
            raise refuse(t("version {id} ends on {end}, before it starts on {start}; swap the dates.", id=self.id,
                           end=self.valid_to, start=self.valid_from))
        for kind in self.other_bases:
            if kind not in INSURANCE:
                raise refuse(t("“{kind}” is no insurance; give bounds to some of: {names}.", kind=kind,
                               names=", ".join(INSURANCE)))
        return self

    def limits(self, kind: str) -> Limits:
        """Between which bounds the base of one kind of contribution is held."""
        return self.fund_base if kind == "fund" else self.other_bases.get(kind, self.insurance_base)

    def holds(self, day: date) -> bool:
        return self.valid_from <= day <= self.valid_to

    def distance(self, day: date) -> int:
        """Days between a day and this version; 0 inside."""
        return max(0, (self.valid_from - day).days, (day - self.valid_to).days)


class MinimumWage(Declared):
    """A minimum wage and the day from which it holds, until the next one."""

    valid_from: Annotated[Day, Parameter("起", "From", Unit.TEXT)]
    month: Annotated[float, Parameter("月最低工资", "A month", Unit.YUAN, low=0, high=100_000, step=10)]
    hour: Annotated[float | None, Parameter("小时最低工资", "An hour", Unit.YUAN, low=0, high=1_000, step=1,
                                            nothing=Text("未录入", "not in the data"))] = None
    sources: Annotated[tuple[Label, ...], Parameter("来源", "Sources", Unit.TABLE), Field(strict=False)] = ()


class Region(Declared):
    """One place with all its dated figures."""

    key: Annotated[str, Parameter("代号", "Key", Unit.TEXT)]
    name: Annotated[Label, Parameter("名称", "Name", Unit.TABLE)]
    about: Annotated[Label | None, Parameter("说明", "About", Unit.TABLE, nothing=Text("没有说明", "nothing to say"))] = None
    invented: Annotated[bool, Parameter("虚构，仅供演示", "Invented, for demonstration only", Unit.FLAG)] = False
    versions: Annotated[tuple[Version, ...], Parameter("缴费标准", "Contributions", Unit.TABLE),
                        Field(strict=False)] = ()
    minimum_wages: Annotated[tuple[MinimumWage, ...], Parameter("最低工资", "Minimum wages", Unit.TABLE),
                             Field(strict=False)] = ()
    minimum_without_own: Annotated[bool, Parameter(
        "最低工资不含个人社保和公积金", "The employee's own insurance and fund come on top of the minimum wage",
        Unit.FLAG)] = False

    @model_validator(mode="after")
    def _in_order(self) -> Region:
        ids = [version.id for version in self.versions]
        if len(set(ids)) < len(ids) or self.key in ids:
            raise refuse(t("two versions of region {key} have the same id, or that of the region; rename one.",
                           key=self.key))
        for before, after in zip(self.versions, self.versions[1:], strict=False):
            if after.valid_from <= before.valid_to:
                raise refuse(t("version {after} starts on {start}, before {before} ends on {end}; put the earlier "
                               "version first and let none overlap.", after=after.id, start=after.valid_from,
                               before=before.id, end=before.valid_to))
        days = [wage.valid_from for wage in self.minimum_wages]
        if days != sorted(set(days)):
            raise refuse(t("the minimum wages of region {key} are not in the order of their dates; sort them.",
                           key=self.key))
        return self

    @property
    def text(self) -> Text:
        return self.name.text

    def version_at(self, day: date) -> Version | None:
        """The version in force on that day, else the nearest (the later of two equally near); None without any."""
        return min(reversed(self.versions), key=lambda version: version.distance(day), default=None)

    def minimum_at(self, day: date) -> MinimumWage | None:
        """The minimum wage in force on that day; the first one for days before it; None without any."""
        started = [wage for wage in self.minimum_wages if wage.valid_from <= day]
        return started[-1] if started else next(iter(self.minimum_wages), None)

    def outside(self, days: list[date]) -> list[str]:
        """Sentences on months for which the region has no figures of their own, and what is taken for them."""
        if self.key == NONE:
            return []
        if not self.versions:
            return [t("There are no contribution figures for {region} in the data, so insurance and fund count as "
                      "nothing. Copy the region and enter yours.", region=say(self.text))]
        found: dict[str, list[date]] = {}
        for day in days:
            version = self.version_at(day)
            if version is not None and not version.holds(day):
                found.setdefault(version.id, []).append(day)
        return [t("{region}: {months} are outside the dates of the data; the nearest figures, those of {version}, are "
                  "taken.", region=say(self.text), version=version, months=_spans(missing))
                for version, missing in found.items()]

    def assumed_on(self, days: list[date]) -> list[str]:
        """What the figures used on these days assume, each once."""
        found = [say(label.text) for version in self._used(days) for label in version.assumed]
        if self.invented:
            found.insert(0, t("{region} is invented, for demonstration only.", region=say(self.text)))
        return list(dict.fromkeys(found))

    def sources_on(self, days: list[date]) -> list[str]:
        """Where the figures used on these days come from."""
        wages = [wage for day in days if (wage := self.minimum_at(day)) is not None]
        labels = [label for version in self._used(days) for label in version.sources]
        labels += [label for wage in wages for label in wage.sources]
        return list(dict.fromkeys(say(label.text) for label in labels))

    def _used(self, days: list[date]) -> list[Version]:
        used = {version.id: version for day in days if (version := self.version_at(day)) is not None}
        return list(used.values())


def _spans(days: list[date]) -> str:
    """Months as 2026-01 to 2026-06, 2027-07."""
    spans: list[list[date]] = []
    for day in sorted(days):
        if spans and (day.replace(day=1) - timedelta(days=1)).replace(day=1) == spans[-1][1].replace(day=1):
            spans[-1][1] = day
        else:
            spans.append([day, day])
    return ", ".join(f"{a:%Y-%m}" if a == b else t("{first} to {last}", first=f"{a:%Y-%m}", last=f"{b:%Y-%m}")
                     for a, b in spans)


@cache
def regions() -> dict[str, Region]:
    """The regions that come with the project, by key; "none" first."""
    found = [Region.model_validate(read_yaml(path, path.name)) for path in sorted(FOLDER.glob("*.yaml"))]
    return {region.key: region for region in sorted(found, key=lambda region: (region.key != NONE, region.invented))}


def region_named(name: str, own: Mapping[str, Region] | None = None) -> Region:
    """A region by its key, or by the id of one of its versions (then with that version only).

    `own` are the company's own regions; they go before those of the project.

    Raises:
        InputError: no such region; names the nearest.
    """
    known = {**regions(), **(own or {})}
    if name in known:
        return known[name]
    for region in known.values():
        for version in region.versions:
            if version.id == name:
                return region.model_copy(update={"versions": (version,)})
    raise InputError([Problem("", "region", t("there is no region “{name}”.", name=name) + nearest(
        name, [*known, *(version.id for region in known.values() for version in region.versions)]))])


PATTERN = """# versions:
# - id: {key}-2026
#   valid_from: '2026-07-01'
#   valid_to: '2027-06-30'
#   insurance_base: {{low: 5000, high: 25000}}
#   fund_base: {{low: 5000, high: 25000}}
#   employer: {{pension: 0.16, medical: 0.08, maternity: 0, unemployment: 0.005, injury: 0.002, fund: 0.05}}
#   employee: {{pension: 0.08, medical: 0.02, unemployment: 0.005, fund: 0.05}}
"""


def region_text(region: Region) -> str:
    """A region as YAML text, to be edited and read again; without contributions, with a pattern of them as a comment."""
    text = write_yaml(region.model_dump(mode="json", exclude_defaults=True))
    if region.versions:
        return text
    return f"{text}# {t('Contributions: take the # away and put your own figures in.')}\n{PATTERN.format(key=region.key)}"


def region_from(text: str, file: str = "") -> Region:
    """A region from YAML text.

    Raises:
        InputError: every fault, a sentence each.
    """
    content = parse_yaml(text, file)
    try:
        return Region.model_validate(content)
    except ValidationError as error:
        raise InputError(problems_of(error, file, model=Region)) from None


def months_of(year: int) -> list[date]:
    """The first days of a calendar year's months."""
    return [date(year, month, 1) for month in range(1, 13)]
