"""Sends messages until the channel is full, when a call is prepared."""

VERDICT = "ended_early"

import guest.loop
import guest.messages as messages
import numpy as np

_send = guest.loop.Loop.send


def send(self, kind, *numbers):
    if kind == messages.AFTER and self.prepared:
        self.channel.setblocking(False)
        try:
            while True:
                _send(self, messages.DONE, 80, 1_600_000)
        except BlockingIOError:
            self.channel.setblocking(True)
            return
    _send(self, kind, *numbers)


guest.loop.Loop.send = send


def softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
