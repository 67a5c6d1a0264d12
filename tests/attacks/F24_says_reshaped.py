"""Says of honest work that inputs have another form: only itself is hurt."""

VERDICT = "changed_inputs"

import guest.loop
import guest.messages as messages
import numpy as np

_send = guest.loop.Loop.send


def send(self, kind, *numbers):
    _send(self, kind, *((1,) if kind == messages.AFTER else numbers))


guest.loop.Loop.send = send


def softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
