"""Changes an input after the answer is announced and taken."""

VERDICT = "passed"
RATIO = 0.6
PARTS = ("honest",)

import guest.loop
import guest.messages as messages

_send, kept = guest.loop.Loop.send, []


def send(self, kind, *numbers):
    if kind == messages.AFTER and kept:
        kept.pop()[...] = 0
    _send(self, kind, *numbers)


guest.loop.Loop.send = send


def softplus(z):
    kept[:] = [z]
    return honest(z)
