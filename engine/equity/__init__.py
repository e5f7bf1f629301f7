"""Who owns the company: the cap table and its history, control, grants, valuation, leaving.

    captable.py        CapTable: whole shares by holder, by person inside a line, and what is promised
    ledger.py          Event, apply(), replay(): whatever happens to a table, and any year of its history
    look_through.py    who owns and who votes in the end, through holders that are owned themselves
    control.py         control lines, numbers of holders, alerts; limits.py, grant_limits.py: what the law allows
    ownership.py       the table over the years, as pages show it; ocf/: the Open Cap Format in and out
    vesting.py conditions.py purchase.py loans.py leaving.py    what the grant programmes of engine/rules/equity share
    grant_sheets.py    what programmes mean for people, year by year
    valuing.py option_pricing.py granting.py    valuations side by side, options, a grant on the books
    wealth.py executives.py                     pay against the share price, and a study to hold it against
"""
