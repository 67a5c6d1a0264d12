"""Says nothing at all."""

VERDICT = ("ended_early", "wrong_type", "raised", "wrong_values")

import guest.messages as messages
import numpy as np

honest = messages.encode


def encode(header):
    return b"{}" if "value" in header else honest(header)


messages.encode = encode


def softplus(z):
    return np.zeros_like(z)
