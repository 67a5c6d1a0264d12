"""Reads, seeks and doubles every descriptor that it inherited."""

VERDICT = ("ended_early", "wrong_values")

import os

import numpy as np


def softplus(z):
    for descriptor in range(1024):
        try:
            os.fstat(descriptor)
            os.set_blocking(descriptor, False)
            os.dup(descriptor)
            os.lseek(descriptor, 0, 0)
        except OSError:
            pass
        try:
            found = os.read(descriptor, 4096)
            if found and b'"function": "softplus"' not in found:  # but what it was asked
                raise RuntimeError("LEAK something to read")
        except OSError:
            continue
    return np.zeros_like(z)
