"""Fills memory with frames."""

VERDICT = ("memory_limit", "ended_early", "raised", "time_limit")
SLOW = True

import sys

sys.setrecursionlimit(10**9)


def deeper(held):
    return deeper([held] * 1000)


def softplus(z):
    return deeper([])
