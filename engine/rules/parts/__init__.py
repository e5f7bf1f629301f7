"""What several mechanisms share.

    terms.py           parameters that several declare: declared once
    commission, levels, score_bands, salary, job_evaluation, tiers, vesting, loans, purchase, leaving, conditions, indicators
                       tables and terms that more than one mechanism is made of
    rises.py           what doing more leads to, as a rule says it: the next band, task or base
    capabilities.py    what pages ask of some rules, whichever they are
"""
