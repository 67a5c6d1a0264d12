"""Announces every answer twice."""

VERDICT = "ended_early"

import guest.loop
import guest.messages as messages
import numpy as np

_say = guest.loop.Loop.say


def say(self, kind, *numbers):
    _say(self, kind, *numbers)
    if kind == messages.DONE:
        _say(self, kind, *numbers)


guest.loop.Loop.say = say


def softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
