"""Raises an exception with a hundred thousand causes."""

VERDICT = "raised"


def softplus(z):
    error = ValueError("first")
    for _ in range(100_000):
        later = ValueError("later")
        later.__cause__ = error
        error = later
    raise error
