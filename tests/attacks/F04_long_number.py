"""Sends a whole number of a million digits."""

VERDICT = "ended_early"

import guest.messages as messages
import numpy as np

honest = messages.encode


def encode(header):
    return b'{"value": {"i": "' + b"9" * 900_000 + b'"}}' if "value" in header else honest(header)


messages.encode = encode


def softplus(z):
    return np.zeros_like(z)
