"""The page Person."""
