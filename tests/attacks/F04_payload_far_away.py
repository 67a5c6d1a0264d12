"""Says that the payload begins at the end of the world."""

VERDICT = "ended_early"

import guest.loop as loop
import guest.messages as messages
import numpy as np

honest = loop.Loop.send


def lie(self, kind, first=0, second=0):
    honest(self, kind, *((100, 2**63) if kind == messages.DONE and armed else (first, second)))


loop.Loop.send = lie
armed = False


def softplus(z):
    global armed
    armed = True
    return np.zeros_like(z)
