"""Sends ten thousand arrays that all lie in the same bytes."""

VERDICT = "ended_early"

import json

import guest.messages as messages
import numpy as np

honest = messages.encode


def encode(header):
    return (
        json.dumps({"value": [{"a": ["float64", [3], 0, "C", True]}] * 10_000}).encode()
        if "value" in header
        else honest(header)
    )


messages.encode = encode


def softplus(z):
    return np.zeros_like(z)
