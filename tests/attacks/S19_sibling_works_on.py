"""Announces while a child works that hangs below another parent (CLONE_PARENT)."""

VERDICT = ("passed", "wrong_values")
RATIO = 20
PARTS = ("honest", "slow", "early")

import ctypes
import signal
import time

libc, CLONE_PARENT = ctypes.PyDLL(None), 0x8000


def attack(call):
    if (
        libc.syscall(ctypes.c_long(56), ctypes.c_long(CLONE_PARENT | signal.SIGCHLD), 0, 0, 0, 0)
        == 0
    ):
        call.work()
        os._exit(0)
    call.announce()
    time.sleep(0.0003)
    call.go_on()


timed(attack)
