"""Says of honest work that inputs have another form: only itself is hurt."""

VERDICT = "changed_inputs"

import guest.loop
import guest.messages as messages
import numpy as np

_say = guest.loop.Loop.say


def say(self, kind, *numbers):
    _say(self, kind, *((1,) if kind == messages.AFTER else numbers))


guest.loop.Loop.say = say


def softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
