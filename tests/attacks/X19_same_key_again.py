"""Answers with the same key 100,000 times."""

VERDICT = "ended_early"
HOST_SECONDS = 10

import json
import os

import guest.loop
import guest.messages as messages
import numpy as np

TEXT = b"{" + b",".join([b'"value":1'] * 100_000) + b"}"


def reply(self, fd, report, buffers=()):
    os.pwrite(fd, TEXT, 0)
    os.close(fd)
    self.send(messages.DONE, len(TEXT), 0)
    self.channel.recv(messages.HEAD.size)


def softplus(z):
    guest.loop.Loop.reply = reply
    return z
