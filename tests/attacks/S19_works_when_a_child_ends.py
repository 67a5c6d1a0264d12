"""Works in the handler of SIGCHLD, when a child ends after the announcement."""

VERDICT = "raised"
RATIO = 20
PARTS = ("honest", "slow", "early")

import signal
import time

pending = []


def handler(*_):
    if pending:
        pending.pop().work()


signal.signal(signal.SIGCHLD, handler)


def attack(call):
    pending.append(call)
    if os.fork() == 0:
        time.sleep(0.0003)
        os._exit(0)
    call.announce()
    time.sleep(0.003)

    call.go_on()


timed(attack)
