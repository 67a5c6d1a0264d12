"""Announces while 24 threads each want to do all the work."""

VERDICT = ("passed", "wrong_values", "process_limit")
RATIO = 20
PARTS = ("honest", "slow", "early")

import threading


def attack(call):
    for _ in range(24):
        threading.Thread(target=call.work).start()
    call.announce()
    call.go_on()


timed(attack)
