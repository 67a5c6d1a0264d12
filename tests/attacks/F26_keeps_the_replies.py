"""Keeps the file of the replies to a request, sealed against being closed to it, to hoard memory."""

VERDICT = "ended_early"
PARTS = ("honest",)

import fcntl

import guest.loop

_reply = guest.loop.Loop.reply


def reply(self, fd, report, buffers=()):
    fcntl.fcntl(fd, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SEAL)
    _reply(self, fd, report, buffers)


def softplus(z):
    guest.loop.Loop.reply = reply
    return honest(z)
