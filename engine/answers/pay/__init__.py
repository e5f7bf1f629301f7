"""Pay explained: the slip of a person, next steps, payout curves, sheets of a group, grades, teams."""
