"""Names a function of 150,000 combining marks, which are put in order to be compared."""

VERDICT = "no_such_function"
HOST_SECONDS = 10

import json
import os

import guest.loop
import guest.messages as messages
import numpy as np

names = ["softplus" + "\u0315\u0300" * 75_000]
TEXT = json.dumps({"missing": names}, ensure_ascii=False).encode()


def reply(self, fd, report, buffers=()):
    os.pwrite(fd, TEXT, 0)
    os.close(fd)
    self.send(messages.DONE, len(TEXT), 0)
    self.channel.recv(messages.HEAD.size)


def softplus(z):
    guest.loop.Loop.reply = reply
    return z
