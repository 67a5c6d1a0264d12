"""Sends a bool that is neither true nor false."""

VERDICT = "ended_early"

import guest.messages as messages
import numpy as np

honest = messages.encode


def encode(header):
    return b'{"value": {"a": ["bool", [8], 0, "C", true]}}' if "value" in header else honest(header)


messages.encode = encode


def softplus(z):
    return np.full(3, np.pi)
