"""Waits for timers behind descriptors (timerfd), 100 of them, after the announcement."""

VERDICT = ("passed", "wrong_values")
RATIO = 20
PARTS = ("honest", "slow", "early")

import ctypes
import struct
import threading
import time

libc = ctypes.CDLL(None)
timers = [libc.timerfd_create(1, 0) for _ in range(100)]


def works_on(call, fd):
    os.read(fd, 8)
    call.work()


def attack(call):
    for place, fd in enumerate(timers, start=1):
        libc.timerfd_settime(fd, 0, struct.pack("4q", 0, 0, 0, place * 10**5), None)
    for fd in timers[:8]:
        threading.Thread(target=works_on, args=(call, fd)).start()
    call.announce()
    time.sleep(0.02)
    call.go_on()


timed(attack)
