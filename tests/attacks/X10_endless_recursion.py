"""Calls itself without end."""

VERDICT = "raised"


def softplus(z):
    return softplus(z)
