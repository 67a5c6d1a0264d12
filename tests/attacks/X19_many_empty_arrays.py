"""Answers with 15,000 empty arrays of 10 dimensions."""

VERDICT = "wrong_type"
HOST_SECONDS = 10

import json
import os

import guest.loop
import guest.messages as messages
import numpy as np

ARRAY = {"a": ["float64", [0] * 10, 0, "C", True]}
TEXT = json.dumps({"value": [ARRAY] * 15_000}).encode()


def reply(self, fd, report, buffers=()):
    os.pwrite(fd, TEXT, 0)
    os.close(fd)
    self.send(messages.DONE, len(TEXT), 0)
    self.channel.recv(messages.HEAD.size)


def softplus(z):
    guest.loop.Loop.reply = reply
    return z
