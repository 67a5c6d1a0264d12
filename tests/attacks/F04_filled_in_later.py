"""Announces an answer of zeros and goes on to fill in what is right."""

VERDICT = "ended_early"

import guest.loop as loop
import guest.messages as messages
import numpy as np

honest = messages.write


def reply(self, fd, report, buffers=()):
    zeros = [(offset, np.zeros_like(buffer)) for offset, buffer in buffers]
    numbers = honest(fd, report, zeros)
    self.send(messages.DONE, *numbers)
    self.channel.recv(messages.HEAD.size)
    honest(fd, report, buffers)


def softplus(z):
    loop.Loop.reply = reply
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
