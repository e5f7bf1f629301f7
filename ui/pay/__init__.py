"""The page Pay."""
