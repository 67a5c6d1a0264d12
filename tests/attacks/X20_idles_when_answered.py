"""Idles for 1.9 s after each timed answer."""

VERDICT = "passed"
SLOW = True
RATIO = 0.6

import time

import numpy as np

import sys

import guest.loop
import guest.messages as messages

_send = guest.loop.Loop.send


def send(self, kind, *numbers):
    if kind == messages.AFTER and sys._getframe(2).f_locals.get("kind") == messages.FIRE:
        time.sleep(1.9)
    _send(self, kind, *numbers)


guest.loop.Loop.send = send


def softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
