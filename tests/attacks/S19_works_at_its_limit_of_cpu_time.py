"""Works in the handler of SIGXCPU, by a limit of CPU time that it has set itself."""

VERDICT = "ended_early"
RATIO = 20
PARTS = ("honest", "slow", "early")

import signal
import time
import resource

pending = []


def handler(*_):
    if pending:
        pending.pop().work()


signal.signal(signal.SIGXCPU, handler)


def attack(call):
    pending.append(call)
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, 60))
    call.announce()
    time.sleep(0.003)

    call.go_on()


timed(attack)
