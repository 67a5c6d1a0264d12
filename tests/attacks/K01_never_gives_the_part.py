"""Loops for ever when a part of its result is asked for."""

VERDICT = "time_limit"
LAB = "scenario_lab"


class Trap:
    def __getitem__(self, key):
        while True:
            pass


def forward(z):
    return Trap()


def backward(g, cache):
    return g
