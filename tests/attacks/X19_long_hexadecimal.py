"""Answers with 60 numbers of 15,000 digits each."""

VERDICT = "wrong_type"
HOST_SECONDS = 10

import json
import os

import guest.loop
import guest.messages as messages
import numpy as np

TEXT = json.dumps({"value": [{"i": "0x" + "f" * 15_000}] * 60}).encode()


def reply(self, fd, report, buffers=()):
    os.pwrite(fd, TEXT, 0)
    os.close(fd)
    self.send(messages.DONE, len(TEXT), 0)
    self.channel.recv(messages.HEAD.size)


def softplus(z):
    guest.loop.Loop.reply = reply
    return z
