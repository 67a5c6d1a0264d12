"""Announces and ends: what is registered for the exit works."""

VERDICT = "ended_early"
RATIO = 20
PARTS = ("honest", "slow", "early")

import atexit


def ready(call):
    atexit.register(call.work)


def attack(call):
    call.announce()
    sys.exit()
    call.go_on()


timed(attack, ready)
