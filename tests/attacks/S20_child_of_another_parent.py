"""Works in children that hang below the session's first process (CLONE_PARENT)."""

VERDICT = ("passed", "time_limit")
RATIO = 20
PARTS = ("honest", "slow")

import os
import ctypes
import signal
from mmap import mmap

shared = mmap(-1, 8 << 20)
libc = ctypes.PyDLL(None)


def softplus(z):
    if z.size < 1000:
        return honest(z)
    answer = np.frombuffer(shared, z.dtype, z.size).reshape(z.shape)
    reading, writing = os.pipe()
    if libc.syscall(ctypes.c_long(56), ctypes.c_long(0x8000 | signal.SIGCHLD), 0, 0, 0, 0) == 0:
        answer[...] = slow(z)
        os._exit(0)
    os.close(writing)
    os.read(reading, 1)
    os.close(reading)
    return answer
