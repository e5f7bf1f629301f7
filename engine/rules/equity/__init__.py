"""The equity rules, one file each."""
