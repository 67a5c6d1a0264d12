"""Sets all three interval timers again and again, for a signal to come at every moment."""

VERDICT = ("passed", "wrong_values")
RATIO = 20
PARTS = ("honest", "slow", "early")

import signal
import time

for number in (signal.SIGVTALRM, signal.SIGPROF):
    signal.signal(number, lambda *_: handler())

pending = []


def handler(*_):
    if pending:
        pending.pop().work()


signal.signal(signal.SIGALRM, handler)


def attack(call):
    pending.append(call)
    for kind in (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF):
        signal.setitimer(kind, 0.0001, 0.0001)
    call.announce()
    time.sleep(0.003)

    call.go_on()


timed(attack)
