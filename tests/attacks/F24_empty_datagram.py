"""Sends messages of no bytes between all others."""

VERDICT = "ended_early"

import guest.loop
import guest.messages as messages
import numpy as np

_say = guest.loop.Loop.say


def say(self, kind, *numbers):
    _say(self, kind, *numbers)
    if kind == messages.AFTER:
        self.channel.send(b"")


guest.loop.Loop.say = say


def softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
