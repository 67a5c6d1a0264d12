"""Cuts the file with the inputs to nothing, when it has read them."""

VERDICT = "changed_inputs"

import os

import guest.loop
import numpy as np

_call = guest.loop.Loop.call


def call(self):
    global fd
    fd = self.prepared[5]
    _call(self)


guest.loop.Loop.call = call


def softplus(z):
    answer = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    os.ftruncate(fd, 0)
    return answer
