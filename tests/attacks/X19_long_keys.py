"""Answers with a dictionary whose keys are long and alike."""

VERDICT = "wrong_type"
HOST_SECONDS = 10

import json
import os

import guest.loop
import guest.messages as messages
import numpy as np

PAIRS = [["x" * 400 + str(n), None] for n in range(2_000)]
TEXT = json.dumps({"value": {"d": PAIRS}}).encode()


def reply(self, fd, report, buffers=()):
    os.pwrite(fd, TEXT, 0)
    os.close(fd)
    self.send(messages.DONE, len(TEXT), 0)
    self.channel.recv(messages.HEAD.size)


def softplus(z):
    guest.loop.Loop.reply = reply
    return z
