"""Announces an empty header in timed calls: no time at all, and nothing in it."""

VERDICT = "wrong_type"
PARTS = ("slow",)

import sys

import guest.loop
import guest.messages as messages

_reply = guest.loop.Loop.reply


def reply(self, fd, told, buffers=()):
    if sys._getframe(2).f_locals.get("kind") == messages.FIRE:
        told, buffers = {}, ()
    _reply(self, fd, told, buffers)


guest.loop.Loop.reply = reply


def softplus(z):
    return honest(z)
