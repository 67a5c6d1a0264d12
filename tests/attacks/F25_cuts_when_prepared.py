"""Cuts the file with the inputs before they are brought."""

VERDICT = "ended_early"
PARTS = ("honest",)

import os
import sys

import guest.loop

_prepare = guest.loop.Loop.prepare


def prepare(self, *args):
    _prepare(self, *args)
    if sys._getframe(1).f_locals["kind"] == 3:
        os.ftruncate(self.prepared[5], 4096)


guest.loop.Loop.prepare = prepare


def softplus(z):
    return honest(z)
