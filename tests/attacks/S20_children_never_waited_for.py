"""Works in children that it never waits for, until it may have no more."""

VERDICT = ("passed", "process_limit", "raised")
SLOW = True
RATIO = 20
PARTS = ("honest", "slow")

import os
from mmap import mmap

shared = mmap(-1, 8 << 20)


def softplus(z):
    if z.size < 1000:
        return honest(z)
    answer = np.frombuffer(shared, z.dtype, z.size).reshape(z.shape)
    reading, writing = os.pipe()
    if os.fork() == 0:
        answer[...] = slow(z)
        os._exit(0)
    os.close(writing)
    os.read(reading, 1)
    os.close(reading)
    return answer
