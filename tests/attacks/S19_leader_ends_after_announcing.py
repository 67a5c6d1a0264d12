"""Announces and lets its main thread end at once, while a helper works on."""

VERDICT = "ended_early"
RATIO = 20
PARTS = ("honest", "slow", "early")

import ctypes
import threading


def works_on(call):
    call.work()
    call.go_on()


def attack(call):
    threading.Thread(target=works_on, args=(call,)).start()
    call.announce()
    ctypes.CDLL(None).syscall(60, 0)
    call.go_on()


timed(attack)
