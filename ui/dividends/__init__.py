"""The page Dividends."""
