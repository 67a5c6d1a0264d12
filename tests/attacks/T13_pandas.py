"""Lets pandas do the work."""

VERDICT = "raised"

import pandas


def softplus(z):
    return pandas.softplus(z)
