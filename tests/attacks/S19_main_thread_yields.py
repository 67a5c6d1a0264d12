"""Announces first, gives the CPU away, and works then."""

VERDICT = ("passed", "wrong_values")
RATIO = 20
PARTS = ("honest", "slow", "early")

import time


def attack(call):
    call.announce()
    os.sched_yield()
    time.sleep(0.0003)
    call.work()
    call.go_on()


timed(attack)
