"""Gives a coroutine in place of an answer."""

VERDICT = "wrong_type"

import numpy as np


async def softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
