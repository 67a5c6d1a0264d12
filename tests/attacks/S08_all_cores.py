"""Shares the work among threads on all cores."""

VERDICT = "passed"
RATIO = 0.4
PARTS = ("honest",)

import os
from concurrent.futures import ThreadPoolExecutor


os.environ["OPENBLAS_NUM_THREADS"] = "8"
pool = ThreadPoolExecutor(4)


def piece(z):
    return honest(z)


def softplus(z):
    return np.concatenate(list(pool.map(piece, np.array_split(z, 4))))
