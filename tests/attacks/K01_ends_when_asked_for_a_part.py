"""Ends the program when the trusted side asks for a part of its result."""

VERDICT = "ended_early"
LAB = "scenario_lab"

import os


class Trap:
    def __getitem__(self, key):
        os._exit(0)


def forward(z):
    return Trap()


def backward(g, cache):
    return g
