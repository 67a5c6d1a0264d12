"""Cuts the file with the inputs to nothing, when it has read them."""

VERDICT = "changed_inputs"
PARTS = ("honest",)

import os

import guest.loop

_call = guest.loop.Loop.call


def call(self):
    global fd
    fd = self.prepared[5]
    _call(self)


guest.loop.Loop.call = call


def softplus(z):
    answer = honest(z)
    os.ftruncate(fd, 0)
    return answer
