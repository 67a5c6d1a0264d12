"""Returns nothing."""

VERDICT = "wrong_type"

import numpy as np


def softplus(z):
    return None
