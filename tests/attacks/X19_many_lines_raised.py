"""Says that it raised in 150,000 lines, with a message and bases of 200,000 letters."""

VERDICT = "raised"
HOST_SECONDS = 10

import json
import os

import guest.loop
import guest.messages as messages
import numpy as np

TEXT = json.dumps(
    {
        "raised": "ValueError" * 1000,
        "bases": ["A"] * 50_000,
        "message": "\u202e" * 30_000,
        "lines": [3] * 150_000,
        "memory": False,
        "module": None,
    }
).encode()


def reply(self, fd, report, buffers=()):
    os.pwrite(fd, TEXT, 0)
    os.close(fd)
    self.send(messages.DONE, len(TEXT), 0)
    self.channel.recv(messages.HEAD.size)


def softplus(z):
    guest.loop.Loop.reply = reply
    return z
