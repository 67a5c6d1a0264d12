"""Maps memory past NumPy and Python."""

VERDICT = ("memory_limit", "raised")

import mmap


def softplus(z):
    return mmap.mmap(-1, 100 << 30)
