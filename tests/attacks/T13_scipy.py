"""Lets scipy do the work."""

VERDICT = "raised"

import scipy


def softplus(z):
    return scipy.softplus(z)
