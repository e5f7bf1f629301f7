"""What a rule is: one mechanism with its parameters, its computation and its page in the handbook.

A new mechanism is one new file under `engine/rules/`: a class derived from one of the kinds below. The
class is found there by itself; its slider, handbook entry, validation, scenario key and `calc` command
come from its declarations.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, ClassVar

import numpy as np
from pydantic import ValidationError

from engine.base.book import Given
from engine.base.money import fraction, round_half_up
from engine.base.parameter import SCALE, Declared, Label, Parameter, Text, Unit, parameter_of
from engine.base.problem import InputError, Problem, nearest, problems_of
from engine.base.text import t
from engine.base.trace import Alone, Trace

CHAPTERS: dict[str, Text] = {
    "pay": Text("薪酬", "Pay"), "scores": Text("考核", "Assessment"), "targets": Text("目标", "Targets"),
    "dividends": Text("分红", "Dividends"), "equity": Text("股权", "Equity"), "expansion": Text("扩张", "Expansion"),
    "tax": Text("税与社保", "Tax and insurance"),
}


@dataclass(frozen=True)
class About:
    """The handbook entry of a rule: what it is, the formula, the source, and what is left out."""

    title: Text
    what: Text
    formula: Text
    source: str
    not_modelled: Text


class Rule(Declared):
    """One mechanism. Subclasses declare parameters as fields, `about`, `Inputs`, `example` and `calc`."""

    about: ClassVar[About]
    example: ClassVar[Mapping[str, Any]]
    results: ClassVar[Mapping[str, Text]] = {}
    """What results of `calc` are called where their key does not say it; shown in the handbook."""

    label: Annotated[Label | None, Parameter("名称", "Name", Unit.TABLE,
                                             nothing=Text("用规则的名称", "the rule's own"))] = None

    @property
    def title(self) -> Text:
        """What this entry of the plan is called: its own label, else the rule's title."""
        return self.label.text if self.label else self.about.title

    class Inputs(Declared):
        """What the rule is tried on when it is computed alone."""

    @classmethod
    def name(cls) -> str:
        """The rule's name in files and on the command line."""
        return str(cls.model_fields["rule"].default)

    @classmethod
    def chapter(cls) -> str:
        return cls.__module__.split(".")[-2]

    reads: ClassVar[Mapping[str, Parameter]] = {}
    """What the formula reads beside what `Inputs` declares under the same name, and in which unit."""

    plain: ClassVar[Text | None] = None
    """Why the rule is no arithmetic that a cell could do, such as places by rank; None where a cell can."""

    @classmethod
    def reads_of(cls) -> dict[str, Parameter]:
        """Name in the formula → declaration, of everything that the formula may read."""
        inputs = {name: parameter_of(field) for name, field in cls.Inputs.model_fields.items()}
        return {**{name: parameter for name, parameter in inputs.items() if parameter is not None}, **cls.reads}

    def formula(self, x: Any, say: Trace) -> Any:
        """The mechanism, in the words of `engine/base/algebra`: inputs in, steps said on the way, what it gives out.

        `x` holds whole numbers (fen, hundredths of a point, millionths, counts), people last: (…, people), by month
        (…, 12, people). The only statement of the rule: `calc`, the pipeline, explanations and workbooks all come from it.
        """
        raise NotImplementedError

    def alone(self, inputs: Any) -> Mapping[str, Any]:
        """What the formula reads when the rule is tried alone: each input as an array of one person.

        Raises:
            InputError: an input or a parameter that is needed is missing, or two do not go together.
        """
        return {name: one(getattr(inputs, name), parameter_of(field))
                for name, field in type(inputs).model_fields.items()}

    def calc(self, inputs: Any) -> dict[str, Any]:
        """The rule tried alone: its inputs in, named results out, money in yuan.

        Raises:
            InputError: an input or a parameter that is needed is missing, or two do not go together.
        """
        trial = Alone()
        self.formula(Given(**self.alone(inputs)), trial)
        return trial.results

    @classmethod
    def compute(cls, given: Mapping[str, Any]) -> dict[str, Any]:
        """Try the rule on plain values: parameters and inputs together, as on the command line.

        Raises:
            InputError: unknown names, wrong types, values out of range; all of them at once.
        """
        rule, inputs = cls.parsed(given)
        result: dict[str, Any] = rule.calc(inputs)
        return result

    @classmethod
    def parsed(cls, given: Mapping[str, Any]) -> tuple[Any, Any]:
        """The rule and its inputs out of plain values.

        Raises:
            InputError: unknown names, wrong types, values out of range; all of them at once.
        """
        inputs_of, parameters = cls.Inputs.keys(), cls.keys()
        own = {key: value for key, value in given.items() if key in parameters}
        inputs = {key: value for key, value in given.items() if key in inputs_of and key not in own}
        problems = [Problem("", str(key), t("there is no such entry.")
                            + nearest(str(key), [*cls.parameters(), *inputs_of]))
                    for key in given if key not in own and key not in inputs]
        parsed: list[Any] = []
        for model, values in ((cls, own), (cls.Inputs, inputs)):
            try:
                parsed.append(model.model_validate(values))
            except ValidationError as error:
                problems += problems_of(error, "", model=model)
        if problems:
            raise InputError(problems)
        return parsed[0], parsed[1]


def one(value: Any, parameter: Parameter | None) -> Any:
    """A plain value as the engine's array of one: whole numbers by the unit of its declaration, (1,); None stays None."""
    if value is None or parameter is None:
        return value
    if isinstance(value, (str, bool)):
        return np.array([value], dtype=bool if isinstance(value, bool) else object)
    if isinstance(value, (int, float)):
        return np.array([round_half_up(fraction(value) * SCALE.get(parameter.unit, 1))])
    return value


@cache
def registry() -> dict[str, type[Rule]]:
    """Rule name → class, over every file of engine/rules/, in the order of chapters and file names."""
    import engine.rules as rules

    rules_by_name: dict[str, type[Rule]] = {}
    for chapter in CHAPTERS:
        package = importlib.import_module(f"{rules.__name__}.{chapter}")
        for module in pkgutil.iter_modules(package.__path__):
            room = importlib.import_module(f"{package.__name__}.{module.name}")
            for thing in vars(room).values():
                if (isinstance(thing, type) and issubclass(thing, Rule) and "rule" in thing.model_fields
                        and thing.__module__ == room.__name__):
                    rules_by_name[thing.name()] = thing
    return rules_by_name


def rule_named(name: str) -> type[Rule]:
    """The rule of that name.

    Raises:
        InputError: no such rule; names the nearest.
    """
    if name not in registry():
        raise InputError([Problem("", name, t("there is no such rule.") + nearest(name, registry()))])
    return registry()[name]
