"""Burns CPU and memory bandwidth in a thread, to slow the reference down."""

VERDICT = "passed"
RATIO = 0.6
PARTS = ("honest",)

import threading


room = np.zeros(10_000_000)


def burn():
    while True:
        room[:] = room + 1


threading.Thread(target=burn, daemon=True).start()


def softplus(z):
    return honest(z)
