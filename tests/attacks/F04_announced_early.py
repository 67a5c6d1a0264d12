"""Announces an answer before it is there, for the clock to stop, and writes it then."""

VERDICT = ("ended_early", "wrong_values", "passed")
# A race: who writes before the host has begun to copy has answered as honest code does, in time
# that was measured; a header that is not there yet ends the session, and an array of zeros is wrong.
PARTS = ("honest",)

import guest.loop as loop
import guest.messages as messages


def reply(self, fd, report, buffers=()):
    length = len(messages.encode(report))
    size = max((offset + len(buffer) for offset, buffer in buffers), default=0)
    self.send(messages.DONE, length, size)
    messages.write(fd, report, buffers)


def softplus(z):
    loop.Loop.reply = reply
    return honest(z)
