"""What pay rules and pages share: tiers and payout curves, pay slips, next steps, grades."""
