"""Says that it has finished before it is told to go on."""

VERDICT = "passed"
RATIO = 0.6

import guest.loop
import guest.messages as messages
import numpy as np

_send = guest.loop.Loop.send


def send(self, kind, *numbers):
    if kind == messages.DONE:
        _send(self, kind, *numbers)
        _send(self, messages.AFTER, 0)
        self.early = True
    elif not (kind == messages.AFTER and getattr(self, "early", False)):
        _send(self, kind, *numbers)
    else:
        self.early = False


guest.loop.Loop.send = send


def softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
