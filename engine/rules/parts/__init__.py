"""What several mechanisms share: tier tables, vesting, loans, purchases, leaving, conditions, indicators."""
