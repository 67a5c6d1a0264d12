"""Deletes the function."""

VERDICT = "no_such_function"


def softplus(z):
    return z


del softplus
