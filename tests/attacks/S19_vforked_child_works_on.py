"""Announces in a child by vfork that shares its memory, and works when it is back."""

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
        time.sleep(0.0003)
        os._exit(0)
    call.work()
    call.go_on()


timed(attack)
