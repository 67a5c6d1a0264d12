"""Lets sklearn do the work."""

VERDICT = "raised"

import sklearn


def softplus(z):
    return sklearn.softplus(z)
