"""Grading works again: a dry run first, then all of it, only the gains, or nothing; and undo."""
