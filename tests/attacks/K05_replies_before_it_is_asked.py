"""Announces the reply to the last call while the first is running."""

VERDICT = "ended_early"
LAB = "scenario_lab"

import guest.messages as messages
import numpy as np


def forward(z):
    import gc

    import guest.loop

    loop = next(item for item in gc.get_objects() if type(item) is guest.loop.Loop)
    loop.send(messages.DONE, 9, 0)
    loop.send(messages.DONE, 9, 0)
    return np.logaddexp(0.0, z), z


def backward(g, cache):
    return g / (1 + np.exp(-cache))
