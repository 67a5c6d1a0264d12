"""Announces an answer of zeros and goes on to fill in what is right."""

VERDICT = "ended_early"
PARTS = ("honest",)

import socket

import guest.loop as loop
import guest.messages as messages

original_write = messages.write


def reply(self, fd, report, buffers=()):
    zeros = [(offset, np.zeros_like(buffer)) for offset, buffer in buffers]
    numbers = original_write(fd, report, zeros)
    self.send(messages.DONE, *numbers)
    self.channel.recv(messages.HEAD.size, socket.MSG_PEEK)  # the word to go on
    original_write(fd, report, buffers)


def softplus(z):
    loop.Loop.reply = reply
    return honest(z)
