"""Burns CPU and memory bandwidth in a thread, to slow the reference down."""

VERDICT = "passed"
RATIO = 0.6

import threading

import numpy as np

room = np.zeros(10_000_000)


def burn():
    while True:
        room[:] = room + 1


threading.Thread(target=burn, daemon=True).start()


def softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
