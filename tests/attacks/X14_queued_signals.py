"""Queues thousands of signals to itself."""

VERDICT = (
    "wrong_values",
    "time_limit",
)  # each signal waits for the monitor: a busy host may let the limit on time come first

import ctypes
import os
import signal

import numpy as np


def softplus(z):
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGRTMIN})
    libc = ctypes.CDLL(None)
    for _ in range(2_000):
        libc.sigqueue(os.getpid(), int(signal.SIGRTMIN), None)
    return np.zeros_like(z)
