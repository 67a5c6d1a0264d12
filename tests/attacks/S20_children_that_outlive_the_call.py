"""Works in a child that goes on when the call is over."""

VERDICT = ("passed", "process_limit", "raised")
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
        os.write(writing, b"x")
        slow(z)
        os._exit(0)
    os.read(reading, 1)
    os.close(reading)
    os.close(writing)
    return answer
