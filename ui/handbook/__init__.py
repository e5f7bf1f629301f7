"""The page Handbook."""
