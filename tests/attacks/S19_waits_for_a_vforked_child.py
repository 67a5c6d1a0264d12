"""Is kept waiting by a child by vfork while it must stand still, which no stop reaches."""

VERDICT = "forbidden_call"
RATIO = 20
PARTS = ("honest", "slow", "early")

import ctypes
import signal
import time

libc, CLONE_VFORK = ctypes.PyDLL(None), 0x4000


def attack(call):
    if (
        libc.syscall(ctypes.c_long(56), ctypes.c_long(CLONE_VFORK | signal.SIGCHLD), 0, 0, 0, 0)
        == 0
    ):
        call.announce()
        call.work()
        time.sleep(3)
        os._exit(0)
    call.go_on()


timed(attack)
