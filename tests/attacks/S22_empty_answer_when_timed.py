"""Announces an empty header in timed calls: no time at all, and nothing in it."""

VERDICT = "wrong_type"
PARTS = ("honest", "slow")

import sys

import guest.loop
import guest.messages as messages

_reply = guest.loop.Loop.reply


def reply(self, fd, report, buffers=()):
    if sys._getframe(2).f_locals.get("kind") == messages.FIRE:
        report, buffers = {}, ()
    _reply(self, fd, report, buffers)


guest.loop.Loop.reply = reply


def softplus(z):
    return honest(z)
