"""The page Company."""
