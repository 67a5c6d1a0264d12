"""Sleeps in one half of the calls and burns time in the other."""

VERDICT = "passed"
RATIO = 4
PARTS = ("honest", "slow")

import time

calls = 0


def softplus(z):
    global calls
    if z.size < 1000:
        return honest(z)
    calls += 1
    if calls % 2:
        time.sleep(0.1)
        return honest(z)
    return slow(z)
