"""What pages ask of some rules, whichever they are: a capability, known by what it can say."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt
from pydantic.fields import FieldInfo

from engine.base.money import Fen
from engine.base.parameter import Parameter, Text
from engine.company.company import Company
from engine.company.people import People
from engine.rules.parts.goal_result import Goal, GoalResult, Status
from engine.rules.parts.indicators import Indicator
from engine.rules.parts.salary import SalaryTerms
from engine.rules.parts.score_bands import ScoreBand
from engine.rules.parts.store_team import Judged
from engine.world.drivers import Drivers, Group

if TYPE_CHECKING:
    from engine.company.network import Network, Whole
    from engine.rules.dividends.dividend_fund import DividendFund
    from engine.rules.dividends.dividend_per_share import DividendPerShare
    from engine.rules.dividends.fund_smoothing import FundSmoothing
    from engine.rules.dividends.virtual_share_count import VirtualShareCount
    from engine.rules.equity.store_share_plan import Holdings, StoreSharePlan
    from engine.rules.expansion.career_path import CareerLevel
    from engine.rules.expansion.company_funding import CompanyFunding
    from engine.rules.expansion.expansion_stakes import ExpansionStakes
    from engine.rules.expansion.opening_conditions import OpeningConditions
    from engine.rules.expansion.succession import Succession
    from engine.rules.kinds import Result


@runtime_checkable
class Choice(Protocol):
    """Somebody chooses among several schemes of pay."""

    @property
    def schemes(self) -> Mapping[str, Any]: ...

    def title_of(self, scheme: str) -> Text:
        """What a scheme is called."""

    def at(self, sales: Fen, net: float = 1.0, margin: float = 1.0, collected: float = 1.0, own_base_pay: float = 0.0) -> Fen:
        """What each scheme pays a month at each level of sales, fen, (schemes, …)."""

    def best_at(self, sales: Fen, **parts: float) -> npt.NDArray[np.int64]:
        """Which scheme is best at each level of monthly sales in fen, as its place in the list; the shape of `sales`."""

    def chosen_by(self, group: Group) -> dict[str, int]:
        """How many of the group take each scheme."""


@runtime_checkable
class MovesPeople(Protocol):
    """Who sells too little is paid as in another post."""

    def moved(self, sales: Fen) -> npt.NDArray[np.bool_]:
        """In which months somebody is paid as in the other post, (…, months, people)."""


@runtime_checkable
class ByScore(Protocol):
    """Pay that a table of scores decides on."""

    @property
    def table(self) -> tuple[ScoreBand, ...]: ...

    def by_score(self, base_pay: Fen, score: np.ndarray) -> Fen:
        """Pay in fen a month at scores in hundredths of a point; shapes broadcast."""


@runtime_checkable
class ShareFund(Protocol):
    """A fund that is divided by shares held, smoothed over the years."""

    @property
    def fund(self) -> DividendFund: ...

    @property
    def smoothing(self) -> FundSmoothing: ...

    @property
    def per_share(self) -> DividendPerShare: ...

    @property
    def count(self) -> VirtualShareCount | None: ...

    @property
    def min_years(self) -> int: ...

    def participating(self, drivers: Drivers) -> npt.NDArray[np.int64]:
        """The shares that take part this year, (…, people)."""


@runtime_checkable
class StoresShare(Protocol):
    """The profit of each store goes to those who hold it."""

    @property
    def shares(self) -> StoreSharePlan: ...

    def bind_stores(self, result: Result, drivers: Drivers) -> dict[str, Any]:
        """What `distributable` reads: places among the units, net profit in fen and year of each store."""

    def distributable(self, net_profit: Fen, year: npt.NDArray[np.int64]) -> Fen:
        """What is distributed of each store's profit, fen, (…, stores)."""

    @staticmethod
    def parts(out: int, stakes: Holdings, place: int) -> tuple[int, int, Fen]:
        """What is distributed of one store: the company's, the management department's, its people's, (people,)."""

    @staticmethod
    def of_managers(out: int, stakes: Holdings) -> Fen:
        """The management department's part by person, (people,)."""


