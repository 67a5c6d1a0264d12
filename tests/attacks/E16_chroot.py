"""Changes its root folder."""

VERDICT = "raised"

import os


def softplus(z):
    os.chroot("/tmp")
