"""Idles when what it used is deleted, after each answer."""

VERDICT = "passed"
SLOW = True
RATIO = 0.6

import time

import numpy as np


class Slow:
    def __del__(self):
        time.sleep(0.1)


kept = []


def softplus(z):
    answer = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    kept[:] = [Slow()]
    return answer
