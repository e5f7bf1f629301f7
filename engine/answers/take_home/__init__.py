"""What people take home and what it costs: `settle.py` withholds and settles a year of an outcome.

    settle.py          settle(outcome, number) → SettledYear: who takes home what, FIVE numbers, notes()
    pocket.py          company_to_pocket(outcome, number) → Pocket: of 100 yuan, who ends up with how much
    same_money.py      same_money(settled, place, amount) → the same cost as wage, bonus, phantom, dividend, option
    equity_year.py     equity_year(outcome, number): accounting cost, tax deduction, dilution, people's tax both ways
    findings.py        findings(settled), findings_of(settled, place): minimum wage, deductions, cliffs, dates
    next_july.py       the contribution bases of the coming July
    slip.py            one person's tax and contributions month by month
"""
