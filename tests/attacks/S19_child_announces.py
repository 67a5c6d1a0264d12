"""Lets a child announce and works in the parent meanwhile."""

VERDICT = ("passed", "wrong_values")
RATIO = 15
PARTS = ("honest", "slow", "early")


def attack(call):
    if os.fork() == 0:
        call.announce()
        os._exit(0)
    call.work()
    call.go_on()


timed(attack)
