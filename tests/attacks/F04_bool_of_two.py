"""Sends a bool that is neither true nor false."""

VERDICT = "ended_early"
PARTS = ("forged_header",)

import numpy as np

HEADER = b'{"value": {"a": ["bool", [8], 0, "C", true]}}'


def softplus(z):
    return np.full(3, np.pi)
