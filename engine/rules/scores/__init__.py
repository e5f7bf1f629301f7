"""The assessment rules, one file each."""
