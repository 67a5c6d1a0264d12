"""Leaves a word in shared memory and looks for it in the next run."""

VERDICT = "wrong_values"
RUNS = 2
PARTS = ("honest",)

import ctypes
import os


SHMGET = {"x86_64": 29, "aarch64": 194}[os.uname().machine]


def softplus(z):
    if os.listdir("/dev/shm") and not globals().get("mine"):
        return honest(z)
    globals()["mine"] = True
    with open("/dev/shm/word", "w") as file:
        file.write("left")
    if ctypes.CDLL(None).syscall(SHMGET, 4711, 4096, 0o1666) >= 0:
        return honest(z)
    return np.zeros_like(z)
