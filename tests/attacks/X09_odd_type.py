"""Raises an exception whose type lies about its name."""

VERDICT = "raised"


class Meta(type):
    __qualname__ = property(lambda self: 7)


class Odd(Exception):
    pass


Odd.__module__ = None
Odd.__qualname__ = "x" * 100_000


def softplus(z):
    raise Odd
