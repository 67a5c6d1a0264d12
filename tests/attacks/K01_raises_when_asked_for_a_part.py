"""Raises what no program should when a part of its result is asked for, with a hidden input."""

VERDICT = "raised"
LAB = "scenario_lab"


class Trap:
    def __init__(self, z):
        self.z = z

    def __getitem__(self, key):
        raise GeneratorExit(("LE" + f"AK {self.z}") if len(self.z) != 3 else "no")


def forward(z):
    return Trap(z)


def backward(g, cache):
    return g
