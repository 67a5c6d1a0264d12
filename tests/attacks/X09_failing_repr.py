"""Raises an exception that cannot be shown."""

VERDICT = "raised"


class Failing(Exception):
    def __str__(self):
        raise self

    __repr__ = __str__


def softplus(z):
    raise Failing
