"""Answers with the messages that only the other side sends."""

VERDICT = "ended_early"

import guest.loop
import guest.messages as messages
import numpy as np

_say = guest.loop.Loop.say


def say(self, kind, *numbers):
    _say(self, messages.GO_ON if kind == messages.DONE else kind, *numbers)


guest.loop.Loop.say = say


def softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
