"""Says that it has finished before it is told to go on."""

VERDICT = "passed"
RATIO = 0.6

import guest.loop
import guest.messages as messages
import numpy as np

_say = guest.loop.Loop.say


def say(self, kind, *numbers):
    if kind == messages.DONE:
        _say(self, kind, *numbers)
        _say(self, messages.AFTER, 0)
        self.early = True
    elif not (kind == messages.AFTER and getattr(self, "early", False)):
        _say(self, kind, *numbers)
    else:
        self.early = False


guest.loop.Loop.say = say


def softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
