"""Raises an exception with a message of 100 MB."""

VERDICT = "raised"


def softplus(z):
    raise ValueError("x" * 100_000_000)
