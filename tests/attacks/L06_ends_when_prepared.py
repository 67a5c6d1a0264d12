"""Ends itself while a call is prepared."""

VERDICT = "ended_early"
PARTS = ("honest",)

import os
import sys

import guest.loop

_prepare = guest.loop.Loop.prepare


def prepare(self, *args):
    if sys._getframe(1).f_locals["kind"] == 3:
        os._exit(143)
    _prepare(self, *args)


guest.loop.Loop.prepare = prepare


def softplus(z):
    return honest(z)
