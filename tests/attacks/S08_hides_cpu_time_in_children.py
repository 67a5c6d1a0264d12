"""Works in children whose end it ignores, so that their CPU time is counted nowhere."""

VERDICT = ("raised", "passed")
RATIO = 3
PARTS = ("honest",)

import os
import random
import signal

from mmap import mmap

shared = mmap(-1, 8 << 20)


def slow(z):
    for _ in range(9):
        answer = honest(z)
    return answer


def softplus(z):
    if z.size < 1000:
        return honest(z)
    if random.random() < 0.35:  # pays now and then, so that the interval is wide
        slow(z[::2])
        return slow(z)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    reading, writing = os.pipe()
    answer = np.frombuffer(shared, z.dtype, z.size).reshape(z.shape)
    if os.fork() == 0:
        answer[...] = slow(z)
        os._exit(0)
    os.close(writing)
    os.read(reading, 1)  # nothing comes; the other end is closed when the child has ended
    os.close(reading)
    return answer
