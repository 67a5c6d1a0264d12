"""Uses /dev/null and /dev/urandom as honest code does."""

VERDICT = "passed"
PARTS = ("honest",)

import contextlib
import os


def softplus(z):
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
        print("nothing of this is shown")
    with open("/dev/urandom", "rb", buffering=0) as source:
        assert len(source.read(16)) == 16
    return honest(z)
