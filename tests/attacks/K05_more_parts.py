"""Sends more parts of a result than were asked for."""

VERDICT = "ended_early"
LAB = "scenario_lab"

import guest.scenario

_keep = guest.scenario.Scenario.keep
guest.scenario.Scenario.keep = lambda self, result, picked: (*_keep(self, result, picked), 1)


def forward(z):
    return z, z


def backward(g, cache):
    return g
