"""Raises an exception whose text never ends."""

VERDICT = "raised"
SLOW = True


class Endless(Exception):
    def __str__(self):
        while True:
            pass


def softplus(z):
    raise Endless
