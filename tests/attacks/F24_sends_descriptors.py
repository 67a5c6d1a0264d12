"""Sends 200 descriptors with each answer, for the other side to run out of them."""

VERDICT = "passed"
RATIO = 0.6

import guest.loop
import guest.messages as messages
import numpy as np

_send = guest.loop.Loop.send


def send(self, kind, *numbers):
    fds = [0, 1] * 100
    messages.send(self.channel, messages.HEAD.pack(kind, *(*numbers, 0, 0)[:2]), fds)


guest.loop.Loop.send = send


def softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
