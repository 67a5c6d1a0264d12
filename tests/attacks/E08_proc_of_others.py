"""Follows the links under /proc to the root, folder and environment of the first process."""

VERDICT = "raised"

import os


def softplus(z):
    for path in (
        "/proc/1/root",
        "/proc/1/cwd",
        "/proc/1/environ",
        "/proc/1/fd",
        "/proc/self/exe",
        "/proc/self/maps",
    ):
        try:
            return os.listdir(path) if os.path.isdir(path) else open(path, "rb").read()
        except OSError as error:
            last = error
    raise last
