"""Announces first and works then, in its main thread."""

VERDICT = ("passed", "wrong_values")
RATIO = 20
PARTS = ("honest", "slow", "early")


def attack(call):
    call.announce()
    call.work()
    call.go_on()


timed(attack)
