"""Chinese income tax, social insurance and company tax, as dated figures and what follows from them.

Nothing here decides anything: every figure says which law it rests on, until when that holds, and what is assumed.

    national.py        national(): every figure of national law, dated data in national/*.yaml, read once
    dated.py           Law, Provision: what a law lays down from when to when; at(day), holds(day)
    laws.py            the sentences beside a result: lapsed(), dates_of(), not_advice()
    region.py          Region, Version: dated data in regions/*.yaml; region_named(), region_from(), region_text()
    brackets.py        progressive tables: tax() on arrays, exact
    withholding.py     income_tax(), allowance(), withheld() month by month, settle_year()
    contributions.py   contributions() of both sides by kind, month by month
    tax_year.py        TaxYear: a year of people from gross to what they keep, stated once
    tax_words.py       progressive(), taxed_separately(): words of the algebra; in_force(): figures that are cells
    bonus.py           separate_tax(), merged(), cliffs(), lost_at_cliff()
    equity_income.py   tax on options, deferral, phantom shares, platforms
    company_tax.py     company_tax(), dividend_tax(), reserve_due()
    taxpayer.py        what a company says of itself: kind, capital, levies, how bonuses are taxed

All amounts are fen in int64, (…, 12, people) by month or (…, people) by year. Everything that depends on a figure of
law takes the day it is for.
"""
