"""Looks into the prepared inputs before the clock runs, and answers at once."""

VERDICT = "wrong_values"

import guest.loop as loop
import numpy as np

early = {}
honest = loop.Loop.prepare


def prepare(self, *args):
    honest(self, *args)
    z = self.prepared[2][0]
    early[id(z)] = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


loop.Loop.prepare = prepare


def softplus(z):
    return early[id(z)] if z.size > 100 else np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
