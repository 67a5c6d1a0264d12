"""Changes an input through the descriptor of the request."""

VERDICT = "changed_inputs"

import os

import guest.loop
import numpy as np

_call = guest.loop.Loop.call


def call(self):
    self.fd, self.start = self.prepared[5], self.prepared[4].start
    global now
    now = self
    _call(self)


guest.loop.Loop.call = call


def softplus(z):
    answer = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    os.pwrite(now.fd, bytes(8 * z.size), now.start)
    return answer
