"""Cases: a folder with case.yaml, people.csv and reforms/*.yaml is a company, its plan and its reforms."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError

from engine.base.parameter import Declared, Label, Parameter, Text, Unit
from engine.base.problem import InputError, Problem, nearest, problems_of
from engine.base.text import t
from engine.base.yaml_text import read_yaml
from engine.company.company import Company, Facts
from engine.files import people_file
from engine.files.library import LIBRARY, TODAY, names
from engine.files.population import Recipe
from engine.plan.plan import Plan
from engine.plan.scenario import Scenario
from engine.world.assumptions import Assumptions


class Notes(Declared):
    """What of a case the source states, and what is ours; shown to the user."""

    source: Annotated[tuple[Label, ...], Parameter("来源写明的", "Stated by the source", Unit.TABLE),
                      Field(strict=False)] = ()
    ours: Annotated[tuple[Label, ...], Parameter("本工具设定的", "Ours", Unit.TABLE), Field(strict=False)] = ()


class CaseFile(Declared):
    """case.yaml."""

    name: Annotated[Label, Parameter("名称", "Name", Unit.TABLE)]
    about: Annotated[Label, Parameter("简介", "In a sentence", Unit.TABLE)]
    notes: Annotated[Notes, Parameter("说明", "Notes", Unit.TABLE)] = Notes()
    company: Annotated[Facts, Parameter("公司", "Company", Unit.TABLE)]
    plan: Annotated[Plan, Parameter("现行方案", "Today's plan", Unit.TABLE)]
    assumptions: Annotated[Assumptions, Parameter("假设", "Assumptions", Unit.TABLE)] = Assumptions()
    default_reform: Annotated[str | None, Parameter("先看哪个改革方案", "Reform looked at first", Unit.KEY,
                                                    nothing=Text("按文件名的第一个", "the first by file name"))] = None
    recipe: Annotated[Recipe | None, Parameter("人员怎么生成", "How the people were made", Unit.TABLE,
                                               nothing=Text("真实名单", "a real list"))] = None


class ReformFile(Declared):
    """reforms/<reform>.yaml: what it changes on its base, under readable paths."""

    name: Annotated[Label, Parameter("名称", "Name", Unit.TABLE)]
    about: Annotated[Label, Parameter("简介", "In a sentence", Unit.TABLE)]
    base: Annotated[str, Parameter("以谁为基础", "Builds on", Unit.KEY)] = TODAY
    set: Annotated[dict[str, Any], Parameter("改动", "Changes", Unit.TABLE)] = Field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """A company with today's plan and its reforms, ready to run."""

    key: str
    name: Text
    about: Text
    notes: Notes
    today: Scenario
    reforms: Mapping[str, ReformFile]
    default_reform: str | None = None

    @property
    def first(self) -> str:
        """What to look at first: the reform the case names, else its first one, else today's plan."""
        return self.default_reform or next(iter(self.reforms), TODAY)

    @cached_property
    def scenarios(self) -> dict[str, Scenario]:
        """Today and every reform, by key."""
        return {TODAY: self.today, **{key: self.scenario(key) for key in self.reforms}}

    def scenario(self, key: str) -> Scenario:
        """Today or one reform, its bases applied first.

        Raises:
            InputError: unknown name, a circle of bases, or overrides that do not fit.
        """
        if key not in self._built:
            self._built[key] = self._build(key)
        return self._built[key]

    @cached_property
    def _built(self) -> dict[str, Scenario]:
        """The scenarios asked for so far; nothing in a case changes, so each is built once."""
        return {TODAY: self.today}

    def _build(self, key: str) -> Scenario:
        if key not in self.reforms:
            raise InputError([Problem("", key, t("case “{case}” has no such reform.", case=self.key)
                                      + nearest(key, self.reforms))])
        chain = [key]
        while (base := self.reforms[chain[-1]].base) != TODAY:
            file = f"reforms/{chain[-1]}.yaml"
            if base not in self.reforms:
                raise InputError([Problem(file, "base", t("there is no reform “{name}” to build on.", name=base)
                                          + nearest(base, [TODAY, *self.reforms]))])
            if base in chain:
                raise InputError([Problem(file, "base", t("the reforms build on each other in a circle: {chain}.",
                                                          chain=" → ".join([*chain, base])))])
            chain.append(base)
        scenario = self.today
        for step in reversed(chain):
            reform = self.reforms[step]
            scenario = scenario.reformed(reform.set, reform.name.text, f"reforms/{step}.yaml")
        return scenario


def load(case: str | Path) -> Case:
    """A case of the library by name, or any folder that holds a case.yaml (or that file itself).

    Raises:
        InputError: every problem of case.yaml, people.csv and all the reforms together.
    """
    folder = _folder(case)
    problems: list[Problem] = []
    parsed = _parse(folder / "case.yaml", CaseFile, problems, "case.yaml")
    reforms: dict[str, ReformFile] = {}
    for path in sorted((folder / "reforms").glob("*.yaml")):
        reform = _parse(path, ReformFile, problems, f"reforms/{path.name}")
        if reform is not None:
            reforms[path.stem] = reform
    if parsed is None:
        raise InputError(problems)
    try:
        source = folder / "people.csv"
        if not source.exists():
            raise InputError([Problem("people.csv", "", t("the file is missing; put it beside case.yaml."))])
        people = people_file.read(source, parsed.company, "people.csv")
        scenario = Scenario(parsed.name.text, Company(parsed.company, people), parsed.plan, parsed.assumptions)
    except InputError as error:
        raise InputError([*problems, *map(_of_case_file, error.problems)]) from None
    loaded = Case(folder.name, parsed.name.text, parsed.about.text, parsed.notes, scenario, reforms,
                  parsed.default_reform)
    if loaded.default_reform not in (None, *reforms):
        problems.append(Problem("case.yaml", "default_reform", t("there is no reform “{name}” in reforms/.",
                                                                 name=loaded.default_reform)
                                + nearest(str(loaded.default_reform), reforms)))
    for key in reforms:
        try:
            loaded.scenario(key)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(dict.fromkeys(problems))
    return loaded


def _of_case_file(problem: Problem) -> Problem:
    """Where plan and company do not fit together, the plan's place in case.yaml is the one to mend."""
    if problem.file:
        return problem
    root = "" if problem.place.startswith("assumptions") else "plan."
    return replace(problem, file="case.yaml", place=f"{root}{problem.place}")


def case_file(case: str | Path) -> CaseFile:
    """case.yaml alone, for the recipe of its people.

    Raises:
        InputError: every problem of the file.
    """
    problems: list[Problem] = []
    parsed = _parse(_folder(case) / "case.yaml", CaseFile, problems, "case.yaml")
    if parsed is None:
        raise InputError(problems)
    return parsed


def _folder(case: str | Path) -> Path:
    path = Path(case)
    for folder in (LIBRARY / path, path, path.parent if path.name == "case.yaml" else path):
        if os.path.isfile(folder / "case.yaml"):  # False, not an error, for a name no file can have
            return folder
    raise InputError([Problem("", str(case), t("there is no such case, nor a folder with a case.yaml.")
                              + nearest(str(case), names()))])


def _parse(path: Path, model: type[Declared], problems: list[Problem], file: str) -> Any:
    """The file as its model; None, with the problems noted, where it does not fit."""
    try:
        content = read_yaml(path, file)
        return model.model_validate(content)
    except InputError as error:
        problems += error.problems
    except ValidationError as error:
        problems += problems_of(error, file, model=model)
    return None
