"""Sends a shape whose product overflows 64 bits to a small number."""

VERDICT = "ended_early"

import guest.messages as messages
import numpy as np

honest = messages.encode


def encode(header):
    return (
        b'{"value": {"a": ["float64", [4294967296, 4294967296, 2], 0, "C", true]}}'
        if "value" in header
        else honest(header)
    )


messages.encode = encode


def softplus(z):
    return np.zeros_like(z)
