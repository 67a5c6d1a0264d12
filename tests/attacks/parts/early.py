import contextlib
import json
import os
import sys

import guest.loop
import guest.messages as messages

_prepare, _call = guest.loop.Loop.prepare, guest.loop.Loop.call


class Call:
    """A timed call whose answer can be announced before it is there."""

    def __init__(self, loop):
        _, _, (self.z,), _, _, self.request, self.reply, _ = loop.prepared[:8]
        self.loop, self.channel = loop, loop.channel
        value = {"a": ["float64", list(self.z.shape), 0, "C", True]}
        self.text = json.dumps({"value": value}).encode()
        self.start = messages.start_of_payload(len(self.text))
        os.pwrite(self.reply, self.text, 0)
        os.posix_fallocate(self.reply, self.start, self.z.nbytes)
        self.done = messages.HEAD.pack(messages.DONE, len(self.text), self.z.nbytes)

    def announce(self):
        self.channel.send(self.done)

    def work(self):
        with contextlib.suppress(OSError):  # the answer may have been taken already
            os.pwrite(self.reply, slow(self.z).data, self.start)

    def go_on(self):
        self.channel.recv(messages.HEAD.size)
        os.close(self.reply)
        os.close(self.request)
        self.loop.send(messages.AFTER)


def timed(attack, ready=lambda call: None):
    """``ready`` runs when a call is prepared, ``attack`` when it is fired."""

    def prepare(self, *args):
        _prepare(self, *args)
        self.early = None
        if sys._getframe(1).f_locals["kind"] == messages.PREPARE:
            self.early = Call(self)
            ready(self.early)

    def call(self):
        if self.early:
            attack(self.early)
        else:
            _call(self)

    guest.loop.Loop.prepare, guest.loop.Loop.call = prepare, call
