"""The pay rules, one file each."""
