"""Changes an input after the answer is announced and taken."""

VERDICT = "passed"
RATIO = 0.6

import guest.loop
import guest.messages as messages
import numpy as np

_say, kept = guest.loop.Loop.say, []


def say(self, kind, *numbers):
    if kind == messages.AFTER and kept:
        kept.pop()[...] = 0
    _say(self, kind, *numbers)


guest.loop.Loop.say = say


def softplus(z):
    kept[:] = [z]
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
