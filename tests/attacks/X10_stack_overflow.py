"""Takes the limit of recursion away and runs the stack over."""

VERDICT = ("ended_early", "memory_limit", "raised")

import sys

sys.setrecursionlimit(10**9)


class Deep:
    def __getattr__(self, name):
        return getattr(self, name + "x")

    def __repr__(self):
        return repr([self])


def softplus(z):
    return repr(Deep())
