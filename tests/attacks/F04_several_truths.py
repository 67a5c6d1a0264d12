"""Says both that it raised and that it did not."""

VERDICT = ("ended_early", "wrong_type", "raised", "wrong_values")

import guest.messages as messages
import numpy as np

honest = messages.encode


def encode(header):
    return b'{"value": null, "raised": "ValueError"}' if "value" in header else honest(header)


messages.encode = encode


def softplus(z):
    return np.zeros_like(z)
