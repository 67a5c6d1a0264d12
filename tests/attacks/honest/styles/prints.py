"""Prints its inputs, as one does while looking for a mistake."""

import sys

print("loaded", __name__)


def styled(function):
    def inner(*args, **kwargs):
        print("in ", [type(arg).__name__ for arg in args], kwargs)
        answer = function(*args, **kwargs)
        print("out", type(answer), file=sys.stderr, flush=True)
        return answer

    return inner
