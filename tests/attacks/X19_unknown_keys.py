"""Answers with 80,000 keys that nobody knows."""

VERDICT = "ended_early"
HOST_SECONDS = 10

import json
import os

import guest.loop
import guest.messages as messages
import numpy as np

TEXT = json.dumps({f"k{n}": 1 for n in range(80_000)}).encode()


def reply(self, fd, report, buffers=()):
    os.pwrite(fd, TEXT, 0)
    os.close(fd)
    self.send(messages.DONE, len(TEXT), 0)
    self.channel.recv(messages.HEAD.size)


def softplus(z):
    guest.loop.Loop.reply = reply
    return z
