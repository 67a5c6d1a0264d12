"""Sends an array that lies behind the end of the answer."""

VERDICT = "ended_early"

import guest.messages as messages
import numpy as np

honest = messages.encode


def encode(header):
    return (
        b'{"value": {"a": ["float64", [3], 99999999999, "C", true]}}'
        if "value" in header
        else honest(header)
    )


messages.encode = encode


def softplus(z):
    return np.zeros_like(z)
