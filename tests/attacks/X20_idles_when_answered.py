"""Idles for 1.9 s after each timed answer."""

VERDICT = "passed"
SLOW = True
RATIO = 0.6
PARTS = ("honest", "replaced_send")

import time


import sys


@replaces_send
def send(self, kind, *numbers):
    if kind == messages.AFTER and sys._getframe(2).f_locals.get("kind") == messages.FIRE:
        time.sleep(1.9)
    _send(self, kind, *numbers)


def softplus(z):
    return honest(z)
