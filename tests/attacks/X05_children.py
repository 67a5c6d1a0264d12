"""Fills memory in many processes, each below the limit of one."""

VERDICT = (
    "memory_limit",
    "time_limit",
)  # memory is looked at every 0.1 s: a busy host may let the limit on time come first

import os
import time

import numpy as np


def softplus(z):
    for _ in range(20):
        if os.fork() == 0:
            held = np.ones(25_000_000)
            time.sleep(100)
    time.sleep(100)
