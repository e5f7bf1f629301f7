"""The page Expansion."""
