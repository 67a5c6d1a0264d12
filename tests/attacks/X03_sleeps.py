"""Sleeps for thirty years."""

VERDICT = "time_limit"

import time


def softplus(z):
    time.sleep(10**9)
