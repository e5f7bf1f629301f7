"""The commands of `python -m engine`, one file each: arguments in, lines of text out."""
