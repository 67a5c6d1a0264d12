"""Raises a group of a million exceptions."""

VERDICT = ("raised", "memory_limit")


def softplus(z):
    raise ExceptionGroup("many", [ValueError()] * 1_000_000)
