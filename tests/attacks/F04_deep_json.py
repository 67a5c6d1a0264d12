"""Sends a header nested a hundred thousand deep."""

VERDICT = "ended_early"

import guest.messages as messages
import numpy as np

honest = messages.encode


def encode(header):
    return b'{"value": ' + b"[" * 100_000 if "value" in header else honest(header)


messages.encode = encode


def softplus(z):
    return np.zeros_like(z)
