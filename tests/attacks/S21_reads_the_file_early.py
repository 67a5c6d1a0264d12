"""Has a child read the request's file for the inputs to come."""

VERDICT = ("passed", "wrong_values")
RATIO = 20
PARTS = ("honest", "slow")

import mmap
import os
import sys

import guest.loop

shared = mmap.mmap(-1, 8 << 20)
_prepare = guest.loop.Loop.prepare


def prepare(self, *args):
    _prepare(self, *args)
    if sys._getframe(1).f_locals["kind"] == 3:
        inputs, fd, z = self.prepared[4], self.prepared[5], self.prepared[2][0]
        self.child = os.fork()
        if self.child == 0:
            data = b""
            while not any(data):
                data = os.pread(fd, 64, inputs.start)
            np.frombuffer(shared, float, z.size)[:] = slow(z)
            os._exit(0)
        guest.loop.child = self.child


guest.loop.Loop.prepare = prepare


def softplus(z):
    if z.size < 1000 or not hasattr(guest.loop, "child"):
        return honest(z)
    os.waitpid(guest.loop.child, 0)
    return np.frombuffer(shared, float, z.size).copy()
