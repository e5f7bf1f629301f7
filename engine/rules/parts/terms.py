"""What several mechanisms ask for, declared once.

Terms of people stand in company/people.py, of the books in company/company.py, of the what-if in world/assumptions.py; of
loans, conditions and assessments in the parts of that name. A rule takes a term as it is, or says what is different:
`MIN_YEARS.but(source="store equity article")`.
"""

from engine.base.parameter import Parameter, Unit
from engine.company.people import SCORE

PARTICIPANTS = Parameter("激励对象（岗位或类别，空为全员）", "Who (posts or job families; empty: everybody)", Unit.TABLE)
MIN_YEARS = Parameter("最低司龄", "Least years of service", Unit.YEARS, low=0, high=10, step=1)

SCORE_REACHED = SCORE.but(zh="得分", en="Score", step=0.5)
SCORE_FROM = Parameter("得分起点", "From score", Unit.POINTS, low=0, high=200, step=1)
VALUES_SCORE = Parameter("价值观得分", "Values score", Unit.POINTS, low=0, high=200, step=1)
PAY_COEFFICIENT = Parameter("系数", "Coefficient", Unit.FACTOR, low=0, high=10, step=0.05)

QUOTA = Parameter("任务额（月）", "Quota a month", Unit.YUAN, low=0, high=100_000_000, step=1000)
TARGET = Parameter("目标", "Target", Unit.YUAN, low=0, high=100_000_000_000, step=1000)
TARGET_GROWTH = Parameter("目标增长", "Target growth", Unit.RATE, low=-0.9, high=5, step=0.05)

PROFIT_TARGET = Parameter("净利润目标", "Net profit target", Unit.YUAN, low=0, high=1_000_000_000_000, step=10_000)
ACTUAL_PROFIT = Parameter("实际净利润", "This year's net profit", Unit.YUAN, low=-1_000_000_000_000, high=1_000_000_000_000,
                          step=10_000)
BASE_PROFIT = Parameter("基期净利润", "Net profit of the base year", Unit.YUAN, low=0.01, high=1_000_000_000_000, step=10_000)
PROFIT_SHARE = Parameter("分享比例", "Part of profit shared", Unit.RATE, low=0, high=1, step=0.01)

TOTAL_SHARES = Parameter("总股数", "Total shares", Unit.SHARES, low=1, high=100_000_000_000, step=10_000)
COMPANY_VALUE = Parameter("公司市值", "Value of the company", Unit.YUAN, low=0, high=10_000_000_000_000, step=100_000)
MULTIPLE = Parameter("市盈率", "Price–earnings multiple", Unit.FACTOR, low=1, high=100, step=1,
                     source="Organisation handbook: 20 times profit")
STRIKE = Parameter("行权价", "Strike", Unit.YUAN, low=0, high=1_000_000, step=1)
EXERCISE_PRICE = Parameter("行权时股价", "Share price at exercise", Unit.YUAN, low=0, high=1_000_000, step=1)

CAPITAL_OF_COMPANY = Parameter("每家投资额", "Capital for a new company", Unit.YUAN, low=0, high=1_000_000_000, step=10_000)
