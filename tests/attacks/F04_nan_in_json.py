"""Sends NaN where JSON has none."""

VERDICT = "ended_early"

import guest.messages as messages
import numpy as np

honest = messages.encode


def encode(header):
    return b'{"value": NaN}' if "value" in header else honest(header)


messages.encode = encode


def softplus(z):
    return np.zeros_like(z)
