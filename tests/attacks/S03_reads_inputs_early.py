"""Looks into the prepared inputs before the clock runs, and answers at once."""

VERDICT = "wrong_values"
PARTS = ("honest",)

import guest.loop as loop

early = {}
original = loop.Loop.prepare


def prepare(self, *args):
    original(self, *args)
    z = self.prepared[2][0]
    early[id(z)] = honest(z)


loop.Loop.prepare = prepare


def softplus(z):
    return early[id(z)] if z.size > 100 else honest(z)
