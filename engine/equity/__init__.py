"""Who owns the company: the cap table and its history, control, grants, valuation, leaving."""
