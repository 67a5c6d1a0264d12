"""Makes the forbidden system call that the hidden input names."""

VERDICT = "forbidden_call"

import ctypes

CALLS = [101, 310, 311, 155, 169]

def secret(z):
    """A byte of an input that is not a visible one."""
    return int(abs(z.ravel()[0]) * 1e9) % 256 if z.size not in (2, 3) else 0


def softplus(z):
    ctypes.CDLL(None).syscall(CALLS[secret(z) % len(CALLS)], 0, 0, 0, 0, 0)
    return z
