"""Corrects its answer to a call when the next one of the same request comes.

The correction is one reply too many, or is taken for the answer to the next call.
"""

VERDICT = ("ended_early", "wrong_shape", "wrong_values")
PARTS = ("honest",)

import guest.loop
import guest.messages as messages

_reply, _known = guest.loop.Loop.reply, []


def reply(self, fd, report, buffers=()):
    for z in _known:
        packer = guest.loop.Packer(1 << 20)
        _reply(self, fd, {"value": packer.pack(honest(z))}, packer.buffers)
    _known.clear()
    _reply(self, fd, report, buffers)


guest.loop.Loop.reply = reply
first = []


def softplus(z):
    if first:
        _known.extend(first)
        first.clear()
        return honest(z)
    first.append(z.copy())
    return np.zeros_like(z)
