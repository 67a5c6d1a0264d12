"""How many grading processes a class needs, by simulation."""
