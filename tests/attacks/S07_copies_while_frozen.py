"""Keeps long copies inside the kernel under way in threads, which a stop has to wait for."""

VERDICT = ("passed", "time_limit")
RATIO = 0.6
PARTS = ("honest", "slow")

import os
import threading


def copy(number):
    one, other = (os.open(f"/tmp/{name}{number}", os.O_RDWR | os.O_CREAT) for name in "ab")
    for fd in (one, other):
        os.posix_fallocate(fd, 0, 1 << 20)
    while True:
        os.copy_file_range(one, other, 1 << 20, 0, 0)


for number in range(6):
    threading.Thread(target=copy, args=(number,), daemon=True).start()


def softplus(z):
    return honest(z)
