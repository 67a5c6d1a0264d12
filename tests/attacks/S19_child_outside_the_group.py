"""Announces while a child in a session of its own works."""

VERDICT = ("passed", "wrong_values")
RATIO = 20
PARTS = ("honest", "slow", "early")

import time


def attack(call):
    if os.fork() == 0:
        os.setsid()
        call.work()
        os._exit(0)
    call.announce()
    time.sleep(0.0003)
    call.go_on()


timed(attack)
