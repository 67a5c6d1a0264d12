"""Has the kernel send SIGCONT when a pipe or the channel can be read (F_SETOWN, F_SETSIG, O_ASYNC)."""

VERDICT = "ended_early"
RATIO = 20
PARTS = ("honest", "slow", "early")

import fcntl
import signal
import time


def ready(call):
    for fd in (call.channel.fileno(), 1):
        fcntl.fcntl(fd, 8, os.getpid())
        fcntl.fcntl(fd, 10, signal.SIGCONT)
        fcntl.fcntl(fd, fcntl.F_SETFL, fcntl.fcntl(fd, fcntl.F_GETFL) | 0o20000)


def attack(call):
    call.announce()
    time.sleep(0.0003)
    call.work()
    call.go_on()


timed(attack, ready)
