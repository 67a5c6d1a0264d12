"""Four hundred thousand parentheses."""

VERDICT = "does_not_parse"


def submission():
    return b"x = " + b"(" * 400_000 + b")" * 400_000
