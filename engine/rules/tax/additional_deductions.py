"""Special additional deductions: what a family situation takes off taxable wages."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import model_validator

from engine.base.algebra import at_most, fen, over, same, where
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import refuse
from engine.base.text import t, value
from engine.base.trace import Trace
from engine.law.national import national, year_end
from engine.law.tax_words import in_force
from engine.rules.parts.tax_rule import FIRST_YEAR, NOTES, TaxRule, Year
from engine.rules.rule import About

City = Literal["none", "large", "middle", "small"]
CITIES: dict[str, Text] = {
    "none": Text("不租房", "No rented home"),
    "large": Text("直辖市、省会、计划单列市", "Municipalities, provincial capitals, separately planned cities"),
    "middle": Text("市区户籍人口超过 100 万", "Cities of more than a million"),
    "small": Text("其他城市", "Other cities"),
}


class AdditionalDeductions(TaxRule):
    """The monthly deductions summed, and what counts only at the annual settlement."""

    about = About(
        title=Text("专项附加扣除", "Special additional deductions"),
        what=Text("子女教育、婴幼儿照护每孩每月 2000 元，赡养老人 3000 元（非独生分摊、每人最多 1500 元），首套房贷利息 1000 元或租金 "
                  "1500 / 1100 / 800 元，学历教育 400 元；大病医疗超过 1.5 万元的部分、最多 8 万元，只在年度汇算时扣。用不完的不结转。",
                  "2,000 a month for each child in education or under 3, 3,000 for elderly parents (shared among siblings, "
                  "1,500 each at most), 1,000 of first-home interest or rent of 1,500 / 1,100 / 800 by city, 400 for a "
                  "degree; illness above 15,000, 80,000 at most, only at the annual settlement. Nothing carries over."),
        formula=Text("每月 = 各项之和；全年 = 每月 × 12 + 证书 3600 + 大病",
                     "a month = the sum of the items; a year = twelve months + certificate 3,600 + illness"),
        source="State Council 2018-41, 2022-8, 2023-13",
        not_modelled=Text("夫妻间如何分摊", "how a couple shares them"))
    example = {"children": 1, "elderly_alone": True, "mortgage": True}
    laws = ("additional",)
    results = {**NOTES, "month": Text("每月", "A month"), "year": Text("全年", "A year"),
               "at_settlement": Text("只在汇算时扣", "Only at settlement")}

    rule: Literal["additional_deductions"] = "additional_deductions"

    class Inputs(Declared):
        """A person's family."""

        children: Annotated[int, Parameter("受教育子女", "Children in education", Unit.COUNT, low=0, high=10, step=1)] = 0
        infants: Annotated[int, Parameter("3 岁以下婴幼儿", "Children under 3", Unit.COUNT, low=0, high=10, step=1)] = 0
        elderly_alone: Annotated[bool, Parameter("赡养老人（独生子女）", "Elderly parents, only child", Unit.FLAG)] = False
        elderly_share: Annotated[float, Parameter("赡养老人（非独生，本人分摊）", "Elderly parents, own share among siblings",
                                                  Unit.YUAN, low=0, high=10_000, step=100)] = 0.0
        mortgage: Annotated[bool, Parameter("首套房贷利息", "First-home mortgage interest", Unit.FLAG)] = False
        rent: Annotated[City, Parameter("租房所在城市", "City of rented home", Unit.CHOICE,
                                        choices=CITIES)] = "none"
        studies: Annotated[bool, Parameter("学历继续教育", "Studies for a degree", Unit.FLAG)] = False
        certificate: Annotated[bool, Parameter("当年取得职业证书", "Vocational certificate this year", Unit.FLAG)] = False
        illness: Annotated[float, Parameter("大病医疗自付", "Own cost of serious illness", Unit.YUAN, low=0, high=10_000_000,
                                            step=1_000)] = 0.0
        year: Year = FIRST_YEAR

        @model_validator(mode="after")
        def _one_of_two(self) -> Self:
            if self.mortgage and self.rent != "none":
                raise refuse(t("mortgage interest and rent cannot both be deducted; choose one."))
            if self.elderly_alone and self.elderly_share:
                raise refuse(t("an only child deducts for elderly parents alone; leave the share empty."))
            most = national().additional.at(year_end(self.year)).elderly_share
            if self.elderly_share > most:
                raise refuse(t("one of several children deducts at most {most} a month for elderly parents; lower the share.",
                               most=value(most, Unit.YUAN)))
            return self

    def formula(self, x: Any, say: Trace) -> Any:
        law = in_force(national().additional, x.day, x.children)
        elderly = where(x.elderly_alone, fen(law.elderly), x.elderly_share)
        rent = where(same(x.rent, "large"), fen(law.rent_large), where(
            same(x.rent, "middle"), fen(law.rent_middle), where(same(x.rent, "small"), fen(law.rent_small), 0)))
        month = self.said(say, "month", x.children * fen(law.children) + x.infants * fen(law.infants) + elderly
                          + where(x.mortgage, fen(law.mortgage), 0) + rent + where(x.studies, fen(law.studies), 0))
        illness = at_most(over(x.illness, fen(law.illness_from)), fen(law.illness_most))
        late = self.said(say, "at_settlement", illness + where(x.certificate, fen(law.certificate), 0))
        return self.said(say, "year", 12 * month + late)
