"""Forks without end while it is bound to a CPU, for a child to stay free of it."""

VERDICT = ("passed", "process_limit")
RATIO = 15
PARTS = ("honest", "slow")

import os
import time
from mmap import mmap

shared = mmap(-1, 8 << 20)
asked, asking = os.pipe()
reading, writing = os.pipe()
until = time.monotonic() + 0.3
if os.fork() == 0:
    while time.monotonic() < until:  # each goes on as its own child
        child = os.fork()
        if child:
            os._exit(0)
    while True:
        size = int(os.read(asked, 16))
        z = np.frombuffer(shared, float, size, 4 << 20)
        np.frombuffer(shared, float, size)[:] = slow(z)
        os.write(writing, b"x")


def softplus(z):
    if z.size < 1000:
        return honest(z)
    half = z.size // 2
    np.frombuffer(shared, float, half, 4 << 20)[:] = z[:half]
    os.write(asking, str(half).encode().ljust(16))
    rest = slow(z[half:])
    os.read(reading, 1)
    return np.concatenate([np.frombuffer(shared, float, half), rest])
