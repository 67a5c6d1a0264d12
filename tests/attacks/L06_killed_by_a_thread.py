"""Is killed by a thread, which sends the signal to one thread alone."""

VERDICT = "ended_early"

import ctypes
import os
import threading
import time


def softplus(z):
    def kill():
        ctypes.CDLL(None).syscall(234, os.getpid(), os.getpid(), 9)

    threading.Thread(target=kill).start()
    time.sleep(10)
