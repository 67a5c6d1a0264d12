"""Works in the handler of an interval timer, after the announcement."""

VERDICT = ("passed", "wrong_values", "ended_early")
RATIO = 20
PARTS = ("honest", "slow", "early")

import signal
import time

pending = []


def handler(*_):
    if pending:
        pending.pop().work()


signal.signal(signal.SIGALRM, handler)


def attack(call):
    pending.append(call)
    signal.setitimer(signal.ITIMER_REAL, 0.0002)
    call.announce()
    time.sleep(0.003)

    call.go_on()


timed(attack)
