"""Returns numbers as text."""

VERDICT = ("wrong_type",)

import numpy as np


def softplus(z):
    return "0.693"
