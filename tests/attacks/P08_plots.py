"""Draws a picture when it is imported."""

VERDICT = "raised"
SAYS = "NumPy"

import matplotlib.pyplot as plt


def softplus(z):
    return z
