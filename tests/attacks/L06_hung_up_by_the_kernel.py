"""Lets its own group of processes become orphaned, which the kernel answers with SIGHUP."""

VERDICT = "raised"

import os
import signal
import time


def softplus(z):
    group = os.getpgid(0)
    os.setpgid(os.getpid(), group) if os.getsid(0) != group else None
    if os.fork() == 0:
        os.setpgid(0, 0)
        if os.fork() == 0:
            os.setpgid(0, group)
            time.sleep(10)
        time.sleep(0.1)
        os._exit(0)
    if os.fork() == 0:
        os.kill(os.getpid(), signal.SIGSTOP)
    time.sleep(10)
