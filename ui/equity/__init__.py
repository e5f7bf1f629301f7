"""The page Equity."""
