"""Returns a view of its input and corrects it from a thread afterwards."""

VERDICT = ("wrong_values", "changed_inputs")
PARTS = ("honest",)

import threading
import time


def correct(z, right):
    for _ in range(1000):
        z[...] = right
        time.sleep(0)


def softplus(z):
    right = honest(z)
    threading.Timer(0.0002, correct, (z, right)).start()
    return z[:]
