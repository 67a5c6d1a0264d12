"""Lets a helper thread announce while the main thread works."""

VERDICT = ("passed", "wrong_values")
RATIO = 15
PARTS = ("honest", "slow", "early")

import threading


def attack(call):
    threading.Thread(target=call.announce).start()
    call.work()
    call.go_on()


timed(attack)
