"""E1 Instruments: six kinds of shares, what each gives and asks, and which of them fits whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.rules.rule import About, Rule

SOURCE = "Organisation handbook: kinds of shares"

NO_MATTER = Text("无所谓", "does not matter")


@dataclass(frozen=True)
class Instrument:
    """What one kind of share gives and asks; `ours` names the traits that the source does not state."""

    title: Text
    pays_in: bool
    dividends: bool
    value_gain: bool
    votes: bool
    registered: bool
    keeps: bool
    listed: bool
    on_leaving: Text
    note: Text
    ours: frozenset[str]


INSTRUMENTS: Mapping[str, Instrument] = {
    "option": Instrument(
        Text("期权", "Option"), pays_in=False, dividends=True, value_gain=True, votes=False, registered=False, keeps=False,
        listed=True, on_leaving=Text("按合同或约定补偿、回购", "compensated or bought back, as agreed"),
        note=Text("先享分红权，年限和考核达标后逐步变成注册股；增值和表决权从变成注册股起", "Dividends first; becomes registered step by "
                  "step as years and results are met; gain in value and votes begin there"),
        ours=frozenset({"value_gain", "votes", "keeps", "listed"})),
    "virtual": Instrument(
        Text("虚拟股", "Virtual share"), pays_in=False, dividends=True, value_gain=False, votes=False, registered=False,
        keeps=False, listed=True, on_leaving=Text("作废，通常不补偿", "lapses, usually without compensation"),
        note=Text("只享受分红，不能转换为注册股", "Dividends only; never becomes a registered share"),
        ours=frozenset({"votes", "listed"})),
    "registered": Instrument(
        Text("注册股", "Registered share"), pays_in=True, dividends=True, value_gain=True, votes=True, registered=True,
        keeps=True, listed=True, on_leaving=Text("本人继续持有，除非章程或协议另有约定",
                                                  "stays the person's own, unless charter or agreement says otherwise"),
        note=Text("以个人名义写进公司章程；是否出资看授予办法",
                  "In the charter under the person's own name; whether it is paid for is a matter of "
                  "the grant"),
        ours=frozenset({"pays_in", "dividends", "votes", "keeps", "listed", "on_leaving"})),
    "small_wet": Instrument(
        Text("小湿股", "Small wet share"), pays_in=True, dividends=True, value_gain=False, votes=False, registered=False,
        keeps=False, listed=False, on_leaving=Text("必须退股，按当时出资额退", "must be given back, at the original payment"),
        note=Text("按岗位配股出资，岗位变动时股数随之变动", "Shares and payment follow the post, and change with it"),
        ours=frozenset({"votes", "registered", "listed"})),
    "large_wet": Instrument(
        Text("大湿股", "Large wet share"), pays_in=True, dividends=True, value_gain=True, votes=False, registered=True,
        keeps=False, listed=False,
        on_leaving=Text("必须退股，可按退股时的市值（须事先约定）", "must be given back, at the value then where so agreed before"),
        note=Text("是注册股，但通常间接持有（有限合伙），表决权在执行事务合伙人", "Registered, but usually held indirectly through a "
                  "partnership, whose general partner votes"),
        ours=frozenset({"pays_in", "dividends", "votes", "listed"})),
    "dry": Instrument(
        Text("干股", "Dry share"), pays_in=False, dividends=True, value_gain=False, votes=False, registered=False, keeps=False,
        listed=False,
        on_leaving=Text("未转换的按约定处理，通常作废", "as agreed while not converted; it usually lapses"),
        note=Text("形式可有小湿股、期权、虚拟股；年限和考核达标可转注册股；通常给技术型人员",
                  "In the form of a small wet share, an option or a virtual share; may become registered with years and "
                  "results; usually for technical people"),
        ours=frozenset({"dividends", "value_gain", "votes", "keeps", "listed", "on_leaving"})),
}
"""The table of the source; what the source leaves open is ours and named so."""

TRAITS: dict[str, Text] = {
    "pays_in": Text("本人出资", "Pays in"), "dividends": Text("分红", "Dividends"),
    "value_gain": Text("享受市值增值", "Gains in value"), "votes": Text("表决权", "Votes"),
    "registered": Text("注册", "Registered"), "keeps": Text("离职可保留", "Kept on leaving"),
    "listed": Text("适合上市公司", "Fit for a listed company")}


@dataclass(frozen=True)
class Reason:
    """One answer held against one instrument."""

    instrument: str
    trait: str
    wanted: bool
    has: bool

    @property
    def speaks_for(self) -> bool:
        return self.wanted == self.has


class Instruments(Rule):
    """An instrument fits when no answer speaks against it; answers that do not matter are left out."""

    about = About(
        title=Text("股权类型选择", "Choice of instrument"),
        what=Text("六种股：期权、虚拟股、注册股、小湿股、大湿股、干股。回答几个问题（是否出资、能否表决、收益跟市值还是跟利润、离职能否保留、"
                  "公司是否上市），逐一列出每种股的赞成和反对理由。",
                  "Six kinds: option, virtual, registered, small wet, large wet and dry share. A few answers (does the "
                  "person pay, may they vote, does the gain follow value or profit, may they keep it on leaving, is the "
                  "company listed) are held against each, with the reasons for and against."),
        formula=Text("适合 = 没有一条答案与该股的性质相反；都不完全适合时，取相反最少的",
                     "fits = no answer contradicts what the instrument is; where none fits, those with the fewest against"),
        source=SOURCE + "; what it leaves open, and the questions, are ours",
        not_modelled=Text("税负、代持、各地工商登记做法", "taxes, nominees, local practice of registration"))
    example = {"pays_in": False, "gain": "profit", "votes": False}

    results = {
        "suitable": Text("适合", "Suitable"), "fits": Text("完全适合", "Fits every answer"),
        "against": Text("反对理由", "Speaks against it"), **TRAITS,
        **{name: each.title for name, each in INSTRUMENTS.items()}}

    plain: ClassVar[Text | None] = Text("按特征挑选工具，不是金额",
                                        "a choice among instruments by their traits, no amount")

    rule: Literal["instruments"] = "instruments"

    class Inputs(Declared):
        """What the owner wants for this person."""

        pays_in: Annotated[bool | None, Parameter("本人出资？", "Does the person pay in?", Unit.FLAG, nothing=NO_MATTER)] = None
        votes: Annotated[bool | None, Parameter("要有表决权？", "Should the person vote?", Unit.FLAG, nothing=NO_MATTER)] = None
        gain: Annotated[Literal["value", "profit", "any"], Parameter("收益跟着什么走？", "What should the gain follow?", Unit.CHOICE,
                                                                   choices={
            "value": Text("公司市值", "The company's value"), "profit": Text("只跟当年利润", "Only the year's profit"),
            "any": Text("都可以", "Either")})] = "any"
        keeps: Annotated[bool | None, Parameter("离职后可以保留？", "May it be kept on leaving?", Unit.FLAG, nothing=NO_MATTER)] = None
        registered: Annotated[bool | None, Parameter("要登记在册？", "Should it be registered?", Unit.FLAG,
                                                     nothing=NO_MATTER)] = None
        listed: Annotated[bool, Parameter("公司已上市？", "Is the company listed?", Unit.FLAG)] = False

    def wanted(self, inputs: Any) -> dict[str, bool]:
        """Trait → what is wanted of it."""
        asked = {"pays_in": inputs.pays_in, "votes": inputs.votes, "keeps": inputs.keeps, "registered": inputs.registered,
                 "value_gain": {"value": True, "profit": False, "any": None}[inputs.gain],
                 "listed": True if inputs.listed else None}
        return {trait: value for trait, value in asked.items() if value is not None}

    def reasons(self, inputs: Any) -> Iterator[Reason]:
        """Every answer held against every instrument."""
        for name, instrument in INSTRUMENTS.items():
            for trait, value in self.wanted(inputs).items():
                yield Reason(name, trait, value, getattr(instrument, trait))

    def against(self, inputs: Any) -> dict[str, list[str]]:
        """Instrument → the traits that speak against it."""
        traits: dict[str, list[str]] = {name: [] for name in INSTRUMENTS}
        for reason in self.reasons(inputs):
            if not reason.speaks_for:
                traits[reason.instrument].append(reason.trait)
        return traits

    def suitable(self, inputs: Any) -> list[str]:
        """Those with the fewest answers against them."""
        against = self.against(inputs)
        fewest = min(map(len, against.values()))
        return [name for name, traits in against.items() if len(traits) == fewest]

    def calc(self, inputs: Any) -> dict[str, Any]:
        suitable, against = self.suitable(inputs), self.against(inputs)
        return {"suitable": suitable, "fits": not against[suitable[0]], "against": against}
