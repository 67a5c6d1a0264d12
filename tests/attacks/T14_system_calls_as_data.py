"""Makes the forbidden system call that the hidden input names."""

VERDICT = "forbidden_call"
PARTS = ("secret",)

import ctypes

CALLS = [101, 310, 311, 155, 169]


def softplus(z):
    ctypes.CDLL(None).syscall(CALLS[secret(z) % len(CALLS)], 0, 0, 0, 0, 0)
    return z
