"""What people take home and what it really costs: Chinese income tax, social insurance and company tax.

Nothing here decides anything: every result says which law it rests on, until when that holds, and what is assumed.

    laws.py            LAWS with dates, source and how sure; lapsed(), dates_of(), not_advice()
    region.py          Region, Version: dated data in regions/*.yaml; region_named(), region_from(), region_text()
    brackets.py        progressive tables ANNUAL, MONTHLY, BUSINESS: tax() on arrays, exact
    withholding.py     withheld() month by month, settle_year(), special additional deductions
    contributions.py   contributions() of both sides by kind, month by month
    bonus.py           separate_tax(), merged(), cliffs(), lost_at_cliff()
    equity.py          one person's tax on options, deferral, phantom shares, platforms
    company_tax.py     company_tax(), reserve_due()
    taxpayer.py        what a company says of itself: kind, capital, levies, how bonuses are taxed
    employer.py        contribution bases year by year; the change of the employer's contributions
    settle.py          settle(outcome, number) → SettledYear: who takes home what, FIVE numbers, notes()
    pocket.py          company_to_pocket(outcome, number) → Pocket: of 100 yuan, who ends up with how much
    same_money.py      same_money(settled, place, amount) → the same cost as wage, bonus, phantom, dividend, option
    equity_year.py     equity_year(outcome, number): accounting cost, tax deduction, dilution, people's tax both ways
    findings.py        findings(settled), findings_of(settled, place): minimum wage, deductions, cliffs, dates
    rule.py            what the rules of the chapter (engine/rules/tax/) share

All amounts are fen in int64, (…, 12, people) by month or (…, people) by year.
"""
