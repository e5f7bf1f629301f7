"""The expansion rules, one file each."""
