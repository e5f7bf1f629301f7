"""The page Cap table."""