@runtime_checkable
class ByFactors(Protocol):
    """A pool divided by the product of everybody's factors."""

    def bind_people(self, drivers: Drivers) -> dict[str, Any]:
        """What the factors read of everybody."""

    def factors(self, x: Any) -> dict[str, Any]:
        """Everybody's factors in hundredths, (…, people)."""

    def taking(self, x: Any) -> Any:
        """Who takes part, (…, people)."""


@runtime_checkable
class ReformsGoals(Protocol):
    """Goals of a reform, which an outcome is held against."""

    def core(self, people: People) -> npt.NDArray[np.bool_]:
        """Who is core staff, (people,)."""

    def goal_results(self, profit: tuple[int, int], core_income: tuple[int, int], revenue: tuple[int, int]) -> tuple[GoalResult, ...]:
        """Every goal held against before and after, fen."""


@runtime_checkable
class OpensCompanies(Protocol):
    """Companies that open others, year by year: in which way, under what conditions, and who holds and pays what."""

    mode: str
    openings: int
    most: int
    profit: float
    capital: float
    success: float
    multiple: int
    ready_after: int
    option_after: int
    registered_after: int

    @property
    def stakes(self) -> ExpansionStakes: ...

    @property
    def conditions(self) -> OpeningConditions: ...

    @property
    def funding(self) -> CompanyFunding: ...

    @property
    def succession(self) -> Succession: ...

    @classmethod
    def parameters(cls) -> dict[str, Parameter]: ...

    @classmethod
    def keys(cls) -> dict[str, FieldInfo]: ...

    def in_mode(self, mode: str, openings: int) -> OpensCompanies:
        """The same in another way of expanding, with so many openings a year of each ready company."""

    def grown(self, years: int, draws: tuple[int, ...] = ()) -> list[Network]:
        """The network at the end of each year, alone or for this many draws of chance at once."""


@runtime_checkable
class PromotesByPartners(Protocol):
    """A career path: who has raised enough people to the own level is on the next, with overrides of its own."""

    raised: int
    excess: float

    @property
    def levels(self) -> Sequence[CareerLevel]: ...

    def called(self, level: str) -> Text:
        """What a level is called."""

    def least_stores(self, place: int) -> int:
        """The fewest stores under somebody on the level at this place."""

    def a_year(self, place: int, excess: int, stores: int) -> dict[str, int]:
        """What this level's overrides are in a year, fen, for so many stores with this excess a month each."""

    def reached(self, network: Network) -> Whole:
        """The place of every head's level, (companies,); −1 for companies closed."""


@runtime_checkable
class HoldsGoals(Protocol):
    """A list of goals, each with a status."""

    @property
    def title(self) -> Text: ...

    @property
    def goals(self) -> Sequence[Goal]: ...

    def status(self, goal: Goal) -> Status:
        """Where a goal stands."""


@runtime_checkable
class RollsOut(Protocol):
    """Performance pay that is brought in month by month."""

    start: int
    at_least: float


@runtime_checkable
class ScoresByIndicators(Protocol):
    """A sheet of weighted indicators and of conduct, that people are scored by."""

    groups: tuple[str, ...]
    conduct: tuple[str, ...]

    @property
    def indicators(self) -> tuple[Indicator, ...]: ...


@runtime_checkable
class SetsAnnualTarget(Protocol):
    """A target of the whole year, which is handed down from there."""

    annual: float | None
    annual_from: str | None


@runtime_checkable
class SelectsTeam(Protocol):
    """Who is in which layer of a store's team, by points of three kinds."""

    results_weight: float
    behaviour_weight: float
    values_weight: float

    def judged(self, company: Company) -> Judged:
        """What everybody is judged by."""

    def points(self, results: npt.NDArray[np.int64], behaviour: npt.NDArray[np.int64],
               values: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Weighted points, (people,), over the common denominator of the weights."""

    def of_company(self, company: Company, kinds: Collection[str] = ("store",)) -> npt.NDArray[np.int64]:
        """Everybody's layer as a number, (people,), 0 being nobody's."""


@runtime_checkable
class TopsUpToGrades(Protocol):
    """Base pay raised to a grade of the post's value."""

    values: dict[str, float]
    grade: int

    @property
    def salary(self) -> SalaryTerms: ...
