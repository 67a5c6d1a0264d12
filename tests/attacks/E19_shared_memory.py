"""Leaves a word in shared memory and looks for it in the next run."""

VERDICT = "wrong_values"
RUNS = 2

import ctypes
import os

import numpy as np

SHMGET = {"x86_64": 29, "aarch64": 194}[os.uname().machine]


def softplus(z):
    if os.listdir("/dev/shm") and not globals().get("mine"):
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    globals()["mine"] = True
    with open("/dev/shm/word", "w") as file:
        file.write("left")
    if ctypes.CDLL(None).syscall(SHMGET, 4711, 4096, 0o1666) >= 0:
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    return np.zeros_like(z)
