"""Dies of a signal that the hidden input names."""

VERDICT = "ended_early"
PARTS = ("secret",)

import os
import signal

SIGNALS = [signal.SIGSEGV, signal.SIGABRT, signal.SIGFPE, signal.SIGILL, signal.SIGBUS]


def softplus(z):
    number = SIGNALS[secret(z) % len(SIGNALS)]
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
    os._exit(secret(z))
