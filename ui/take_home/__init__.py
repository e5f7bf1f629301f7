"""The page Take-home."""
