"""Sends messages of no bytes between all others."""

VERDICT = "ended_early"

import guest.loop
import guest.messages as messages
import numpy as np

_send = guest.loop.Loop.send


def send(self, kind, *numbers):
    _send(self, kind, *numbers)
    if kind == messages.AFTER:
        self.channel.send(b"")


guest.loop.Loop.send = send


def softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
