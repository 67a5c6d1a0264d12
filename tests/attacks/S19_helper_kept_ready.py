"""Keeps a child ready that works when a byte comes, after the announcement."""

VERDICT = ("passed", "wrong_values")
RATIO = 20
PARTS = ("honest", "slow", "early")

import time

reading, writing = os.pipe()


def ready(call):
    if os.fork() == 0:
        os.read(reading, 1)
        call.work()
        os._exit(0)


def attack(call):
    call.announce()
    os.write(writing, b"x")
    time.sleep(0.0003)
    call.go_on()


timed(attack, ready)
