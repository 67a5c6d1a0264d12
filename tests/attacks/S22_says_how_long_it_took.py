"""Sends times of its own with the answer."""

VERDICT = "ended_early"
PARTS = ("honest", "slow")

import guest.messages as messages

_encode = messages.encode


def encode(header):
    return _encode({**header, "wall_ns": 1, "cpu_ns": -(10**12)})


messages.encode = encode


def softplus(z):
    return slow(z) if z.size > 1000 else honest(z)
