"""The dividends rules, one file each."""
