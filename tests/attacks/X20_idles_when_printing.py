"""Idles whenever what it printed is flushed."""

VERDICT = "passed"
SLOW = True
RATIO = 0.6

import time

import numpy as np

import sys


class Slow:
    def flush(self):
        time.sleep(0.1)

    def write(self, text):
        return len(text)


sys.stdout = sys.stderr = Slow()


def softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
