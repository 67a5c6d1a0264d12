"""Lets its main thread end when the call is fired; a helper announces and works on."""

VERDICT = "ended_early"
RATIO = 20
PARTS = ("honest", "slow", "early")

import ctypes
import threading
import time


def answers(call):
    time.sleep(0.0003)
    call.announce()
    time.sleep(0.0003)
    call.work()
    call.go_on()


def attack(call):
    threading.Thread(target=answers, args=(call,)).start()
    ctypes.CDLL(None).syscall(60, 0)
    call.go_on()


timed(attack)
