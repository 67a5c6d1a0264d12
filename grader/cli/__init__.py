"""``python -m grader``: the command line."""
