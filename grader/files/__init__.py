"""Reads what authors and students hand in, and reports what is wrong with it."""
