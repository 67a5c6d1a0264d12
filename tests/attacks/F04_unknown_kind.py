"""Sends a value of a kind that does not exist."""

VERDICT = "ended_early"

import guest.messages as messages
import numpy as np

honest = messages.encode


def encode(header):
    return b'{"value": {"pickle": "gASVAAAA"}}' if "value" in header else honest(header)


messages.encode = encode


def softplus(z):
    return np.zeros_like(z)
