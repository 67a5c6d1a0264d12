"""Says that the function is missing, and names 55,000 others that are like it."""

VERDICT = "no_such_function"
HOST_SECONDS = 10

import json
import os

import guest.loop
import guest.messages as messages
import numpy as np

names = [f"softplux{n}" for n in range(55_000)]
TEXT = json.dumps({"missing": names}).encode()


def reply(self, fd, report, buffers=()):
    os.pwrite(fd, TEXT, 0)
    os.close(fd)
    self.send(messages.DONE, len(TEXT), 0)
    self.channel.recv(messages.HEAD.size)


def softplus(z):
    guest.loop.Loop.reply = reply
    return z
