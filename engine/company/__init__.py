"""The company as it is before anything is simulated: people, units, books, who owns it, and whom it owns.

    people.py          People: one declaration a column, arrays of everybody
    company.py         Facts of case.yaml, Company
    captable.py        CapTable: whole shares by holder, by person inside a line, and what is promised
    ledger.py          Event, apply(), replay(): whatever happens to a table, and any year of its history
    look_through.py    who owns and who votes in the end, through holders that are owned themselves
    network.py         the companies or stores that were opened: cohorts, stakes, profit
"""
