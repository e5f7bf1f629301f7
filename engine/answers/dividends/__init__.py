"""Dividend programmes over the years, by person and on leaving, as tables."""
