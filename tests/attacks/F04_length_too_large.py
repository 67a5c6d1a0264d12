"""Says that the header is longer than the file."""

VERDICT = "ended_early"

import guest.loop as loop
import guest.messages as messages
import numpy as np

honest = loop.Loop.send


def lie(self, kind, first=0, second=0):
    honest(self, kind, *((2**64 - 1, 64) if kind == messages.DONE and armed else (first, second)))


loop.Loop.send = lie
armed = False


def softplus(z):
    global armed
    armed = True
    return np.zeros_like(z)
