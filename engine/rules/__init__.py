"""The mechanisms, one file each, in the chapters of the handbook."""
