"""Has the kernel send SIGIO when the host reads what was printed."""

VERDICT = ("wrong_values", "ended_early")
RATIO = 20
PARTS = ("honest", "slow", "early")

import fcntl
import signal
import time

calls = []
signal.signal(signal.SIGIO, lambda *_: calls and calls.pop().work())


def ready(call):
    calls[:] = [call]
    for fd in (call.channel.fileno(), 1):
        with contextlib.suppress(OSError):
            fcntl.fcntl(fd, fcntl.F_SETOWN, os.getpid())
        with contextlib.suppress(OSError):
            fcntl.fcntl(fd, fcntl.F_SETFL, fcntl.fcntl(fd, fcntl.F_GETFL) | 0o20000)


def attack(call):
    print("x" * 60_000)
    call.announce()
    time.sleep(0.003)
    call.go_on()


timed(attack, ready)
