"""Sends itself SIGCONT by 24 POSIX timers, and works on after the answer is announced."""

VERDICT = ("passed", "wrong_values")
RATIO = 20
PARTS = ("honest", "slow", "early")

import ctypes
import signal
import struct
import time

syscall, timers = ctypes.CDLL(None).syscall, []
signal.signal(signal.SIGCONT, lambda *_: None)
for _ in range(24):
    timer = ctypes.c_int(-1)
    event = struct.pack("qii40x", 0, signal.SIGCONT, 0)
    if syscall(ctypes.c_long(222), ctypes.c_long(1), event, ctypes.byref(timer)) == 0:
        timers.append(timer.value)


def attack(call):
    for place, timer in enumerate(timers, start=1):
        when = struct.pack("4q", 0, 0, 0, place * 10**6)
        syscall(ctypes.c_long(223), ctypes.c_long(timer), ctypes.c_long(0), when, ctypes.c_long(0))
    call.announce()
    time.sleep(0.0003)
    call.work()
    call.go_on()


timed(attack)
