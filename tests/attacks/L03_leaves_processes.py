"""Leaves threads, timers and a daemon, and looks for other processes in the next run."""

VERDICT = "wrong_values"
RUNS = 2
PARTS = ("honest",)

import os
import signal
import threading
import time


def softplus(z):
    if not globals().get("mine"):
        globals()["mine"] = True
        for number in range(2, 200):
            if number != os.getpid():
                try:
                    os.kill(number, 0)
                    return honest(z)
                except OSError:
                    continue
        signal.setitimer(signal.ITIMER_VIRTUAL, 100)
        threading.Thread(target=time.sleep, args=(100,), daemon=True).start()
        if os.fork() == 0:
            os.setsid()
            time.sleep(100)
    return np.zeros_like(z)
