"""What the rules of the tax chapter share: dates, assumptions and findings beside every result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any, ClassVar

from engine.base.book import Given
from engine.base.parameter import Parameter, Text, Unit
from engine.base.trace import Alone, Trace
from engine.law.laws import dates_of, lapsed, not_advice
from engine.law.national import year_end
from engine.rules.rule import Rule

FIRST_YEAR = 2026

Year = Annotated[int, Parameter("日历年", "Calendar year", Unit.COUNT, low=2019, high=2100, step=1)]
TaxableSalary = Annotated[float, Parameter(
    "全年工资应纳税所得额（减除各项扣除后，可为负）", "Taxable wages of the year, after all deductions (may be negative)",
    Unit.YUAN, low=-10_000_000, high=1_000_000_000, step=1_000)]

NOTES: dict[str, Text] = {
    "laws": Text("依据与有效期", "Rests on"), "assumed": Text("假定", "Assumed"), "findings": Text("提示", "Findings"),
    "note": Text("说明", "Note"), "tax": Text("个人所得税", "Tax"), "net": Text("到手", "Net"),
    "merged": Text("并入工资计税", "Merged into wages"), "separate": Text("单独计税", "Taxed separately"),
    "better": Text("较省税的", "Cheaper"), "income": Text("应税收入", "Taxable income"),
}
"""What results are called that several rules of the chapter give."""


SENTENCES = ("laws", "assumed", "findings", "note", "sources")
"""Results that are lists of sentences, beside the figures."""


class TaxRule(Rule):
    """A rule of tax law: a pure calculation that says what law it rests on, and until when that holds."""

    laws: ClassVar[tuple[str, ...]] = ()
    results: ClassVar = NOTES

    def calc(self, inputs: Any) -> dict[str, Any]:
        said = Alone()
        self.formula(Given(**self.alone(inputs)), said)
        return {**said.results, **self.beside(inputs, said.results)}

    def alone(self, inputs: Any) -> Mapping[str, Any]:
        """Each input as an array of one, and the `day` whose law is asked for."""
        return {**super().alone(inputs), "day": year_end(inputs.year)}

    def beside(self, inputs: Any, results: Mapping[str, Any]) -> dict[str, Any]:
        """What stands beside the figures: sentences, and what is no arithmetic."""
        return self.notes(year_end(inputs.year))

    def said(self, say: Trace, key: str, value: Any) -> Any:
        """An amount as a step under the name of the result that it is; given back."""
        label = self.results[key]
        return say(label.zh, label.en, Unit.YUAN, value, key)

    def notes(self, day: date, assumed: Iterable[str] = (), findings: Iterable[str] = (),
              laws: tuple[str, ...] | None = None) -> dict[str, Any]:
        """What stands beside every result: the laws as they are on `day` with their dates, what is assumed, findings, and
        that this is no advice."""
        used = self.laws if laws is None else laws
        return {"laws": dates_of(used, day), "assumed": list(assumed), "findings": [*lapsed(used, day), *findings],
                "note": [not_advice()]}
