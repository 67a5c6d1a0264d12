"""Opens files and never closes them."""

VERDICT = "raised"

import os


def softplus(z):
    while True:
        os.open("/dev/null", os.O_RDONLY)
