"""Idles whenever what it printed is flushed."""

VERDICT = "passed"
SLOW = True
RATIO = 0.6
PARTS = ("honest",)

import time


import sys


class Slow:
    def flush(self):
        time.sleep(0.1)

    def write(self, text):
        return len(text)


sys.stdout = sys.stderr = Slow()


def softplus(z):
    return honest(z)
