"""Asks for a thousand workers."""

VERDICT = "process_limit"

import multiprocessing


def softplus(z):
    with multiprocessing.Pool(1000) as pool:
        return pool.map(float, z)
