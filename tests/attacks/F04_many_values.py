"""Sends a value of half a million parts."""

VERDICT = "ended_early"

import guest.messages as messages
import numpy as np

honest = messages.encode


def encode(header):
    return b'{"value": [' + b"1," * 500_000 + b"1]}" if "value" in header else honest(header)


messages.encode = encode


def softplus(z):
    return np.zeros_like(z)
