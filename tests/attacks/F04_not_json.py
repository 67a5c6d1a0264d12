"""Sends a header that is no JSON."""

VERDICT = "ended_early"

import guest.messages as messages
import numpy as np

honest = messages.encode


def encode(header):
    return b"{" * 100 if "value" in header else honest(header)


messages.encode = encode


def softplus(z):
    return np.zeros_like(z)
