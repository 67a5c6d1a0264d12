"""Makes a child whose end sends SIGCONT (clone with an exit signal of its own)."""

VERDICT = "forbidden_call"
RATIO = 20
PARTS = ("honest", "slow", "early")

import ctypes
import signal
import time

libc = ctypes.PyDLL(None)


def attack(call):
    if libc.syscall(ctypes.c_long(56), ctypes.c_long(signal.SIGCONT), 0, 0, 0, 0) == 0:
        time.sleep(0.0006)
        os._exit(0)
    call.announce()
    time.sleep(0.0003)
    call.work()
    call.go_on()


timed(attack)
