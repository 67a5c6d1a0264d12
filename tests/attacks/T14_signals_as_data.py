"""Dies of a signal that the hidden input names."""

VERDICT = "ended_early"

import os
import signal

SIGNALS = [signal.SIGSEGV, signal.SIGABRT, signal.SIGFPE, signal.SIGILL, signal.SIGBUS]

def secret(z):
    """A byte of an input that is not a visible one."""
    return int(abs(z.ravel()[0]) * 1e9) % 256 if z.size not in (2, 3) else 0


def softplus(z):
    number = SIGNALS[secret(z) % len(SIGNALS)]
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
    os._exit(secret(z))
