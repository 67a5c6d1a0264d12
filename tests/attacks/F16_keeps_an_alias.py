"""Keeps its inputs and changes them in later calls."""

VERDICT = ("wrong_values", "changed_inputs")

import numpy as np

kept = []


def softplus(z):
    for old in kept:
        old[...] = 7
    kept.append(z)
    return z
