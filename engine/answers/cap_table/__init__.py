"""Who owns the company over the years: the table by year, control lines, head counts, alerts."""
