"""Works in a child and in the parent at once, on whatever CPUs there are."""

VERDICT = "passed"
SLOW = True
RATIO = 15
PARTS = ("honest", "slow")

import os
from mmap import mmap

shared = mmap(-1, 8 << 20)


def softplus(z):
    if z.size < 1000:
        return honest(z)
    answer = np.frombuffer(shared, z.dtype, z.size).reshape(z.shape)
    half = z.size // 2
    child = os.fork()
    if child == 0:
        answer[:half] = slow(z[:half])
        os._exit(0)
    answer[half:] = slow(z[half:])
    os.waitpid(child, 0)
    return answer
