"""Idles when what it used is deleted, after each answer."""

VERDICT = "passed"
SLOW = True
RATIO = 0.6
PARTS = ("honest",)

import time


class Slow:
    def __del__(self):
        time.sleep(0.1)


kept = []


def softplus(z):
    answer = honest(z)
    kept[:] = [Slow()]
    return answer
