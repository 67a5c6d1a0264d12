"""Asks for a thousand workers."""

VERDICT = (
    "process_limit",
    "time_limit",
)  # each start waits for the monitor: a busy host may let the limit on time come first

import multiprocessing


def softplus(z):
    with multiprocessing.Pool(1000) as pool:
        return pool.map(float, z)
