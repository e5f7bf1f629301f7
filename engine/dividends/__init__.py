"""What dividend rules and pages share: profit of units, the sheet of a programme."""
