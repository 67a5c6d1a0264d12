"""Idles for 1.9 s whenever a timed call is prepared."""

VERDICT = "passed"
SLOW = True
RATIO = 0.6
PARTS = ("honest",)

import time


import sys

import guest.loop

_prepare = guest.loop.Loop.prepare


def prepare(self, *args):
    _prepare(self, *args)
    time.sleep(1.9 if sys._getframe(1).f_locals["kind"] == 3 else 0)


guest.loop.Loop.prepare = prepare


def softplus(z):
    return honest(z)
