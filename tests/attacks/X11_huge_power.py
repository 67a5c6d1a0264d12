"""Computes 2 to the power of ten billion."""

VERDICT = ("time_limit", "memory_limit")
SLOW = True


def softplus(z):
    return 2 ** (10**10)
