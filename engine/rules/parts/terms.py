"""What several mechanisms ask for, declared once.

Terms of people stand in company/people.py, of the books in company/company.py, of the what-if in world/assumptions.py; of
loans, conditions and assessments in the parts of that name. A rule takes a term as it is, or says what is different:
`MIN_YEARS.but(source="store equity article")`.
"""

from engine.base.parameter import Parameter, Refers, Text, Unit
from engine.company.people import SCORE

PARTICIPANTS = Parameter("激励对象（岗位或类别，空为全员）", "Who (posts or job families; empty: everybody)", Unit.TABLE,
                         refers=Refers.GROUP)
MIN_YEARS = Parameter("最低司龄", "Least years of service", Unit.YEARS, low=0, high=10, step=1)
CORE_YEARS = Parameter("核心层最低司龄", "Core from years of service", Unit.YEARS, low=0, high=20, step=1)
MIDDLE_YEARS = Parameter("中坚层最低司龄", "Middle from years of service", Unit.YEARS, low=0, high=20, step=1)
PAY_A_YEAR = Parameter("年薪", "Pay a year", Unit.YUAN, low=0, high=10_000_000_000, step=10_000)

SCORE_REACHED = SCORE.but(zh="得分", en="Score", step=0.5)
SCORE_FROM = Parameter("得分起点", "From score", Unit.POINTS, low=0, high=200, step=1)
VALUES_SCORE = Parameter("价值观得分", "Values score", Unit.POINTS, low=0, high=200, step=1)
PAY_COEFFICIENT = Parameter("系数", "Coefficient", Unit.FACTOR, low=0, high=10, step=0.05)

VOLUME_A_MONTH = Parameter("销售额或件数（月）", "Sales or units a month", Unit.YUAN)
PAYABLE_PART = Parameter("可提比例", "Payable part", Unit.RATE)
PAST_OF_UNIT = Parameter("历史业绩（年）", "History a year", Unit.YUAN)
WEIGHT_OF_MONTH = Parameter("月份权重", "Weight of the month", Unit.COUNT)
SEASON = Parameter("淡旺季", "Season", Unit.COUNT)
ACTUAL_OF_YEAR = Parameter("全年实际", "The year's actual", Unit.YUAN, low=-1_000_000_000_000, high=1_000_000_000_000, step=10_000)
ACTUAL_LAST_YEAR = Parameter("上年实际", "Last year's actual", Unit.YUAN)
MONTHS_SERVED = Parameter("在职月数", "Months served", Unit.COUNT, low=0, high=12, step=1)
TEAM = Parameter("团队", "Team", Unit.KEY)
SALES_A_MONTH = Parameter("销售额（月）", "Sales a month", Unit.YUAN, low=0, high=100_000_000_000, step=1000)
OUTPUT = Parameter("产值", "Output", Unit.YUAN, low=0, high=100_000_000_000, step=1000)
ACTUAL = Parameter("实际值", "Actual", Unit.COUNT, low=-1_000_000_000_000, high=1_000_000_000_000, step=1)
QUOTA = Parameter("任务额（月）", "Quota a month", Unit.YUAN, low=0, high=100_000_000, step=1000)
TARGET = Parameter("目标", "Target", Unit.YUAN, low=0, high=100_000_000_000, step=1000)
TARGET_GROWTH = Parameter("目标增长", "Target growth", Unit.RATE, low=-0.9, high=5, step=0.05)

PROFIT_TARGET = Parameter("净利润目标", "Net profit target", Unit.YUAN, low=0, high=1_000_000_000_000, step=10_000)
NET_PROFIT = Parameter("净利润", "Net profit", Unit.YUAN, low=-1_000_000_000_000, high=1_000_000_000_000, step=10_000)
ACTUAL_PROFIT = NET_PROFIT.but(zh="实际净利润", en="This year's net profit")
PROFIT_THIS_YEAR = NET_PROFIT.but(zh="今年净利润", en="This year's net profit")
PROFIT_OF_YEAR = NET_PROFIT.but(zh="当年净利润", en="The year's net profit")
BASE_PROFIT = Parameter("基期净利润", "Net profit of the base year", Unit.YUAN, low=0.01, high=1_000_000_000_000, step=10_000)
PROFIT_SHARE = Parameter("分享比例", "Part of profit shared", Unit.RATE, low=0, high=1, step=0.01)

GIVER = Parameter("由哪位股东让出", "Given up by holder", Unit.KEY, nothing=Text("增发", "newly issued"), refers=Refers.HOLDER)
HELD_THROUGH = Parameter("持股主体（股东名册中的一行）", "Held through (line of the cap table)", Unit.KEY, refers=Refers.HOLDER)
TAKER = Parameter("离职股份由谁接手", "Who takes leavers' shares", Unit.KEY, refers=Refers.HOLDER,
                  nothing=Text("公司回购注销", "bought back and cancelled by the company"))

SHARES_HELD = Parameter("持股数", "Shares held", Unit.SHARES, low=0, high=100_000_000_000, step=10_000)
OWN_SHARES = SHARES_HELD.but(zh="个人持股数", step=100)
TOTAL_SHARES = Parameter("总股数", "Total shares", Unit.SHARES, low=1, high=100_000_000_000, step=10_000)
COMPANY_VALUE = Parameter("公司市值", "Value of the company", Unit.YUAN, low=0, high=10_000_000_000_000, step=100_000)
MULTIPLE = Parameter("市盈率", "Price–earnings multiple", Unit.FACTOR, low=1, high=100, step=1,
                     source="Organisation handbook: 20 times profit")
RAISED_IN = Parameter("第几年增资", "In year", Unit.YEARS, low=1, high=30, step=1)
PRE_MONEY = Parameter("投前估值", "Pre-money valuation", Unit.YUAN, low=1, high=10_000_000_000_000, step=1_000_000,
                      nothing=Text("当年净利润 × 市盈率", "the year's net profit × the multiple"))
PART_OF_VALUE = Parameter("价格占每股价值", "Price, part of the value", Unit.RATE, low=0, high=2, step=0.05)
SHARE_PRICE = Parameter("股价", "Share price", Unit.YUAN, low=0, high=1_000_000, step=1)
OPTIONS = Parameter("份数", "Options", Unit.SHARES, low=0, high=100_000_000_000, step=10_000)
YEARS_LEFT = Parameter("剩余年数", "Years left", Unit.YEARS, low=0, high=50, step=1)
STRIKE = Parameter("行权价", "Strike", Unit.YUAN, low=0, high=1_000_000, step=1)
EXERCISE_PRICE = Parameter("行权时股价", "Share price at exercise", Unit.YUAN, low=0, high=1_000_000, step=1)

CAPITAL_OF_COMPANY = Parameter("每家投资额", "Capital for a new company", Unit.YUAN, low=0, high=1_000_000_000, step=10_000)
