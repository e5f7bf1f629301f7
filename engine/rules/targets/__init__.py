"""The targets rules, one file each."""
