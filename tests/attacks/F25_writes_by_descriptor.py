"""Changes an input through the descriptor of the request."""

VERDICT = "changed_inputs"
PARTS = ("honest",)

import os

import guest.loop

_call = guest.loop.Loop.call


def call(self):
    self.fd, self.start = self.prepared[5], self.prepared[4].start
    global now
    now = self
    _call(self)


guest.loop.Loop.call = call


def softplus(z):
    answer = honest(z)
    os.pwrite(now.fd, bytes(8 * z.size), now.start)
    return answer
