"""Waits for a lock that nobody opens."""

VERDICT = "time_limit"
SLOW = True

import threading


def softplus(z):
    lock = threading.Lock()
    lock.acquire()
    lock.acquire()
