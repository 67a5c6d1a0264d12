"""Announces in a message of 60,000 bytes."""

VERDICT = "ended_early"

import guest.loop
import guest.messages as messages
import numpy as np

_send = guest.loop.Loop.send


def send(self, kind, *numbers):
    self.channel.send(messages.HEAD.pack(kind, *(*numbers, 0, 0)[:2]).ljust(60_000))


guest.loop.Loop.send = send


def softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
