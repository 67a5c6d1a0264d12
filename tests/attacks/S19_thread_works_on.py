"""Announces in its main thread while a helper thread works."""

VERDICT = ("passed", "wrong_values")
RATIO = 20
PARTS = ("honest", "slow", "early")

import threading


def attack(call):
    threading.Thread(target=call.work).start()
    call.announce()
    call.go_on()


timed(attack)
