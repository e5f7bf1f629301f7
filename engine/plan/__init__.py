"""The rules in force under readable names; a scenario of company, plan and assumptions; overrides on it."""
