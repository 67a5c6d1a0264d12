"""Makes files in memory that no folder holds."""

VERDICT = "raised"

import os


def softplus(z):
    while True:
        os.write(os.memfd_create("more"), bytes(1 << 20))
