"""An error in the last line."""

VERDICT = "does_not_parse"


def submission():
    return b"x = 1\n" * 5 + b"def f(:"
